### Kasus dalam bahasa Indonesia: masing-masing punya satu penanggung jawab dan satu jawaban.

place-cases = Kasus
places-wait = menunggu Anda:
case-title = Kasus { $code }
a-case = sebuah kasus
case-supervisors = para supervisor
case-nobody = belum ada
case-you = (Anda)
case-late = lewat batas
case-of-incident = bagian dari insiden
case-owner = penanggung jawab
case-contacts = kontak
case-transfers = pengalihan
case-opened = dibuka
case-due = selesai sebelum
case-choose = Silakan pilih
why-no-amount = Silakan tulis jumlah dalam bilangan bulat.
why-too-much = Itu melebihi yang masih boleh Anda berikan untuk kasus ini.
why-no-reason = Silakan tulis untuk apa diberikan.
why-bad-number = Itu bukan nomor telepon, misalnya +62 21 5550 7002.

## Daftar
case-find = Nomor kasus
case-find-do = Buka
case-missing = Tidak ada kasus dengan nomor itu, atau bukan untuk Anda baca.
case-new = Kasus baru
case-filters = Kasus seluruh layanan
case-of-mine = Milik saya
case-of-all = Semua
case-of-unowned = Tanpa penanggung jawab
case-of-late = Lewat batas
case-of-urgent = Mendesak
case-of-unconfirmed = Belum dipastikan
case-of-internal = Internal
case-mine = Kasus saya
case-mine-none = Saat ini tidak ada kasus milik Anda.
case-mine-none-help = Sebuah kasus menjadi milik Anda bila Anda yang pertama berbicara dengan pelanggannya, atau bila Anda menerimanya.
case-team = Tanpa penanggung jawab, di bagian Anda
case-team-none = Setiap kasus ada penanggung jawabnya.
case-team-help = Siapa pun yang mengambilnya menjadi orang yang dapat diandalkan pelanggan.
case-none = Tidak ada kasus seperti itu.
case-none-help = Itu kabar baik.
case-full = Yang ditampilkan { $count } pertama.
case-waits = Menunggu Anda
case-offers = menawarkan kasus ini kepada Anda
case-asks = bertanya
case-tried = hendak mengatakan ini, dan dihentikan
case-look = Lihat
case-count = { $count } kasus
case-times = { $count ->
    [0] belum ada
   *[other] { $count } kontak
}
case-col-case = Kasus
case-col-customer = Pelanggan
case-col-who = Penanggung jawab
case-col-touched = Kontak
case-col-due = Batas
case-col-became = Keadaan

## Satu jawaban
case-answer = Yang disampaikan kepada pelanggan
case-no-answer = Belum ada jawaban. Siapa pun yang berbicara dengan pelanggan tidak menjanjikan apa-apa sebelum ada jawaban.
case-answered-by = { $name }, { $moment }
case-answer-write = Tulis jawaban
case-answer-change = Ubah jawaban
case-answer-label = Jawabannya
case-answer-help = Semua yang berbicara dengan pelanggan melihatnya lebih dulu, dan tidak mengatakan hal lain.
case-answer-do = Inilah jawabannya
case-ask-label = Pertanyaan kepada { $owner }
case-ask-words = Pelanggan menanyakan hal ini lagi. Apa yang boleh kami sampaikan?
case-ask-help = Apa yang dijanjikan tentang kasus ini ditentukan oleh { $owner }.
case-ask-do = Tanya { $owner }
case-propose = Usulkan jawaban
case-propose-help = Ini diteruskan kepada { $owner } sebagai pertanyaan. Pelanggan baru diberi tahu setelah disetujui.
case-propose-do = Ajukan
case-questions = Pertanyaan
case-reply = Balas
case-reply-do = Kirim balasan
case-waits-for = Menunggu { $owner }.
case-stopped = Dihentikan: { $owner } yang menentukan apa yang disampaikan tentang kasus ini. Kata-kata Anda diajukan sebagai pertanyaan.

## Satu penanggung jawab
case-take = Jadikan milik saya
case-take-over = Ambil alih
case-offer = Serahkan
case-offer-to = Kepada
case-offer-note = Yang perlu diketahui
case-offer-help = Kasus tetap di tempatnya sampai diterima. Setelah itu pelanggan diberi tahu.
case-offer-do = Tawarkan
case-offered = Ditawarkan kepada { $to }
case-offered-you = { $by } menawarkan kasus ini kepada Anda
case-accept = Terima
case-decline = Tolak
case-withdraw = Tarik tawaran

## Apa jadinya
case-becomes = Keadaannya
case-state-open = Sedang dikerjakan.
case-state-solved = Dinyatakan selesai. Pelanggan akan ditanya; hanya persetujuannya yang menutup kasus.
case-state-closed = Pelanggan menyatakan sudah selesai.
case-state-unconfirmed = Dinyatakan selesai, tetapi pelanggan tidak dapat ditanya. Kasus ini belum ditutup.
case-state-void = Tidak ada yang perlu diselesaikan.
case-solved-by = { $name }, { $moment }
case-solve = Sudah selesai
case-reopen = Buka lagi
case-dismiss = Tidak ada masalah
case-dismiss-help = Untuk salah sambung, atau yang tidak perlu dijawab. Pelanggan tidak ditanya.
case-dismiss-do = Bukan kasus
case-promises = Dijanjikan kepada pelanggan
case-promises-none = Tidak ada janji.
case-promise-open = belum
case-promise-kept = ditepati
case-promise-missed = tidak ditepati
case-promise-cancelled = tidak perlu
case-follow-up = Akan ditanya apakah sudah selesai

## Yang masuk, dan yang diberikan
case-more = Lainnya
case-log = Catat sebuah kontak
case-log-how = Cara pelanggan menghubungi
case-log-what = Apa katanya
case-log-help = Ini dihitung seperti panggilan: siapa yang sering harus kembali, ditangani lebih tinggi.
case-log-do = Catat
channel-letter = Surat
channel-shop = Di toko
channel-social = Media sosial
channel-email = Surel
channel-internal = Rekan kerja
channel-other = Cara lain
case-give = Tanda iktikad baik
case-give-amount = Jumlah dalam { $currency }
case-give-limit = Paling banyak { $currency } { $amount }
case-give-why = Untuk apa
case-give-do = Berikan
case-others = Kasus lain pelanggan ini

## Riwayat
case-story = Riwayat
case-story-order = yang terbaru lebih dulu
case-logged-by = dicatat oleh { $name }
case-our-call = Kami menelepon pelanggan
case-no-reply = Belum dibalas
case-touched-call = Pelanggan menelepon
case-touched-letter = Pelanggan menulis surat
case-touched-shop = Pelanggan datang ke toko
case-touched-social = Pelanggan menulis di media sosial
case-touched-email = Pelanggan menulis surel
case-touched-internal = Seorang rekan bertanya
case-touched-other = Pelanggan menghubungi
case-story-answer = { $name } menulis jawaban
case-story-question = { $name } bertanya
case-story-attempt = { $name } dihentikan saat hendak mengatakan
case-story-goodwill = { $name } memberikan { $currency } { $amount }
case-story-opened = Kasus dibuka
case-story-owned = Penanggung jawab baru
case-story-offered = Ditawarkan
case-story-handed-over = Diserahkan dan diterima
case-story-declined = Tawaran ditolak
case-story-withdrawn = Tawaran ditarik
case-story-solved = Dinyatakan selesai
case-story-denied = Pelanggan menyatakan belum selesai
case-story-reopened = Dibuka lagi
case-story-confirmed = Pelanggan menyatakan sudah selesai
case-story-unconfirmed = Pelanggan tidak dapat ditanya
case-story-void = Dinyatakan bukan kasus
case-story-linked = Bagian dari insiden
case-story-unlinked = Bukan bagian dari insiden
case-story-awaits = Pelanggan ingin ditelepon bila sudah selesai
case-story-climbed = Kontak ke-{ $number }: ditangani lebih tinggi
case-story-rated = Pelanggan menilai panggilan { $number } dari 5
case-story-moved = Panggilan ini tentang kasus lain
case-story-released = Penanggung jawabnya tidak bekerja lagi di sini
case-story-forgotten = Semua data tentang pelanggan telah dihapus
case-story-not-reached = Pelanggan tidak dapat dihubungi
case-story-promise-late = Sebuah janji tidak ditepati pada waktunya
case-word-waiting = Pelanggan akan diberi tahu
case-word-sent = Pelanggan sudah diberi tahu
case-word-failed = Pelanggan tidak dapat diberi tahu
case-word-cancelled = Pelanggan tidak perlu diberi tahu

## Yang sudah dilakukan
case-did-opened = Kasus sudah dibuka.
case-did-answer = Itulah jawabannya sekarang. Semua melihatnya lebih dulu.
case-did-ask = Pertanyaan Anda sudah ada pada { $owner }.
case-did-reply = Balasan Anda sudah dikirim.
case-did-take = Kasus ini milik Anda.
case-did-offer = Kasus sudah ditawarkan.
case-did-accept = Kasus ini milik Anda. Pelanggan diberi tahu.
case-did-decline = Kasus tetap di tempatnya.
case-did-solve = Pelanggan akan ditanya apakah sudah selesai.
case-did-reopen = Kasus dibuka lagi.
case-did-dismiss = Dinyatakan bukan kasus.
case-did-log = Kontak sudah dicatat, dan dihitung.
case-did-give = Tanda iktikad baik sudah dicatat.

## Yang baru
case-new-title = Kasus yang tidak berawal dari panggilan
case-new-help = Pelanggan yang sudah punya kasus di bagian itu melanjutkannya: ini dihitung sebagai satu kontak lagi.
case-new-how = Cara pelanggan menghubungi
case-new-number = Nomor teleponnya
case-new-number-help = Dengan nomor ini pelanggan dikenali saat menelepon, dan ditelepon kembali.
case-new-name = Namanya, bila diketahui
case-new-skill = Untuk bagian
case-new-reason = Tentang apa
case-new-do = Buka kasus

## Di samping panggilan
case-card = Kasusnya
case-card-nth = kontak ke-{ $count }
case-card-transfers = { $count } pengalihan
case-card-own = kasus Anda
case-card-tell = Sampaikan ini
case-card-untold = Jangan menjanjikan apa-apa dulu: { $owner } belum memberi jawaban.
case-card-unwritten = Belum ada jawaban. Yang Anda tulis di sini adalah yang disampaikan semua orang.
case-card-asked = Anda bertanya
case-card-stopped = Anda hendak mengatakan
case-card-another = Ini tentang hal lain
case-card-about = Tentang kasus { $code }
case-key = Pertanyaan atau jawaban tentang kasus
case-card-new = Tentang hal baru
did-case-answer = Itulah jawabannya sekarang. Semua melihatnya lebih dulu.
did-case-ask = Pertanyaan Anda sudah diajukan. Balasannya muncul di sini.
did-case-about = Sudah dicatat tentang apa panggilan ini.
did-case-give = Tanda iktikad baik sudah dicatat.
