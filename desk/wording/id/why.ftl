### Mengapa sesuatu tidak dilakukan. Masing-masing mengatakan keadaannya, dan apa yang membantu.

why-gone = Itu sudah selesai.
why-not-yours = Percakapan ini sekarang milik orang lain.
why-no-line = Tidak ada telepon yang tersambung. Mohon sambungkan terlebih dahulu.
why-busy = Ia sedang melakukan sesuatu. Mohon coba lagi sebentar lagi.
why-away = Ia sedang tidak bertugas.
why-nobody = Belum ada siapa pun.
why-phone = Jaringan telepon tidak melakukannya. Mohon coba lagi.
why-closed = Waktu itu di luar jam pelanggan boleh dihubungi.
why-refused = Itu tidak dapat dilakukan di sini.
why-late = Sudah terlambat untuk itu.
