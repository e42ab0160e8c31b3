### Pengaturan sendiri, dalam bahasa Indonesia.

own = Pengaturan saya
own-lead = Bahasa Anda adalah yang Anda pilih di atas; pilihan itu diingat untuk Anda.
own-password-now = Kata sandi Anda saat ini
own-password-help = Paling sedikit 8 karakter. Di tempat lain Anda otomatis keluar.
own-pin-help = 4 sampai 12 angka, untuk masuk lewat telepon.
own-password-wrong = Itu bukan kata sandi Anda saat ini. Tidak ada yang diubah.
own-no-password = Anda masuk dengan akun organisasi; tidak ada kata sandi di sini. Administrator dapat menetapkan PIN Anda.
