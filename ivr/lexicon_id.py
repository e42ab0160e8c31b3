"""Indonesian as callers speak it to a call centre: what to drop, what to spell out, what means alike.

In all three tables an underscore joins the words of one phrase.
"""

# Politeness and hesitation, which say nothing about the reason.
FILLERS = """
eh em emm ehm eee anu hmm mm oh ah nah lho loh kok sih dong deh nih tuh ya yah iya gitu begitu kan toh kek
halo hallo hai hei permisi maaf mohon_maaf tolong mohon minta_tolong terima_kasih makasih
selamat_pagi selamat_siang selamat_sore selamat_malam pagi siang sore malam assalamualaikum
pak bu bapak ibu mas mbak kak kakak bang min gan sis
saya_mau_tanya saya_mau_bertanya mau_tanya mau_bertanya mau_nanya numpang_tanya ingin_tanya ingin_bertanya
bisa_dibantu bisa_bantu tolong_dibantu mohon_bantuan mohon_dibantu boleh_tanya jadi_begini begini
"""

# Too common to carry a reason: they count neither as known nor as unknown words.
STOP = """
yang di ke dari dan atau dengan untuk pada itu ini saya kami kita anda dia mereka adalah akan bisa dapat
mau ingin sudah lagi juga saja ada jadi kalau karena tapi tetapi sama punya buat biar agar supaya
apa apakah bagaimana mengapa siapa lalu terus masih sampai oleh sangat sekali banget para si
"""

# Read as: left is said, right is meant.
SPOKEN = """
gak=tidak nggak=tidak ngga=tidak ga=tidak enggak=tidak engga=tidak tdk=tidak tak=tidak kagak=tidak ndak=tidak
udah=sudah udh=sudah sdh=sudah dah=sudah blm=belum belom=belum blom=belum gimana=bagaimana gmn=bagaimana
kenapa=mengapa knp=mengapa ngapa=mengapa aja=saja aj=saja doang=saja bgt=banget yg=yang utk=untuk dgn=dengan
dg=dengan sm=sama krn=karena tp=tapi klo=kalau kalo=kalau jg=juga lg=lagi bs=bisa dr=dari sy=saya
aku=saya gue=saya gua=saya gw=saya pengen=ingin pengin=ingin pingin=ingin kepengen=ingin mo=mau
bikin=buat dapet=dapat nyampe=sampai nyampai=sampai sampe=sampai bener=benar bnr=benar cepet=cepat
ngirim=kirim ngirimin=kirim dikirimin=kirim ngecek=cek ngambil=ambil nganter=antar dianter=antar anter=antar
nyala=hidup ngidupin=hidup nyalain=hidup dibalikin=kembali balikin=kembali balik=kembali
duit=uang duwit=uang hape=hp handphone=hp henpon=hp ponsel=hp telpon=telepon tlp=telepon
tivi=tv televisi=tv teve=tv leptop=laptop notebook=laptop wa=whatsapp
kemaren=kemarin kmrn=kemarin bsk=besok brp=berapa kpn=kapan dmn=di_mana dimana=di_mana mana=di_mana
nyicil=cicil nyervis=servis benerin=betulkan dibenerin=betulkan betulin=betulkan dibetulin=betulkan
nuker=tukar nukar=tukar dituker=tukar tuker=tukar beliin=beli ngeluh=keluh komplen=komplain
kecewain=kecewa bayarin=bayar dibayarin=bayar nelpon=telepon nelepon=telepon ditelpon=telepon
"""

# One line a meaning. A word may have several; forms that differ by regular affixes need no entry.
MEANINGS = """
not: tidak bukan belum tanpa jangan
bill: tagihan tagih invoice faktur kuitansi kwitansi nota struk
pay: bayar pembayaran lunas transfer bca mandiri bri virtual_account va qris gopay ovo dana kartu_kredit debit
instalment: cicilan cicil angsuran angsur kredit tenor paylater jatuh_tempo
fee: biaya ongkos ongkir tarif denda admin
price: harga mahal murah berapaan harga_berapa berapa_harga daftar_harga
deducted: potong terpotong debet terdebet saldo
twice: dua_kali double dobel ganda dua_kalinya
wrong: salah keliru beda tidak_sesuai tidak_cocok kurang tidak_benar tertukar
deliver: kirim pengiriman antar pengantaran ekspedisi kurir paket resi jne jnt sicepat driver sopir ongkir
arrive: sampai datang tiba terima diterima
late: lama telat terlambat lambat molor belum_juga berhari_hari tunggu nunggu menunggu
when: kapan jam_berapa hari_apa jadwal estimasi besok lusa
where: di_mana posisi lacak tracking status
address: alamat rumah
broken: rusak mati error hang macet konslet korslet pecah retak bocor cacat lemot bunyi berisik panas bermasalah hidup tidak_hidup tidak_dingin tidak_berfungsi
repair: servis service panggil_teknisi tukang_servis perbaiki perbaikan reparasi betulkan teknisi tukang sparepart suku_cadang
warranty: garansi kartu_garansi klaim
refund: refund uang_kembali pengembalian_dana pengembalian_uang kembali_uang kembali retur return
cancel: batal cancel dibatalkan pembatalan
swap: tukar ganti penggantian
money: uang dana rupiah juta ribu
buy: beli pesan order belanja checkout pembelian
sale: jual stok stock ready tersedia promo diskon potongan_harga katalog rekomendasi voucher cashback
shop: toko cabang outlet showroom gerai
complain: komplain keluhan keluh adu ngadu kritik masukan kecewa marah kesal jengkel tidak_puas protes kapok lapor adukan aduan pengaduan parah
rude: kasar jutek tidak_sopan sopan cuek judes tidak_ramah ramah bentak marah_marah bohong tipu oper lempar tanggap respon balas bales solusi janji lelet lambat perlakuan kelakuan
staff: karyawan pegawai petugas kasir sales cs admin pelayan pelayanan layanan satpam
appliance: kulkas mesin_cuci ac kipas microwave dispenser rice_cooker blender setrika oven freezer penanak_nasi kompor mixer pompa vacuum_cleaner
screen: tv layar monitor gambar
gadget: hp laptop tablet kamera printer komputer charger earphone headset speaker
old: lama bekas
new: baru
goods: barang produk unit
spec: spesifikasi fitur ukuran watt inci inch liter merek merk tipe warna
"""
