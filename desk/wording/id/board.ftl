### Papan langsung dan tampilan dinding.

acts = Tindakan
acts-of = Tindakan untuk { $name }
acts-of-house = Darurat
wall = Tampilan dinding
sections = Bagian
tab-now = Kini
tab-owed = Janji
tab-more = Lainnya

## Angka
all-in-time = semuanya tepat waktu
waiting-late = { $count } terlambat
longest-today = Tunggu terlama hari ini
longest-today-means = sampai terjawab atau berakhir
abandonment = Tingkat ditinggalkan
abandonment-means = { $count } menutup telepon saat menunggu; tanpa yang di bawah { $short } detik
transfers = Pengalihan
transfers-means = { $count } pembicaraan hari ini, dibagi pembicaraan yang selesai
service-short = terjawab dalam { $target } detik
owing = Telepon balik dan janji
owed-means = { $callbacks } telepon balik, { $promises } janji
owed-overdue = { $count } lewat waktu

## Menunggu
left = ±{ $minutes } mnt lagi
left-soon = <1 mnt lagi
left-help = Perkiraan dari penelepon di depannya dan petugas yang ada; bukan janji.
climbed-to = langkah { $step }: { $rung }

## Petugas
agent-on-hold = ditahan
agent-muted = dibisukan
skill-level = tingkat { $level } dari 5
skills-more = dan { $count } lagi

## Antrean
lines = Antrean
line = Antrean
longest = Terlama
staff = Luang
line-waiting = { $count ->
    [0] tidak ada yang menunggu
   *[other] { $count } menunggu
}
of-target = target { $target }
line-staff = { $free } dari { $agents }
line-free = siap
line-busy = semua sibuk
line-empty = tanpa petugas
line-in-time = tepat waktu
line-late = { $count } terlambat
line-nobody = tak ada penolong
lines-none = Hotline ini tidak memiliki keahlian sendiri.

## Kunjungan
visits = Rekan dalam pembicaraan
visits-count = { $count } saat ini
visit-transfer = pengalihan
visit-consult = bertanya
visit-help = minta bantuan
visit-watch = supervisor
visit-with = bersama { $name }
visit-rings = berdering di { $name }
visit-wants = mencari { $name }
visit-wants-supervisor = mencari supervisor
visit-caller = Penelepon:

## Janji
overdue-count = { $count } lewat waktu
tried-times = dicoba { $count } kali

## Tangga
ladder = Yang dilakukan tangga
climbed-after = setelah { $wait }
ladder-none = Tidak ada dalam satu jam terakhir.
ladder-none-help = Setiap langkah bagi penelepon yang lama menunggu tercatat di sini.

## Beberapa jam terakhir
hours = Beberapa jam terakhir
hours-span = { $since } sampai { $until }
hours-none = Belum ada yang dapat digambar.
hours-none-help = Grafik mulai satu menit setelah hotline berjalan.
course-waiting = Menunggu
course-agents = Petugas
course-service = Tingkat layanan
course-most = paling banyak { $most }
course-least = paling sedikit { $least }
course-told = { $name } beberapa jam terakhir: kini { $last }, { $bound }.

## Siaga
called-upon = Siaga
manager = manajer
on-the-phone = sedang di telepon
comes-back = { $count ->
    [5] kontak ke-5 atau lebih
   *[other] kontak ke-{ $count }
}
