### Masuk dengan akun organisasi, dalam bahasa Indonesia.

sign-on = Masuk dengan akun kantor Anda
sign-on-or = atau dengan nama masuk dan kata sandi
sign-on-away = Layanan masuk organisasi Anda sedang tidak dapat dihubungi. Silakan pakai nama masuk dan kata sandi, atau coba lagi sebentar lagi.
sign-on-refused = Layanan masuk organisasi Anda tidak memberi tahu kami siapa Anda. Silakan coba lagi.
sign-on-unverified = Organisasi Anda belum memastikan alamat surel Anda, sehingga kami tidak dapat yakin bahwa itu Anda. Silakan hubungi administrator Anda.
sign-on-unknown = Anda dikenal oleh organisasi Anda, tetapi belum tercatat di hotline ini. Silakan minta administrator mencatat Anda dengan nama masuk ini.
