### Yang menjaga kejujuran rumah ini: janji, insiden, dan halaman manajer.

place-promises = Janji
place-incidents = Insiden
place-management = Manajemen

## Kasus
case-is-open = terbuka
case-is-solved = dinyatakan selesai
case-is-closed = ditutup
case-is-unconfirmed = belum dipastikan
case-is-void = bukan kasus
case-is-urgent = mendesak
case-is-internal = internal

## Janji
kept-lead = Siapa yang kita janjikan akan ditelepon, kapan, dan apakah kita menepatinya.
kept-lead-own = Siapa yang Anda janjikan akan ditelepon, dan apa yang harus ditepati pada kasus Anda.
kept-is-late = terlambat
kept-is-soon = dalam sejam ini
kept-is-in-time = tepat waktu
kept-is-in-turn = menurut giliran
kept-is-kept = ditepati
kept-is-kept-late = ditepati terlambat
kept-is-missed = tidak ditepati
kept-later = nanti
kept-share-means = { $part } dari { $whole } dalam { $days } hari
kept-open = Harus ditepati
kept-due = Jatuh tempo
kept-ended = Waktu
kept-when = Waktu
kept-customer = Pelanggan
kept-who = Oleh
kept-case = Kasus
kept-became = Keadaan
kept-way = Cara
kept-what = Isi
kept-anybody = siapa saja yang bebas
kept-told = pelanggan tahu bahwa ini terlambat
kept-warned = sudah diperingatkan
kept-asking = Pelanggan yang akan ditanya
kept-asking-help = Kasusnya dinyatakan selesai. Hanya jawaban “ya” dari pelanggan yang menutupnya; jawaban “tidak” mengembalikannya kepada penanggung jawabnya.
kept-by-call = lewat telepon
kept-by-text = lewat pesan singkat
kept-unheard = Kabar yang tidak sampai
kept-unheard-help = Pelanggan belum mengetahuinya. Sebaiknya ada yang memberi tahu.
kept-settled = { $days } hari terakhir
kept-settled-none = Tidak ada janji yang berakhir pada hari-hari ini.
word-spoke-with = dengan siapa mereka berbicara
word-handed-over = penanggung jawab kasus yang baru
word-late = bahwa telepon terlambat
word-solved-question = apakah sudah selesai
word-help = cara menghubungi kami

## Insiden
incident-lead = Bila lebih banyak pelanggan melaporkan hal yang sama daripada yang wajar, itu insiden: satu masalah, bukan banyak.
incident-none = Tidak ada insiden terbuka.
incident-none-help = Insiden terbuka sendiri bila paling sedikit tiga pelanggan melaporkan hal yang sama, dan lebih dari biasanya pada jam-jam ini.
incident-found = Ditemukan { $moment }: { $observed } pelanggan melaporkannya, padahal biasanya { $expected }.
incident-chance = Secara kebetulan itu terjadi sekali dalam { $times } kali.
incident-by-hand = Dibuka oleh { $name }, { $moment }.
incident-customers = { $count ->
    [0] Belum ada pelanggannya yang diketahui.
   *[other] Sejauh ini { $count } pelanggan.
}
incident-cases = { $count ->
    [0] Tidak ada kasus
   *[other] { $count } kasus
}
incident-unsolved = , { $count } belum selesai
incident-more = dan { $count } lagi
incident-code = Nomor kasus
incident-link = Tambahkan kasus ini
incident-unlink = Bukan yang ini
incident-unlink-case = Kasus { $code } bukan bagian insiden ini
incident-telling = Yang didengar penelepon
incident-said-in = Dalam bahasa { $language }
incident-tell = Beri tahu penelepon dengan alasan ini
incident-tell-help = Mereka mendengarnya begitu menyebut alasan menelepon, dan boleh memilih ditelepon bila sudah selesai daripada menunggu.
incident-save = Simpan
incident-is-told = penelepon diberi tahu
incident-is-not-told = penelepon belum diberi tahu
incident-solve = Sudah selesai
incident-solve-help = Setiap pelanggan kasus-kasus ini ditelepon dan ditanya. Hanya jawaban “ya” darinya yang menutup kasus.
incident-dismiss = Bukan insiden
incident-dismiss-help = Kasus-kasusnya berjalan sendiri-sendiri.
incident-open = Buka sendiri
incident-open-help = Untuk hal yang Anda ketahui sebelum cukup banyak pelanggan menelepon.
incident-open-do = Buka insiden
incident-term = Kata yang dipakai penelepon
incident-term-help = Dengan kata, hanya penelepon yang mengucapkannya diberi tahu. Tanpa kata, semua dengan alasan ini.
incident-past = { $days } hari terakhir
incident-past-none = Tidak ada insiden yang berakhir pada hari-hari ini.
incident-col-what = Apa
incident-col-began = Mulai
incident-col-ended = Berakhir
incident-col-cases = Kasus
incident-col-outcome = Hasil
incident-is-solved = selesai
incident-is-dismissed = bukan insiden
incident-did-open = Insiden dibuka. Penelepon diberi tahu bila Anda memintanya.
incident-did-tell = Tersimpan. Berlaku mulai sekarang.
incident-did-solve = Insiden berakhir. Pelanggannya ditelepon dan ditanya.
incident-did-dismiss = Bukan insiden. Kasus-kasusnya berjalan sendiri-sendiri.
incident-did-link = Kasus itu kini bagian darinya.
incident-did-unlink = Kasus itu kini berdiri sendiri.
why-no-skill = Silakan pilih tentang apa.
why-no-case = Tidak ada kasus dengan nomor itu.

## Halaman manajer
manage-lead = Yang tidak selesai dengan sendirinya. Melihat { $days } hari ke belakang.
manage-fifth = Kontak kelima atau lebih
manage-fifth-title = Pelanggan yang harus kembali lima kali
manage-fifth-none = Tidak ada pelanggan yang harus kembali lima kali.
manage-late = Lebih lambat dari seharusnya
manage-late-none = Setiap kasus terbuka masih tepat waktu.
manage-unconfirmed = Belum dipastikan
manage-unconfirmed-none = Setiap pelanggan dapat ditanya.
manage-rated = Nilai rendah
manage-rated-title = Dinilai { $low } atau kurang
manage-rated-none = Tidak ada penelepon yang begitu kecewa sampai mengatakannya.
manage-rating = { $rating } dari 5
manage-promised-open = supervisor akan menelepon
manage-promised-kept = supervisor sudah menelepon
manage-promised-missed = telepon supervisor terlewat
manage-promised-cancelled = tidak ingin ditelepon
manage-not-promised = tidak ada telepon yang dijanjikan
manage-broken = Janji yang tidak ditepati
manage-broken-none = Setiap janji ditepati.
manage-due = jatuh tempo { $moment }
manage-goodwill = Iktikad baik yang diberikan
manage-goodwill-none = Tidak ada yang diberikan.
manage-owner = Penanggung jawab:
manage-no-owner = belum ada penanggung jawab
manage-contacts = { $count } kontak
manage-transfers = { $count } pengalihan
manage-since = sejak { $moment }
manage-answer = Yang dikatakan kepadanya:
manage-no-answer = Belum ada jawaban untuknya.
manage-earlier = { $count } langkah sebelumnya
touched-call = menelepon
touched-letter = menulis surat
touched-shop = datang ke toko
touched-social = menulis di media sosial
touched-email = menulis surel
touched-internal = bertanya dari dalam
touched-other = menghubungi
story-opened = kasus dibuka
story-owned = penanggung jawab baru
story-solved = dinyatakan selesai
story-denied = pelanggan berkata belum selesai
story-reopened = dibuka lagi
story-confirmed = pelanggan berkata sudah selesai
story-unconfirmed = pelanggan tidak dapat ditanya
story-stopped = jawaban lain dihentikan
story-linked = bagian dari insiden
story-goodwill = iktikad baik diberikan
story-not-reached = pelanggan tidak terhubung

## Salah arah
fault-title = Diarahkan kepada orang yang keliru
fault-window = { $days } hari terakhir
fault-lead = Alasan yang membawa penelepon ke bagian yang harus mengalihkannya. Sebagai contoh bagian yang benar, lain kali alasan itu membawanya ke sana.
fault-none = Tidak ada alasan yang salah arah lebih dari sekali.
fault-calls = { $count } panggilan dialihkan
fault-times = { $count } kali
fault-teach = Tambahkan sebagai contoh { $skill }
fault-given = kini contoh
fault-mended = diperbaiki
fault-hidden = Yang dikatakan penelepon bukan untuk peran Anda.
fault-wordless = Alasannya tidak tercatat.
fault-did-teach = Selesai. Penelepon yang berkata begitu mulai sekarang diarahkan dengan benar.
