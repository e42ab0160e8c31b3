"""What people say about a number before or after they say it: "my card number is", "itu kode OTP".

All words are lower case, without punctuation. English and Indonesian are heard together, since
Indonesians mix them; where a word means two things, the call's language decides.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

Topic = Literal[
    "card", "a card", "cvv", "expiry", "phone", "identity", "secret", "code", "email",
    "ending", "order", "parcel", "plain", "website",
]  # fmt: skip

REACH: Mapping[Topic, float] = {  # seconds from what names a number to the number
    # People look for their card, their glasses, the message with the code.
    "card": 25, "a card": 25, "phone": 25, "identity": 25, "secret": 25, "email": 25,
    # Said with the thing in hand, or the word is too common to name what comes much later.
    "cvv": 15, "expiry": 15, "code": 15, "ending": 8, "website": 8,
    "order": 25, "parcel": 25,
    "plain": 2,  # a price, an age, an address: said with the number itself
}  # fmt: skip

STAYING: frozenset[Topic] = frozenset({"order", "parcel", "plain"})
"""What stays as spoken."""
HARMLESS: frozenset[Topic] = STAYING | {"ending"}

_EN: Mapping[Topic, str] = {
    "card": "card number, card numbers, number on the card, number on your card, number on my card,"
    " credit card number, debit card number, long number, sixteen digits, numbers on the front",
    "a card": "credit card, debit card, my card, your card, the card, visa, mastercard, master card, amex,"
    " american express, card details",
    "cvv": "cvv, c v v, cvc, c v c, security code, security number, three digits on the back,"
    " digits on the back, number on the back, card code, card verification",
    "expiry": "expiry, expiry date, expiration, expiration date, expires, valid until, valid thru,"
    " valid through, good through, expire",
    "phone": "phone number, phone, telephone, telephone number, mobile, mobile number, cell,"
    " cell phone, contact number, call me at, call me on, call me back on, call you back on,"
    " reach me at, reach you on, reach me on, callback number, whatsapp, whats app, area code,"
    " country code, landline, text me on, text me at",
    "identity": "identity number, identity card, id number, id card, id card number, passport,"
    " passport number, driver's license, driver's licence, drivers license, driving licence,"
    " driving license, license number, licence number, national id, social security number,"
    " n i k, nik, ktp, k t p",
    "secret": "otp, o t p, one time code, one time password, one time pin, verification code,"
    " confirmation code, authentication code, verification, pin, pin code, pin number, password,"
    " passcode, access code, sms code, code in the message, login code, secret code, otp code,"
    " sent you a code, send you a code, text you a code, sent a code, send a code, sent the code,"
    " send the code, text the code, code by text, code we sent, code i sent, digits we sent,"
    " digits we just sent, digits we have sent, digits we have just sent, digits i sent",
    "code": "code, codes",
    "email": "email, e mail, email address, mail address",
    "ending": "ending, ending in, ending with, ends in, ends with, end in, last four, last four digits,"
    " last four numbers, last digits, final four",
    "order": "order number, invoice number, ticket number, case number, reference number,"
    " booking number, reservation number, booking code, reservation code, booking reference,"
    " customer number, member number, membership number, model number, flight number,"
    " transaction number, product code, item code, item number, error code, status code,"
    " promo code, discount code, voucher code, zip code, postal code, post code, postcode,"
    " house number, part number, contract number, policy number, order id, complaint number, date of birth,"
    " batch number, reference is",
    "parcel": "tracking number, tracking code, airway bill, waybill, awb, consignment number,"
    " serial number, serial, imei, meter number, receipt number",
    "plain": "order, orders, invoice, ticket, case, reference, booking, reservation, model, flight,"
    " transaction, total, price, amount, costs, cost, paid, birthday, born, address,"
    " room, floor, year, age, aged, date, balance, sim card, complaint",
    "website": "website, web site, web page, online shop, site, homepage",
}

_ID: Mapping[Topic, str] = {
    "card": "nomor kartu, nomer kartu, no kartu, nomor kartu kredit, nomor kartu debit,"
    " enam belas digit, enam belas angka, angka di kartu, nomor di kartu, nomor atm",
    "a card": "kartu kredit, kartu debit, kartu atm, kartunya, kartu saya, kartu anda, kartu ibu,"
    " kartu bapak",
    "cvv": "kode keamanan, tiga angka di belakang, tiga digit di belakang, angka di belakang,"
    " digit di belakang, tiga angka belakang, tiga digit belakang, kode cvv",
    "expiry": "berlaku sampai, berlaku hingga, masa berlaku, kedaluwarsa, kadaluarsa, kadaluwarsa,"
    " habis berlaku",
    "phone": "nomor telepon, nomor telpon, nomer telepon, nomer telpon, nomor hp, nomer hp, no hp,"
    " nomor handphone, nomor ponsel, nomor wa, nomor whatsapp, telepon, telpon, handphone, hp,"
    " wa, ponsel, hubungi saya di, nomor kontak, kode area, kode negara, nomor rumah,"
    " nomor yang bisa dihubungi, yang bisa dihubungi, telepon rumah",
    "identity": "nik, n i k, ktp, k t p, nomor induk, nomor induk kependudukan, nomor ktp,"
    " nomor identitas, kartu tanda penduduk, paspor, nomor paspor, sim, nomor sim,"
    " kartu keluarga, nomor kk",
    "secret": "otp, o t p, kode otp, kode verifikasi, verifikasi, kode konfirmasi, kode rahasia,"
    " kode akses, kode sms, pin, nomor pin, kata sandi, sandi, password, kode sekali pakai,"
    " kode yang dikirim, kode masuk, kode aktivasi, kirim kode, kirimkan kode, mengirim kode,"
    " kode yang kami kirim, kode lewat sms, kode yang masuk, angka yang kami kirim,"
    " angka yang dikirim, digit yang kami kirim, digit yang dikirim",
    "code": "kode",
    "email": "email, e mail, imel, alamat email, surel, alamat surel",
    "ending": "berakhiran, akhiran, akhirannya, berakhir, berakhir dengan, ujungnya,"
    " empat digit terakhir, empat angka terakhir, empat angka belakang, digit terakhir,"
    " angka terakhir, belakangnya, empat digit belakang",
    "order": "nomor pesanan, nomer pesanan, no pesanan, nomor order, nomor invoice, nomor faktur,"
    " nomor tiket, nomor kasus, nomor referensi, kode booking, kode pemesanan, nomor pelanggan,"
    " nomor anggota, nomor model, nomor transaksi, nomor laporan, nomor aduan, nomor pengaduan,"
    " kode produk, kode barang, kode error, kode kesalahan, kode promo, kode diskon, kode voucher,"
    " kode pos, kodepos, id pelanggan, nomor kontrak, nomor polis, nomor antrean, tanggal lahir,"
    " pesanan nomor, faktur nomor, tiket nomor, laporan nomor, kasus nomor",
    "parcel": "resi, nomor resi, nomer resi, no resi, nomor seri, nomor pelacakan, nomor lacak,"
    " kode resi, nomor pengiriman, nomor meter, nomor meteran, nomor token",
    "plain": "pesanan, order, faktur, tagihan, tiket, kasus, referensi, transaksi, total, harga,"
    " harganya, jumlah, tanggal, lahir, alamat, jalan, kamar, lantai, umur, usia,"
    " tahun, saldo, biaya, bayar, laporan",
    "website": "situs, situs web, laman, website, toko online",
}

Phrases = Mapping[tuple[str, ...], Topic]
LONGEST_PHRASE = 5


@cache
def phrases(language: str) -> Phrases:
    """The phrases that name a number, as words."""
    tables = (_EN, _ID) if language == "id" else (_ID, _EN)
    return {
        tuple(phrase.split()): topic
        for table in tables
        for topic in get_args(Topic)
        for phrase in table[topic].split(",")
    }


_PAUSES = """
uh um uhm er erm eh ee em emm ehm hm hmm mm mhm mmm ah aah eee anu nah
then lalu terus trus kemudian and dan next lanjut berikutnya selanjutnya so jadi
underscore score bawah . dash strip stripe minus spasi space hyphen setrip garis slash dot titik koma comma point plus
yes yeah yep yup ya iya yaa ok oke okay right correct betul benar sure baik siap ha huh hah
no nope sorry bukan salah maaf ulang ulangi again lagi wait tunggu eh maksud maksudnya saya
correction ralat rather
is it's its it that's this itu ini adalah number nomor nomer angka digit digits
"""
THIN = frozenset(_PAUSES.split())
"""Words that come between the digits of one number: hesitation, agreement, correction."""

_WAITING = """
one moment, one second, one sec, one minute, a moment, just a moment, just a second, hold on, hang on,
sebentar, tunggu sebentar, mohon tunggu
"""
_IDIOMS = """
one more, one more time, one thing, one of, one by one, two of, satu lagi, satu per satu, satu persatu,
satu hal, this one, that one, the one, which one, no one, each one, another one, right one, wrong one,
new one, old one, for one, salah satu, nomor satu, nomor dua, nomor tiga, number one, number two,
number three, pilihan satu, option one, oh yes, oh ya, oh iya, oh okay, oh oke, oh i, oh no, oh my,
oh begitu, oh gitu, oh sorry, oh maaf, oh tidak, oh baik, oh right, oh god, oh dear, oh well, oh that,
oh it, oh the, oh thank, oh terima, oh jadi, oh so, oh you, oh we, oh saya
"""


def _rows(table: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(row.split()) for row in table.split(","))


WAITING = _rows(_WAITING)
"""Asks for patience, even between two digits."""
IDIOMS = _rows(_IDIOMS)
"""Sounds like a digit and is none, unless more digits touch it."""

_UNITS = """
dollar dollars bucks cent cents euro euros pounds rupiah perak percent persen k
day days week weeks month months year years hour hours minute minutes second seconds old
hari minggu bulan tahun menit detik jam times time kali pieces piece pcs items item people persons
person orang buah biji unit lembar kotak dus kilo kilos kg gram grams meter meters metres liter
liters watt volt points poin derajat degrees inch inci lantai floor floors boxes packages packs
am pm o'clock oclock pagi siang sore malam
january february march april may june july august september october november december
januari februari maret mei juni juli agustus oktober desember
th st nd rd kids children anak barang
"""
UNITS = frozenset(_UNITS.split())
"""After a number: it counts something."""

_COUNTERS = """
at since in by until till before after around about aged age year room floor size only level version
jam pukul tanggal tgl tahun sejak umur usia sekitar kira sebelum sesudah setelah hingga sampai rp lantai
kamar ukuran harga seharga senilai total sebesar kelas versi rt rw blok halaman bab pasal
january february march april may june july august september october november december
januari februari maret mei juni juli agustus oktober desember
"""
COUNTERS = frozenset(_COUNTERS.split())
"""Before a number: a time, a place, a price."""
