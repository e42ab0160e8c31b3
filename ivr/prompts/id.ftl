### Yang diucapkan layanan dalam bahasa Indonesia. Hangat, singkat, santun; tidak lebih dari 12 detik.

## Salam
greeting = Selamat datang di { $hotline }, terima kasih sudah menelepon.
language-offer = Untuk bahasa Indonesia, tekan { $key } atau katakan Indonesia.
recording-announced = Agar tidak ada yang terlewat, panggilan ini direkam.
recording-question = Bolehkah panggilan ini kami rekam, agar tidak ada yang terlewat? Mohon jawab ya atau tidak, atau tekan 1 untuk ya, 2 untuk tidak.
recording-refused = Baik, panggilan ini tidak kami rekam.

## Nama
returning-question = Apakah saya berbicara dengan { $name }? Mohon jawab ya atau tidak.
returning-case = Apakah saya berbicara dengan { $name }?
not-both = Baik, mari satu per satu.
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

## Kasus
case-question = Apakah tentang { $title }, yang ditangani { $owner }? Mohon jawab ya atau tidak.
case-question-unowned = Apakah tentang { $title }, seperti sebelumnya? Mohon jawab ya atau tidak.
case-question-of = Apakah tentang hal yang sedang ditangani { $owner } untuk Anda? Mohon jawab ya atau tidak.
case-question-last = Apakah tentang hal yang sama seperti sebelumnya? Mohon jawab ya atau tidak.
case-number-question = Mohon sebutkan atau masukkan enam angka nomor kasus Anda.
case-number-none = Tidak apa-apa, kami tetap dapat membantu tanpa nomor itu.
case-found = Terima kasih, kasus Anda sudah saya temukan.
case-not-found = Mohon maaf, saya tidak menemukan kasus Anda dengan nomor itu.
reason-question-other = Baik, tentang apa keperluan Anda? Boleh juga menyebutkan nomor kasus.
reason-question-more = Baik. Apa lagi yang dapat kami bantu?
joining-owner = Anda saya sambungkan dengan { $owner }, yang menangani kasus Anda. Anda tidak perlu mengulang cerita.
joining-owner-moved = Kasus Anda sekarang ditangani { $owner }, yang sudah tahu semuanya. Anda saya sambungkan.
joining-owner-away = { $owner } belum dapat menerima panggilan Anda. Rekan yang melihat semua catatan akan membantu, Anda tidak perlu mengulang.
joining-owner-moved-away = Kasus Anda sekarang ditangani { $owner }, yang belum dapat menerima panggilan. Rekan yang melihat semua catatan akan membantu.
joining-case = Anda saya sambungkan dengan rekan yang melihat semua catatan kasus Anda. Anda tidak perlu mengulang cerita.

## Gangguan yang sudah diketahui
trouble = { $text }
trouble-question = Apakah Anda kami telepon setelah teratasi? Tekan 1 atau katakan ya. Atau tetap di saluran untuk berbicara dengan petugas.
trouble-awaited = Terima kasih. Anda tidak perlu menelepon lagi, Anda kami hubungi begitu sudah teratasi.

## Pemahaman
not-heard = Mohon maaf, suara Anda belum terdengar.
not-understood = Mohon maaf, saya kurang menangkap maksud Anda.
once-more = Baik, saya ulangi.
story-noted = Terima kasih, sudah saya catat.
person-promised = Baik, saya sambungkan dengan petugas kami.
supervisor-later = Mohon maaf, saat ini belum ada supervisor yang dapat menerima panggilan Anda. Permintaan Anda sudah saya catat.
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
hold-within = Kira-kira paling lama { $minutes } menit lagi Anda akan berbicara dengan petugas kami.
hold-longer = Mohon maaf, ternyata lebih lama dari yang saya sampaikan, karena kami lebih sibuk dari perkiraan. Kira-kira { $minutes } menit lagi.
hold-sorry = { $minutes ->
    [0] Mohon maaf Anda harus menunggu. Kami tidak melupakan Anda.
   *[other] Mohon maaf, Anda sudah menunggu { $minutes } menit. Kami tidak melupakan Anda.
}
hold-widened = Kini lebih banyak rekan saya yang dapat melayani Anda.
hold-raised = Kini panggilan Anda kami dahulukan.
hold-supervisor = Kini supervisor kami juga dapat melayani Anda.
hold-manager = Manajer kami sedang diminta untuk melayani Anda.
hold-nobody = Mohon maaf, saat ini belum ada petugas kami yang bertugas. Tempat Anda dalam antrean tetap kami jaga.
hold-closed = Mohon maaf, kami sudah tutup dan petugas kami sudah pulang. Kami kembali melayani Anda { $when }.
hold-closing = Kami akan tutup, tetapi Anda sudah dalam antrean dan tetap akan kami layani.
hold-supervisor-asked = Baik, saya mintakan supervisor untuk Anda. Tempat Anda tetap kami jaga, mohon tetap di saluran.
hold-promised = { $name } akan menelepon Anda kembali paling lambat { $by }. Anda juga boleh tetap menunggu.
hold-blind = Mohon tetap di saluran, petugas kami akan segera melayani Anda.
connecting-anybody = Terima kasih. Anda tersambung dengan rekan saya.
connecting = Terima kasih. Anda tersambung dengan { $agent }.
connecting-named = Terima kasih, { $name }. Anda tersambung dengan { $agent }.
agent-lost = Mohon maaf, sambungan ke rekan saya terputus. Giliran Anda tetap kami jaga, mohon tetap di saluran.
transferred = Anda saya teruskan ke bagian { $title }. Rekan saya sudah tahu keperluannya, Anda tidak perlu mengulang.
transferred-supervisor = Anda saya teruskan ke supervisor kami, yang sudah tahu keperluannya. Anda tidak perlu mengulang.

## Rekaman
recording-paused = Rekaman dihentikan sementara. Yang Anda katakan sekarang tidak dapat didengar lagi oleh siapa pun.
recording-resumed = Rekaman dilanjutkan.
recording-off = Panggilan ini tidak direkam.
recording-not-paused = Rekaman tidak dapat dihentikan. Mohon jangan menyebutkan nomor kartu.

## Ditahan sebentar
held = Mohon tunggu sebentar. { $agent } segera kembali berbicara dengan Anda.
held-transfer = Mohon tunggu sebentar. { $agent } sedang meminta { $colleague } membantu Anda. Anda tidak perlu mengulang cerita.
held-consult = Mohon tunggu sebentar. { $agent } sedang meminta saran { $colleague } supaya dapat membantu Anda dengan baik.
held-still = Anda tidak kami lupakan. { $agent } segera kembali, mohon tetap di saluran.
held-colleague = rekan kami
held-supervisor = supervisor kami
held-department = rekan kami di bagian { $title }

## Ditelepon kembali
callback-question = Bapak atau Ibu tidak perlu menunggu: tempat Anda kami jaga, dan Anda kami telepon kembali saat tiba giliran Anda. Bila berkenan, mohon tekan 1 atau katakan ya.
callback-question-later = Kami dapat menelepon Anda kembali, paling cepat { $when }. Bila berkenan, mohon tekan 1 atau katakan ya.
callback-number-question = Apakah Anda kami telepon kembali ke nomor yang Anda pakai sekarang, yang berakhir dengan { $ending }? Tekan 1 untuk ya, 2 untuk nomor lain.
callback-number-heard = Nomor yang saya dengar: { $number }. Apakah Anda kami telepon kembali ke nomor itu? Tekan 1 untuk ya, 2 untuk nomor lain.
callback-other-question = Mohon masukkan nomor untuk kami telepon kembali, lalu tekan pagar, atau sebutkan angkanya satu per satu.
callback-stay = Tempat Anda dalam antrean tetap kami jaga, mohon tetap di saluran.
callback-promised = Tempat Anda tetap kami jaga. Anda kami telepon kembali ke nomor yang berakhir dengan { $ending } saat tiba giliran Anda. Sampai jumpa.
callback-promised-later = Tempat Anda kami jaga. Nomor yang berakhir dengan { $ending } kami telepon kembali paling cepat { $when }. Sampai jumpa.
callback-refused = Mohon maaf, saat ini kami belum dapat menjanjikan untuk menelepon kembali ke nomor itu.
called-back = Halo, ini { $hotline }. Anda meminta kami menelepon kembali.
called-question = Apakah saya berbicara dengan { $name }? Mohon tekan 1 atau katakan ya.
called-question-nameless = Untuk berbicara dengan petugas kami sekarang, mohon tekan 1 atau katakan ya.
called-agent = Terima kasih. { $agent } sudah siap berbicara dengan Anda.
called-next = Terima kasih. Anda di urutan berikutnya, mohon tetap di saluran.
called-wrong = Mohon maaf telah mengganggu. Sampai jumpa.
called-absent = Terima kasih atas pemberitahuannya. Sampai jumpa.
called-unheard = Mohon maaf, suara Anda belum terdengar. Sampai jumpa.
welcome-back = Selamat datang kembali. Tempat Anda dalam antrean tetap kami jaga.
welcome-back-named = Selamat datang kembali, { $name }. Tempat Anda dalam antrean tetap kami jaga.

## Penuh atau tutup
notice = { $text }
full = Mohon maaf, saat ini banyak sekali yang menelepon sehingga antrean kami penuh.
full-question = Apakah Anda kami telepon kembali ke nomor yang Anda pakai sekarang, yang berakhir dengan { $ending }? Tekan 1 untuk ya, 2 untuk meninggalkan pesan.
closed = Terima kasih sudah menelepon { $hotline }. Saat ini kami tutup, dan buka kembali { $opening }.
closed-no-time = Terima kasih sudah menelepon { $hotline }. Saat ini kami tutup.
message-question = Mohon sebutkan nama, nomor telepon, dan keperluan Anda setelah nada. Kami akan menelepon kembali.
message-thanks = Terima kasih. Pesan Anda kami terima, dan kami akan menelepon kembali.

## Berpisah
more-question = Apakah ada lagi yang dapat kami bantu? Mohon jawab ya atau tidak.
rating-question = Seberapa baik kami membantu Anda? Mohon tekan atau sebutkan angka 1 sampai 5; 5 berarti sangat baik.
rated = Terima kasih, itu sangat membantu kami.
rated-low = Mohon maaf, bantuan kami belum baik. { $name } akan menelepon Anda paling lambat { $by }.
rated-low-noted = Mohon maaf, bantuan kami belum baik. Sudah saya catat untuk supervisor kami.
texts-question = Bolehkah kami mengirim SMS tentang hal ini, dengan nama petugas yang membantu Anda? Tekan 1 untuk ya, 2 untuk tidak.
texts-agreed = Terima kasih, akan kami kirimkan.
texts-refused = Baik, kami tidak akan mengirim SMS.
goodbye = Terima kasih sudah menelepon { $hotline }. Sampai jumpa.
goodbye-named = Terima kasih sudah menelepon, { $name }. Sampai jumpa.

goodbye-called = Ini tadi { $hotline }. Terima kasih atas waktunya. Sampai jumpa.
goodbye-called-named = Terima kasih atas waktunya, { $name }. Sampai jumpa.

## Ditanya apakah sudah selesai, dan diberi kabar
solved-hello = Halo, ini { $hotline }.
solved-hello-named = Halo, ini { $hotline }, untuk { $name }.
solved-question = Kami telah membantu Anda untuk { $title }. Apakah sudah selesai? Mohon tekan 1 bila sudah, 2 bila belum.
solved-question-case = Anda telah meminta bantuan kami. Apakah sudah selesai? Mohon tekan 1 bila sudah, 2 bila belum.
solved-thanks = Terima kasih, kami senang mendengarnya.
solved-sorry = Mohon maaf. Kasus Anda kami buka kembali dan kami dahulukan.
reconnect-question = Apakah Anda saya sambungkan dengan { $owner } sekarang? Mohon jawab ya atau tidak.
reconnect-question-anybody = Apakah Anda saya sambungkan dengan petugas kami sekarang? Mohon jawab ya atau tidak.
reconnecting = Terima kasih, Anda saya sambungkan. Mohon tetap di saluran.
owe-call = Anda akan kami telepon kembali secepatnya.
owe-call-by = Anda akan kami telepon kembali paling lambat { $by }.
owe-call-named = { $name } akan menelepon Anda kembali paling lambat { $by }.
told-again = Saya ulangi sekali lagi.
told-goodbye = Terima kasih, sampai jumpa.

## Untuk petugas
agent-sign-in = Mohon masukkan nomor petugas dan PIN, lalu tekan pagar.
agent-sign-in-wrong = Nomor dan PIN tidak cocok.
agent-welcome = Selamat bertugas, { $name }. Anda siap menerima panggilan.
agent-welcome-ring = Selamat bertugas, { $name }. Anda siap. Kami akan menelepon Anda. Sampai jumpa.
agent-no-longer = Panggilan itu sudah tidak menunggu.
agent-whisper = { $name }. { $title }.
agent-whisper-nameless = Nama tidak dimengerti. { $title }.
agent-whisper-recorded = Nama seperti diucapkan. { $title }.
agent-callback = Panggilan balik. Pelanggan sudah tersambung.
agent-callback-away = Panggilan balik. Pelanggan masih harus kami hubungi.
agent-not-reached = Pelanggan tidak dapat kami hubungi. Terima kasih, Anda bebas untuk panggilan berikutnya.
agent-accept = Tekan 1 untuk menerima, 2 untuk melewatkan.
agent-visit-transfer = { $name } ingin meneruskan penelepon kepada Anda.
agent-visit-consult = { $name } meminta saran Anda.
agent-visit-help = { $name } meminta bantuan supervisor.
agent-visit-note = Catatannya: { $text }
agent-visit-accept = Tekan 1 untuk bergabung, 2 untuk melewatkan.
agent-watch-accept = Sambungan ke sebuah panggilan sudah siap. Tekan 1 untuk melanjutkan.
agent-visit-over = Anda sudah tidak diperlukan lagi, terima kasih.
agent-outcome = Tekan 1 jika masalahnya sudah selesai, 2 jika belum.
agent-pass-on = Untuk meneruskan penelepon, tekan tombol bagian.
agent-extended = Waktu Anda untuk catatan bertambah { $seconds } detik.
agent-extended-before = Waktu Anda untuk catatan sudah pernah diperpanjang.
agent-colleague-on-break = { $name } tidak menjawab beberapa panggilan dan sekarang istirahat.
told-asked = Saya punya pertanyaan tentang kasus { $code }. Pertanyaannya menunggu Anda di halaman kasus.
told-stopped = Saya ingin memberi jawaban lain pada kasus { $code } dan dihentikan. Mohon dilihat di halaman kasus.
told-replied = Saya sudah menjawab pertanyaan Anda tentang kasus { $code }.
told-answered = Saya sudah menulis jawaban resmi pada kasus { $code } milik Anda.
told-offered = Bersediakah Anda menangani kasus { $code }? Kasusnya menunggu jawaban Anda.
told-accepted = Kasus { $code } sudah saya ambil alih.
told-declined = Saya tidak dapat mengambil alih kasus { $code }.
told-taken = Kasus { $code } saya ambil alih dari Anda.
told-reopened = Kasus { $code } belum selesai. Kasusnya dibuka lagi.
told-repeated = Pelanggan pada kasus { $code } sudah { $times } kali menghubungi kita.
told-incident-found = { $times } pelanggan menyampaikan hal yang sama: { $title }. Mohon lihat halaman insiden.
told-incident-word = { $times } pelanggan menyampaikan hal yang sama: { $text }. Mohon lihat halaman insiden.
incident-of-skill = Gangguan pada { $title } sudah kami ketahui dan sedang kami tangani.
incident-of-word = Gangguan terkait { $text } sudah kami ketahui dan sedang kami tangani.
agent-case-times = Ini kontak ke-{ $times } tentang hal ini.
agent-case-owner = { $name } yang menangani kasusnya.
agent-case-yours = Ini kasus Anda.
agent-case-answer = Sudah disampaikan kepada penelepon: { $text }
agent-wanted-note = Untuk { $name }: { $text }
agent-climbs = Penelepon sudah pernah diteruskan, jadi sekarang ditangani supervisor.
agent-stays = Penelepon sudah dua kali diteruskan dan tetap bersama Anda.
agent-on-call = Ini { $hotline }. Anda bertugas siaga, dan ada penelepon yang membutuhkan supervisor.
agent-on-break = Anda sedang istirahat. Tekan 1 bila sudah siap.
agent-asked-back = { $name } meminta Anda kembali bertugas. Tekan 1 bila sudah siap.
agent-goodbye = Anda sudah keluar. Terima kasih, sampai jumpa.
agent-refused = Maaf, mohon tanyakan nomor petugas dan PIN kepada supervisor Anda. Sampai jumpa.
agent-connected = Terhubung.
agent-no-softphone = Telepon ini tidak dipakai untuk Anda. Mohon tanyakan kepada supervisor Anda. Sampai jumpa.
anybody = bagian belum disebut
supervisor-wanted = meminta supervisor
waited = Menunggu { $minutes } menit.

## Told by ourselves, on the telephone
told-hello = Halo, ini { $hotline }, dengan pesan singkat untuk Anda.
told-handed-over = Mulai sekarang { $agent } menangani kasus Anda dan mengetahui semuanya. Anda tidak perlu mengulang cerita.
told-late = Mohon maaf, telepon yang kami janjikan kepada Anda terlambat. Kami akan menelepon Anda paling lambat { $by }.

## Text messages, of 160 characters at most
text-spoke-with = { $hotline }: Anda dibantu oleh { $agent }. Nomor kasus Anda { $code }: sebutkan bila menelepon lagi.
text-handed-over = { $hotline }: mulai sekarang { $agent } menangani kasus Anda { $code } dan mengetahui semuanya.
text-late = { $hotline }: maaf, telepon yang kami janjikan terlambat. Kami menelepon Anda paling lambat { $by }.
text-solved-question = { $hotline }: apakah kasus Anda { $code } sudah selesai? Mohon balas 1 untuk ya, atau 2 untuk belum.
text-thanks-solved = { $hotline }: terima kasih, kami senang. Kasus Anda { $code } sudah ditutup.
text-reopened = { $hotline }: mohon maaf. Kasus Anda { $code } kami buka lagi dan kami dahulukan.
text-reopened-called = { $hotline }: maaf. Kasus Anda { $code } kami buka lagi. Kami menelepon paling lambat { $by }.
text-help = { $hotline }: terima kasih. Pesan di sini tidak dapat kami jawab. Silakan telepon kami, kami siap membantu.
text-stopped = { $hotline }: kami tidak akan mengirim pesan lagi kepada Anda.

## On the pages of people who work here
agent-promise-soon = Anda berjanji menelepon seorang pelanggan paling lambat { $by }. Kasus { $code }.
agent-promise-alone = { $agent } berjanji menelepon seorang pelanggan paling lambat { $by }, dan tidak ada di tempat. Kasus { $code }.
agent-promise-late = Telepon yang dijanjikan { $agent } paling lambat { $by } terlambat. Sekarang giliran penyelia. Kasus { $code }.
agent-promise-missed = Telepon yang dijanjikan { $agent } kepada pelanggan tidak terlaksana. Kasus { $code }.
climbed-supervisor = Mohon maaf Anda harus menelepon lagi tentang hal ini. Seorang supervisor akan menerima telepon Anda.
