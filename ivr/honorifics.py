"""Honorifics, as they are heard and as they are written before a name."""

TITLES = {
    "en": {
        "mr": "Mr", "mister": "Mr", "mrs": "Mrs", "missus": "Mrs", "missis": "Mrs", "ms": "Ms", "miss": "Miss",
        "dr": "Dr", "doctor": "Dr", "prof": "Prof", "professor": "Prof", "sir": "Sir", "reverend": "Rev",
        "rev": "Rev", "mx": "Mx", "pak": "Bapak", "bapak": "Bapak", "ibu": "Ibu", "bu": "Ibu",
    },
    "id": {
        "pak": "Bapak", "bapak": "Bapak", "bpk": "Bapak", "bu": "Ibu", "ibu": "Ibu", "mas": "Mas", "mbak": "Mbak",
        "mba": "Mbak", "bang": "Bang", "abang": "Bang", "kak": "Kak", "kakak": "Kak", "haji": "Haji", "h": "Haji",
        "hajah": "Hajah", "hajjah": "Hajah", "hj": "Hajah", "dr": "Dr", "dokter": "Dr", "doktor": "Dr",
        "prof": "Prof", "profesor": "Prof", "ustad": "Ustaz", "ustaz": "Ustaz", "ustadz": "Ustaz",
        "ustadzah": "Ustazah", "kyai": "Kiai", "kiai": "Kiai", "tuan": "Tuan", "nyonya": "Nyonya", "nona": "Nona",
        "om": "Om", "tante": "Tante", "mr": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "drs": "Drs",
        "ir": "Ir", "uda": "Uda", "uni": "Uni", "teteh": "Teteh", "kang": "Kang", "bli": "Bli", "mbok": "Mbok",
    },
}  # fmt: skip
