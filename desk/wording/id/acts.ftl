### Yang dilakukan supervisor dari papan langsung.

acts-caller = Penelepon
acts-agent = Agen
acts-the-caller = Penelepon
acts-back = Kembali ke papan langsung
acts-call-over = Panggilan ini sudah selesai, atau peneleponnya tidak lagi mengantre.
acts-waits = menunggu

## Dalam percakapan
acts-talk = Dalam percakapan
acts-listen = Dengarkan
acts-listen-means = Tidak ada yang mendengar Anda.
acts-whisper = Bisiki
acts-whisper-means = Hanya { $name } yang mendengar Anda.
acts-join = Ikut bicara
acts-join-means = Keduanya mendengar Anda.
acts-take-over = Ambil alih
acts-take-over-means = Anda melanjutkan sendiri dengan penelepon.
acts-in = Anda ada dalam percakapan ini
acts-coming = Telepon Anda sedang disambungkan
acts-leave = Tinggalkan percakapan
acts-no-line = Untuk ini Anda memerlukan telepon: sambungkan telepon di papan langsung, atau telepon masuk.
acts-rings = Telepon Anda sendiri akan berdering.

## Dengan penelepon yang menunggu
acts-place = Tempat dalam antrean
acts-move-up = Majukan
acts-move-up-means = Agen berikutnya yang luang melayani penelepon ini lebih dahulu.
acts-give = Serahkan kepada agen
acts-give-means = Yang luang langsung menerima panggilan ini. Jika tidak, penelepon menunggunya sebentar, lalu siapa pun yang bisa.
acts-give-nobody = Saat ini tidak ada agen yang siap.
acts-give-do = Serahkan
acts-not-speaks = tidak berbahasa { $language }
acts-not-skill = tidak terlatih untuk { $skill }

## Dengan agen
acts-message = Pesan
acts-no-pages = Petugas ini tidak memiliki halaman di sini, jadi pesan tidak akan sampai.
acts-send = Kirim
acts-call-back = Panggil kembali dari istirahat
acts-call-back-means = Terlihat di halamannya, dan terdengar di salurannya bila terbuka. Boleh disertai kata-kata, tetapi tidak harus.
acts-call-back-do = Panggil kembali
acts-status = Status
acts-status-do = Ubah
acts-status-means = Yang sedang berbicara menyelesaikan percakapannya dahulu.
acts-skills-do = Simpan tingkat

## Darurat
acts-emergency-means = Setiap penelepon mendengar ini lebih dahulu, sejak Anda mengumumkannya sampai Anda mengakhirinya.
acts-emergency-on = berlaku
acts-emergency-since = sejak { $time }, oleh
acts-said-in = Yang didengar penelepon dalam bahasa { $language }
acts-closes = Sementara itu jangan terima antrean baru
acts-raise = Umumkan kepada setiap penelepon
acts-raise-anew = Umumkan ini mulai sekarang
acts-end = Akhiri keadaan darurat

## Selesai
acts-did-listen = Telepon Anda disambungkan: Anda mendengar percakapan { $name }, dan tidak ada yang mendengar Anda.
acts-did-whisper = Telepon Anda disambungkan: hanya { $name } yang mendengar Anda.
acts-did-join = Telepon Anda disambungkan: { $name } dan penelepon mendengar Anda.
acts-did-take-over = Penelepon kini bersama Anda. Tahan, sambungkan, dan tutup telepon ada di Meja Anda.
acts-did-leave = Anda telah meninggalkan percakapan.
acts-did-move-up = { $caller } kini paling depan dalam antrean.
acts-did-give = { $caller } diserahkan kepada { $name }.
acts-did-ready = { $name } kini siap.
acts-did-break = { $name } kini beristirahat.
acts-did-break-later = { $name } beristirahat setelah percakapan ini.
acts-did-signed-out = { $name } kini keluar.
acts-did-signed-out-later = { $name } keluar setelah percakapan ini.
acts-did-skills = Tingkat keahlian { $name } tersimpan dan berlaku mulai sekarang.
acts-did-message = Pesan Anda sudah ada pada { $name }.
acts-did-call-back = { $name } dipanggil kembali.
acts-did-raise = Setiap penelepon mendengar ini mulai sekarang.
acts-did-end = Keadaan darurat berakhir.
why-no-agent = Mohon pilih agen.
why-no-words = Mohon tulis yang hendak disampaikan, dan jangan terlalu panjang.
acts-not-sent = Tidak ada yang dilakukan: tidak ada sambungan. Mohon coba lagi sebentar lagi.
acts-not-shown = Ini tidak dapat dibuka: tidak ada sambungan. Mohon coba lagi sebentar lagi.
acts-over = Anda sudah keluar dari halaman ini. Mohon muat ulang halaman, lalu masuk.
