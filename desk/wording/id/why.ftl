### Mengapa sesuatu tidak dilakukan. Masing-masing mengatakan keadaannya, dan apa yang membantu.

why-gone = Itu sudah selesai.
why-not-yours = Ini sekarang milik rekan lain.
why-no-line = Tidak ada telepon yang tersambung. Mohon sambungkan terlebih dahulu.
why-busy = Ia sedang melakukan sesuatu. Mohon coba lagi sebentar lagi.
why-away = Ia sedang tidak bertugas.
why-nobody = Belum ada siapa pun.
why-phone = Jaringan telepon tidak melakukannya. Mohon coba lagi.
why-closed = Waktu itu di luar jam pelanggan boleh dihubungi.
why-refused = Itu tidak dapat dilakukan di sini.
why-late = Sudah terlambat untuk itu.
why-owned = Kasus ini milik rekan lain, dan kata-katanya yang berlaku. Pertanyaan Anda kini ada padanya, beserta yang hendak Anda sampaikan.
why-last = Panggilan ini sudah dialihkan dua kali. Ia tetap bersama Anda.
