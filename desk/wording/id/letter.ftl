## Surat harian untuk manajemen
letter-subject = { $hotline }: yang memerlukan perhatian Anda, { $day }
letter-stories = { $count ->
    [0] Tidak ada pelanggan yang harus kembali lima kali. Tidak ada kasus untuk Anda.
   *[other] { $count } pelanggan harus kembali lima kali atau lebih
}
letter-case = Kasus { $code }, { $title }
letter-state = { $state }, sejak { $since }
letter-owner = Penanggung jawab: { $name }
letter-no-owner = Belum ada penanggung jawab.
letter-times = Kontak: { $contacts }. Pengalihan: { $transfers }.
letter-earlier = { $count } kontak sebelumnya
letter-answer = Kepada pelanggan disampaikan: { $text }
letter-no-answer = Pelanggan belum diberi jawaban.
letter-more = Dan { $count } lagi.
letter-besides = Selain itu
letter-late = Kasus yang melewati batas waktu: { $count }
letter-unconfirmed = Kasus yang belum dipastikan pelanggan: { $count }
letter-missed = Janji yang tidak ditepati sejak kemarin: { $count }
letter-rated-low = Nilai rendah sejak kemarin: { $count }
letter-goodwill = Iktikad baik sejak kemarin: { $count ->
    [0] tidak ada
   *[other] { $count } kali, { $currency } { $amount }
}
letter-incidents = Insiden yang masih berlangsung: { $count }
