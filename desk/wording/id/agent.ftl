### Meja petugas dalam bahasa Indonesia. Tenang dan singkat: dibaca sambil berbicara dengan penelepon.

place-desk = Meja
desk = Meja
lost-desk = Tidak ada sambungan sejak { $time }. Tulisan Anda tersimpan di peramban ini; panggilan tetap berjalan.
desk-still = Halaman ini tidak memperbarui diri di peramban Anda. Semua tombol tetap berfungsi; muat ulang halaman untuk melihat yang baru.
alt = Alt
side = Status dan telepon Anda
close = Tutup
cancel = Batal

## Isi halaman
stage-signed-out = sudah keluar
stage-signed-out-lead = Anda sedang tidak bertugas
stage-signed-out-help = Silakan pilih Siap bila Anda ingin menerima panggilan.
stage-break = istirahat
stage-break-lead = Anda sedang istirahat
stage-break-help = Tidak ada panggilan untuk Anda sampai Anda memilih Siap.
stage-unconnected = tanpa telepon
stage-unconnected-lead = Telepon Anda belum tersambung
unconnected-help = Silakan telepon { $number } lalu masukkan nomor petugas dan PIN Anda. Panggilan datang setelah tersambung.
unconnected-help-page = Silakan sambungkan telepon di halaman ini, atau telepon { $number } lalu masukkan nomor petugas dan PIN Anda.
stage-idle = luang
stage-idle-lead = Siap untuk penelepon berikutnya
idle-help-standby = Saluran Anda terbuka. Terdengar nada dahulu, lalu siapa yang menelepon dan keperluannya.
idle-help-ring = Telepon Anda berdering untuk penelepon berikutnya: tekan 1 untuk menerima.
stage-paused = jeda sebentar
stage-paused-lead = Ada panggilan yang tidak sampai kepada Anda
stage-paused-help = Panggilan datang lagi setelah waktu ini habis.
stage-offered = panggilan untuk Anda
offered-help-standby = Anda mendengar siapa yang menelepon, lalu langsung tersambung
offered-help-ring = tekan 1 di telepon Anda untuk menerima
stage-asked = rekan memerlukan Anda
stage-arriving = menyambungkan
one-moment = Mohon tunggu sebentar
arriving-help = mohon tunggu sebentar, telepon sedang disambungkan
stage-visit-transfer = dialihkan kepada Anda
stage-visit-consult = saran Anda diminta
stage-visit-help = bantuan Anda diminta
stage-visit-watch = Anda ikut dalam percakapan
asks-you = { $name } memerlukan Anda
you-watch-listen = Anda mendengarkan { $name }
you-watch-whisper = Anda berbicara hanya kepada { $name }
you-watch-join = Anda ikut dalam percakapan { $name }
about-caller = Mengenai
a-colleague = seorang rekan
a-supervisor = seorang supervisor
stage-wrap-up = catatan
talk-time = Lama percakapan
time-left = Sisa waktu
wrap-up-then = Panggilan berikutnya datang setelah waktu ini habis, atau setelah Anda selesai.
wrap-up-then-leave = Catatan Anda untuk panggilan ini. Setelah ini tidak ada panggilan lain.
last-call = Panggilan terakhir Anda, sampai { $time }:

## Yang dapat dilakukan dengan penelepon
tools = Penelepon
tools-others = Rekan
on-hold = ditahan
muted = suara Anda dimatikan
not-recorded = tidak direkam
hold = Tahan
unhold = Kembali bicara
mute = Matikan suara
unmute = Nyalakan suara
pause-recording = Jeda rekaman
end-call = Akhiri
transfer = Alihkan
consult = Tanya rekan
help-me = Minta bantuan
call-later = Telepon balik
sought = Menghubungi { $name }
coming = { $name } segera bergabung
aside = Anda berbicara dengan { $name }.
aside-held = Penelepon mendengar musik.
all-together = Anda, { $name }, dan penelepon berbicara bersama.
watch-listen = { $name } mendengarkan.
watch-whisper = { $name } mendengar Anda berdua. Hanya Anda yang mendengarnya.
watch-join = { $name } ikut dalam percakapan ini.
hand-over = Serahkan
together = Bicara bersama
back-to-caller = Kembali ke penelepon
send-away = Lanjutkan sendiri
not-now = Tidak jadi
leave = Tinggalkan percakapan

## Setelah panggilan
became = Bagaimana hasilnya?
next-call = Selesai, panggilan berikutnya
notes-done = Selesai
more-time = Tambah waktu
more-time-had = Waktu sudah ditambah

## Kartu penelepon
caller-card = Penelepon
their-words = Menurut penelepon
no-reason = Penelepon tidak menyebutkan keperluannya.
passed-transfer = { $name } menyerahkan penelepon ini:
passed-consult = { $name } meminta saran Anda:
passed-help = { $name } meminta bantuan Anda:
memo-by = { $name } menulis:
call-them = Sapa dengan
name-spoken = Nama seperti diucapkan
language = Bahasa
wait-was = menunggu
owner = Yang menangani
told = Selama menunggu
told-by = diberi tahu akan berbicara dengan petugas sebelum pukul { $time }
told-late = tidak ditepati
told-kept = ditepati
told-supervisor = diberi tahu akan ditelepon oleh { $name }
told-nobody = diberi tahu bahwa saat itu belum ada petugas
told-closing = diberi tahu bahwa hotline akan segera tutup
told-emergency = mendengar pengumuman darurat
told-nothing = Diberi tahu bahwa mereka ada dalam antrean.
owed = Janji kepada penelepon ini
owed-here = telepon balik ini,
earlier = Panggilan sebelumnya
earlier-none = Ini panggilan pertama mereka, atau nomornya dirahasiakan.
spoke-with-nobody = tidak berbicara dengan siapa pun
contact-talked = berbicara
contact-abandoned = menutup telepon saat menunggu
contact-cut = terputus
contact-callback = ditelepon balik
contact-message = meninggalkan pesan
contact-closed = di luar jam kerja
contact-declined = tidak ingin ditelepon balik
contact-cancelled = dibatalkan
contact-other = selesai

## Catatan
notes = Catatan
note-hint = Tersimpan saat Anda mengetik.
note-save = Simpan
note-saved = Tersimpan
note-saving = Menyimpan
note-here = Belum terkirim: tersimpan di peramban ini
note-nowhere = Belum tersimpan: jangan tutup halaman ini
note-long = Terlalu panjang: mohon dipersingkat
note-gone = Tidak tersimpan: panggilan ini tidak dapat dicatat lagi

## Status
duty = Status Anda
choose-status = Pilih status Anda
be-ready = Siap
be-away = Istirahat
be-away-now = Sekarang
be-gone = Selesai bertugas
leaving-help = Berlaku setelah panggilan ini selesai.
chosen-later = Istirahat atau selesai bertugas berlaku setelah panggilan ini.
line-up = Telepon Anda tersambung
line-down = Telepon Anda belum tersambung
line-ring = Telepon Anda berdering untuk setiap panggilan

## Pesan
messages = Pesan
come-back = { $name } meminta Anda kembali dari istirahat.
seen = Sudah dibaca

## Meminta rekan
ask-transfer = Alihkan penelepon
ask-transfer-help = Anda berbicara dengan rekan Anda terlebih dahulu. Penelepon mendengar musik dan diberi tahu bahwa Anda sedang bertanya untuknya.
ask-transfer-do = Hubungi
ask-consult = Tanya rekan
ask-consult-help = Penelepon mendengar musik selama Anda berdua berbicara, dan tetap Anda tangani.
ask-consult-do = Hubungi
ask-help = Minta bantuan supervisor
ask-help-help = Percakapan Anda berlanjut. Supervisor mendengar Anda berdua dan berbicara hanya kepada Anda.
ask-help-do = Minta bantuan
ask-callback = Telepon balik pelanggan
ask-callback-help = Hotline menelepon mereka pada waktu itu, lalu menyambungkan kepada Anda bila Anda ada.
ask-callback-do = Janjikan
whom = Siapa?
whom-none = Saat ini tidak ada rekan lain yang tersambung.
whom-skill = Siapa saja yang memahami
whom-person = Atau satu orang
any-supervisor = Supervisor siapa saja
supervisor = supervisor
free-count = { $count ->
    [0] tidak ada yang luang
   *[other] { $count } luang
}
ask-note = Yang perlu mereka ketahui
ask-note-if = Yang perlu mereka ketahui, bila ada
ask-note-help = Dibacakan sebelum mereka menjawab, dan tertulis di halaman mereka.
blind = Tanpa berbicara dahulu: penelepon menunggu mereka dalam antrean
when-back = Kapan?
when-back-help = Menurut waktu { $zone }.

## Jawaban
did-status = Status Anda sudah dipilih.
did-finish = Catatan Anda selesai.
did-extend = Waktu Anda ditambah.
did-hold = Penelepon ditahan.
did-unhold = Penelepon mendengar Anda lagi.
did-mute = Suara Anda tidak terdengar.
did-unmute = Suara Anda terdengar lagi.
did-end = Panggilan selesai.
did-pause = Sekarang tidak direkam.
did-resume = Panggilan direkam lagi.
did-ask = Sedang dihubungi.
did-send-away = Anda melanjutkan sendiri.
did-together = Semua saling mendengar.
did-hand-over = Penelepon sekarang bersama rekan Anda.
did-callback = Telepon balik sudah dijanjikan.
did-seen = Ditandai sudah dibaca.
why-not-paused = Rekaman tidak dapat dijeda. Mohon minta penelepon untuk tidak menyebutkan nomornya sekarang.
why-not-resumed = Rekaman tidak dapat dilanjutkan. Silakan coba lagi; rekaman akan berlanjut dengan sendirinya sebentar lagi.
why-no-note = Mohon tuliskan yang perlu diketahui rekan Anda.
why-nobody-chosen = Mohon pilih siapa yang ingin Anda hubungi.
why-no-time = Mohon pilih hari dan jam.
why-past = Waktu itu sudah lewat. Mohon pilih waktu yang lebih lambat.
not-sent = Belum dilakukan: tidak ada sambungan. Silakan coba lagi sebentar lagi.
session-over = Anda sudah keluar dari halaman ini. Silakan selesaikan panggilan Anda, lalu muat ulang halaman.
not-shown = Tidak dapat dibuka: tidak ada sambungan. Silakan coba lagi sebentar lagi.

## Tombol papan ketik
keys = Papan ketik
keys-all = Dengan papan ketik
keys-use = Gunakan tombol-tombol ini
send-away-key = Lanjutkan sendiri, kembali ke penelepon
