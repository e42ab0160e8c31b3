"""How a phone is answered that we call: by the one we want, by another, by a machine."""

from ivr.answers import has, only, plain

_GREETING = {
    "en": "hello|hi|hey|yes|yeah",
    "id": "halo|hallo|alo|hai|ya|iya|assalamualaikum",
}
_HELLO = r"hello|halo|hallo|alo|assalamu\w*"
_MACHINE = (
    "leave (?:me |us )?(?:a|your) (?:\\w+ )?(?:message|name|details)|(?:after|at) the (?:tone|beep)"
    "|record your|(?:you have|you've) reached|unable to take your call|no ?one is available"
    "|voice ?mail|voice message|mailbox|answering machine"
    "|not available (?:right now|at the moment|to take)|(?:is|are) (?:currently )?unavailable"
    "|cannot (?:take your call|be reached)|can't (?:take your call|come to the phone)"
    "|(?:tinggalkan|meninggalkan) pesan|setelah (?:nada|bunyi)|kotak (?:suara|pesan)|pesan suara"
    "|(?:nomor|telepon|pelanggan) yang anda (?:tuju|hubungi)|tidak dapat menerima telepon"
    "|tidak menjawab|tidak dapat dihubungi|(?:sedang )?tidak aktif"
    "|di luar jangkauan|berada di luar"
)
_ABSENT = {
    "en": "not (?:here|in|home|at home|available|around)|isn't (?:here|in|home|available|around)"
    "|(?:is|went|gone) out|(?:call|try)(?: \\S+){0,2}? later|just left|driving|asleep|busy",
    "id": "tidak (?:ada|di rumah|di tempat)|(?:nggak|gak|ga|enggak) (?:ada|di rumah)"
    "|belum (?:pulang|datang)|(?:sedang|lagi) (?:keluar|pergi|tidur|sibuk|menyetir|di jalan)"
    "|nanti(?: saja)?|telepon lagi",
}


def only_greets(said: str, language: str) -> bool:
    """ "Hello?", "ya, halo": how people pick up a phone, before they have heard who calls."""
    text = plain(said)
    return has(_HELLO, text) and only(_GREETING[language], language, text)


def is_machine(said: str) -> bool:
    """A mailbox or the network's own voice, whichever language it speaks."""
    return has(_MACHINE, plain(said))


def is_absent(said: str, language: str) -> bool:
    """Somebody else says that the one we call is not there now, or they themselves cannot talk."""
    return has(_ABSENT[language], plain(said))
