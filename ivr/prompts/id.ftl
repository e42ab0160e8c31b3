### Yang diucapkan layanan dalam bahasa Indonesia. Hangat, singkat, santun; tidak lebih dari 12 detik.

## Salam
greeting = Selamat datang di { $hotline }, terima kasih sudah menelepon.
language-offer = Untuk bahasa Indonesia, tekan { $key } atau katakan Indonesia.
recording-announced = Agar tidak ada yang terlewat, panggilan ini direkam.
recording-question = Bolehkah panggilan ini kami rekam, agar tidak ada yang terlewat? Mohon jawab ya atau tidak, atau tekan 1 untuk ya, 2 untuk tidak.
recording-refused = Baik, panggilan ini tidak kami rekam.

## Nama
returning-question = Apakah saya berbicara dengan { $name }? Mohon jawab ya atau tidak.
name-question = Dengan Bapak atau Ibu siapa saya berbicara? Mohon sebutkan nama Anda.
name-question-again = Mohon sebutkan nama panggilan Anda saja.
name-confirm = Nama yang saya dengar: { $name }. Apakah sudah betul?
name-wrong = Mohon maaf.
name-kept = Baik, tidak apa-apa.
spelling-question = Mohon eja nama panggilan Anda, huruf demi huruf, misalnya S, I, T, I.
name-record = Saya ingin menyampaikan nama Anda dengan benar. Mohon sebutkan setelah nada, nanti saya teruskan.

## Keperluan
reason-question = Apa yang dapat kami bantu hari ini?
reason-question-named = Terima kasih, { $name }. Apa yang dapat kami bantu hari ini?
clarify-question = Agar tersambung ke orang yang tepat: apakah tentang { $first }, mohon tekan 1, atau tentang { $second }, mohon tekan 2?
keys-question = Mohon pilih dengan tombol, atau sebutkan saja.
keys-option = Untuk { $title }, tekan { $key }.
keys-person = Untuk langsung berbicara dengan petugas, tekan 0.

## Pemahaman
not-heard = Mohon maaf, suara Anda belum terdengar.
not-understood = Mohon maaf, saya kurang menangkap maksud Anda.
once-more = Baik, saya ulangi.
story-noted = Terima kasih, sudah saya catat.
person-promised = Baik, saya sambungkan dengan petugas kami.
supervisor-promised = Baik, saya sambungkan dengan supervisor kami.
fault = Mohon maaf, ada gangguan di pihak kami. Anda langsung saya sambungkan dengan petugas.
fault-goodbye = Mohon maaf, ada gangguan di pihak kami. Mohon menelepon sekali lagi.

## Menyambung dan menunggu
joining = Terima kasih. Anda saya sambungkan dengan petugas kami untuk { $title }.
joining-anybody = Terima kasih. Anda saya sambungkan dengan petugas kami yang pertama siap.
hold-first = { $ahead ->
    [0] Anda di urutan berikutnya. Mohon tetap di saluran.
   *[other] Ada { $ahead } penelepon sebelum Anda. Mohon tetap di saluran.
}
hold-still = { $ahead ->
    [0] Terima kasih sudah menunggu. Anda di urutan berikutnya.
   *[other] Terima kasih sudah menunggu. Ada { $ahead } penelepon sebelum Anda.
}
hold-sorry = Mohon maaf, Anda sudah menunggu { $minutes } menit. Kami tidak melupakan Anda.
hold-blind = Mohon tetap di saluran, petugas kami akan segera melayani Anda.
connecting-anybody = Terima kasih sudah menunggu. Anda akan berbicara dengan rekan saya.
connecting = Terima kasih sudah menunggu. Anda akan berbicara dengan { $agent }.
connecting-named = Terima kasih sudah menunggu, { $name }. Anda akan berbicara dengan { $agent }.
agent-lost = Mohon maaf, sambungan ke rekan saya terputus. Giliran Anda tetap kami jaga, mohon tetap di saluran.
transferred = Anda saya teruskan ke bagian { $title }. Rekan saya sudah tahu keperluannya, Anda tidak perlu mengulang.

## Tutup
closed = Terima kasih sudah menelepon { $hotline }. Saat ini kami tutup, dan buka kembali { $opening }.
closed-no-time = Terima kasih sudah menelepon { $hotline }. Saat ini kami tutup.
message-question = Mohon sebutkan nama, nomor telepon, dan keperluan Anda setelah nada. Kami akan menelepon kembali saat kami buka.
message-thanks = Terima kasih. Pesan Anda kami terima, dan kami akan menelepon kembali.

## Berpisah
goodbye = Terima kasih sudah menelepon { $hotline }. Sampai jumpa.
goodbye-named = Terima kasih sudah menelepon, { $name }. Sampai jumpa.

## Untuk petugas
agent-sign-in = Mohon masukkan nomor petugas dan PIN, lalu tekan pagar.
agent-sign-in-wrong = Nomor dan PIN tidak cocok.
agent-welcome = Selamat bertugas, { $name }. Anda siap menerima panggilan.
agent-welcome-ring = Selamat bertugas, { $name }. Anda siap. Kami akan menelepon Anda. Sampai jumpa.
agent-no-longer = Panggilan itu sudah tidak menunggu.
agent-whisper = { $name }. { $title }. { $waited }.
agent-whisper-nameless = Nama tidak dimengerti. { $title }. { $waited }.
agent-whisper-recorded = Nama seperti diucapkan. { $title }. { $waited }.
agent-accept = Tekan 1 untuk menerima, 2 untuk melewatkan.
agent-pass-on = Untuk meneruskan penelepon, tekan tombol bagian.
agent-on-break = Anda sedang istirahat. Tekan 1 bila sudah siap.
agent-goodbye = Anda sudah keluar. Terima kasih, sampai jumpa.
agent-refused = Maaf, mohon tanyakan nomor petugas dan PIN kepada supervisor Anda. Sampai jumpa.
anybody = bagian belum disebut
supervisor-wanted = meminta supervisor
waited = { $minutes ->
    [0] Menunggu kurang dari satu menit
   *[other] Menunggu { $minutes } menit
}
