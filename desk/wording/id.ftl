### Yang tertulis di halaman dalam bahasa Indonesia. Tenang dan singkat; keadaan selalu disebut, tidak hanya dengan warna.

## Semua halaman
skip = Langsung ke papan
language-switch = Bahasa
sign-out = Keluar

## Masuk
sign-in = Masuk
sign-in-lead = Untuk supervisor { $hotline }.
login = Nama pengguna
password = Kata sandi
sign-in-refused = Nama pengguna dan kata sandi tidak cocok. Silakan coba lagi.
sign-in-limited = Terlalu banyak percobaan. Mohon tunggu lima menit, lalu coba lagi.

## Penolakan
refused-400 = Formulir ini sudah kedaluwarsa
refused-400-help = Tidak ada yang berubah. Silakan kembali ke halaman tadi dan coba lagi.
refused-401 = Silakan masuk
refused-401-help = Anda belum masuk, atau sesi Anda sudah berakhir.
refused-403 = Halaman ini untuk supervisor
refused-403-help = Anda sudah masuk, tetapi peran Anda tidak mencakup papan langsung. Jika memerlukannya, silakan hubungi administrator Anda.
refused-500 = Ada yang tidak beres
refused-500-help = Ini kesalahan kami, bukan kesalahan Anda. Panggilan tetap berjalan. Silakan coba lagi sebentar lagi.
refused-503 = Belum tersedia saat ini
refused-503-help = Panggilan tetap berjalan. Silakan coba lagi sebentar lagi; jika tetap begini, mohon beri tahu pengelola hotline.
go-on = Ke papan langsung
try-again = Coba lagi

## Papan langsung
board = Papan langsung
live = Langsung
lost = Sambungan terputus, sedang dicoba lagi. Tampilan ini keadaan pukul { $time }.
still = Halaman ini tidak memperbarui diri di peramban Anda. Muat ulang untuk melihat keadaan terkini.

## Angka
figures = Angka hari ini
waiting-now = Sedang menunggu
longest-now = Menunggu terlama
nobody-waits = tidak ada yang menunggu
offered = Panggilan masuk
offered-means = yang masuk antrean
answered = Terjawab
answered-means = dari { $offered } panggilan masuk
abandoned = Ditinggalkan
abandoned-means = { $share } dari panggilan masuk, tanpa yang di bawah { $short } detik
abandoned-none = menutup telepon saat menunggu
service = Tingkat layanan
service-means = terjawab dalam { $target } detik ÷ (terjawab + ditinggalkan setelah { $target } detik)
asa = Rata-rata waktu jawab
asa-means = waktu tunggu panggilan terjawab ÷ panggilan terjawab

## Menunggu
waiting = Menunggu
waiting-news = { $count } penelepon menunggu.
waiting-none = Tidak ada yang menunggu.
waiting-none-help = Penelepon muncul di sini begitu masuk antrean.
caller = Penelepon
need = Keperluan
wait = Tunggu
state = Keadaan
rungs = Tangga
as-spoken = nama seperti diucapkan
as-spoken-help = Petugas mendengar rekaman suara penelepon sendiri.
unknown = belum diketahui
any-skill = siapa saja
wants-supervisor = minta supervisor
on-time = tepat waktu
late = terlambat
ringing = berdering di { $agent }
is-called-back = akan ditelepon balik
rung-widen = pencarian diperluas
rung-tell = diberi penjelasan
rung-callback = ditawari telepon balik
rung-raise = didahulukan
rung-supervisor = supervisor diminta
rung-manager = manajer diminta
no-rung = belum ada

## Petugas
agents = Petugas
agents-count = { $count } bertugas
agents-none = Tidak ada petugas yang bertugas.
agents-none-help = Petugas menelepon { $number } lalu memasukkan nomor petugas dan PIN.
agent = Petugas
chose = Pilihan
doing = Sekarang
with = Dengan
status-ready = siap
status-break = istirahat
status-signed-out = sudah keluar
status-unknown = tidak ada dalam catatan
missed-offers = tak diangkat
since = sejak { $time }
agent-unknown = Petugas { $id }
doing-idle = luang
doing-offered = berdering
doing-talking = berbicara
doing-wrap-up = menyelesaikan catatan
doing-paused = jeda
doing-away = tidak di tempat
doing-unconnected = telepon belum tersambung
leaving = keluar setelah panggilan ini
with-nobody = tidak ada

## Janji
promises = Telepon balik dan janji
promises-count = { $count } belum selesai
promises-none = Tidak ada janji yang belum ditepati.
promises-none-help = Telepon balik dan janji supervisor tercatat di sini sampai ditepati.
customer = Pelanggan
promised = Dijanjikan
due = Waktu
tried = Dicoba
promised-callback = telepon balik
promised-supervisor = telepon dari supervisor
promised-by = oleh { $name }
due-in-turn = saat gilirannya tiba
promise-missed = tidak tertepati
overdue = lewat waktu

## Darurat
emergency = Darurat
emergency-closes = Setiap penelepon mendengar ini, dan tidak ada yang baru masuk antrean.
emergency-goes-on = Setiap penelepon mendengar ini lebih dahulu, lalu dilayani seperti biasa.
