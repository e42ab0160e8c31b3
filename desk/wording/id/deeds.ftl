### Yang dikatakan jejak audit dalam bahasa Indonesia tentang tindakan di meja dan di lantai kerja.

deed-signed-in = masuk
deed-sign-in-refused = ditolak saat masuk
deed-signed-out = keluar
deed-listened = mendengarkan percakapan
deed-whispered = berbisik kepada agen dalam percakapan
deed-joined = ikut dalam percakapan
deed-took-over = mengambil alih percakapan
deed-moved-up = memajukan penelepon
deed-given = menyerahkan penelepon kepada agen
deed-status-changed = mengubah status seseorang
deed-skills-changed = mengubah keahlian seseorang
deed-message-sent = menulis kepada agen
deed-called-back = memanggil agen kembali dari istirahat
deed-emergency-raised = mengumumkan keadaan darurat
deed-emergency-ended = mengakhiri keadaan darurat
deed-person-added = mencatat orang baru
deed-person-changed = mengubah data seseorang
deed-person-left = mencabut hak seseorang
deed-password-set = menetapkan kata sandi atau PIN
deed-reported = mengunduh laporan

somebody = seseorang
a-login = sebuah nama masuk (tanda { $mark })
deed-closes = antrean baru tidak diterima
deeds-of = Jenis tindakan
deeds-all = Semua
deeds-data = Ucapan penelepon
deeds-floor = Panggilan dan rekan
deeds-staff = Data orang
deeds-door = Di pintu masuk
deeds-older = Lebih lama
