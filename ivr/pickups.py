"""How a phone is answered that we call: by the one we want, by another, by a machine."""

from ivr.answers import denies, has, only, plain, says_no, says_only_yes, without

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
    "|(?:is|went|gone) out|(?:call|try)(?: \\S+){0,2}? later|just left|driving|asleep|sleeping|busy|cooking"
    "|in (?:the shower|a meeting)|at (?:work|school)",
    "id": "tidak (?:ada|di rumah|di tempat)|(?:nggak|gak|ga|enggak) (?:ada|di rumah)"
    "|belum (?:pulang|datang)|(?:sedang|lagi) (?:keluar|pergi|tidur|sibuk|menyetir|mandi|masak|kerja|bekerja|rapat|di \\w+)"
    "|nanti(?: saja)?|telepon lagi",
}

_STRANGER = {
    "en": "wrong (?:number|person)|no ?(?:one|body)? (?:by|of|with) that name|don't know (?:him|her|them)"
    "|not (?:him|her|them|that person)|(?:i'm|i am|am) not (?:him|her|that)",
    "id": "salah (?:sambung|nomor|orang)|(?:tidak|nggak|gak|enggak) kenal|bukan (?:saya|beliau|orangnya|dia)"
    "|tidak ada (?:orang|yang) (?:bernama|namanya)",
}
_SOLVED = {
    "en": "solved|fixed|resolved|sorted|works|working|settled|done|fine now",
    "id": "selesai|beres|teratasi|berhasil|normal|lancar|sudah bisa|alhamdulillah",
}
_OVER = {
    "en": r"no (?:more |other |further )?(?:problems?|issues?|complaints?|trouble)",
    "id": r"(?:tidak|nggak|enggak|gak|ga|tak) ada (?:masalah|kendala|keluhan|gangguan)"
    r"|(?:sudah|udah)(?: \w+)*? (?:tidak|nggak|enggak|gak|ga|tak) ada lagi"
    r"|(?:sudah|udah) (?:tidak|nggak|enggak|gak|ga|tak) (?:pernah )?(?:mati|rusak|error|putus|macet) lagi",
}
"""A no that is good news."""
_GOES_ON = {
    "en": r"still|(?<!works )(?<!working )(?<!fine )again|(?:does|did|is|was|has|wo)n't|can't|cannot"
    r"|(?:does|did|is|was|has) not|worse|broken?|stopped|(?:came|comes?) back|keeps",
    "id": r"masih|(?:mati|rusak|error|putus|muncul|kambuh|terjadi|bermasalah|gangguan|lambat) lagi",
}
_UNKNOWN = {
    "en": r"(?:don't|do not|can't|cannot) (?:know|say|tell)|not sure|(?:haven't|have not) (?:tried|checked)",
    "id": r"(?:tidak|nggak|enggak|gak|ga|kurang|belum) (?:tahu|tau|yakin|dicek|dicoba|cek|coba|lihat)",
}
_NOT_CLEAR = {
    "en": "but|only|part(?:ly)?|almost|except|sometimes|slow|later|what|which|who",
    "id": r"tapi|tetapi|cuma|hanya|sebagian|hampir|kadang\S*|lambat|nanti|apa|apakah|siapa|mana",
}
"""A yes with one of these is none yet."""
_PICKING_UP = {
    "en": r"speaking|this is (?:she|he|her|him|me)|that's me|hold on|hang on|wait"
    r"|(?:one|a|just a) (?:second|moment|minute)",
    "id": r"saya sendiri|ini (?:saya|anak\w*|istri\w*|suami\w*)|sebentar|tunggu|panggil\w*",
}
_ALONG = {
    "en": "it|it's|is|has|been|was|does|all|everything|very|so|much|good|great|i think",
    "id": "banyak|semua|semuanya|sekali|saja|ini|masalahnya",
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


def is_stranger(said: str, language: str) -> bool:
    """Somebody who does not know the one we call."""
    return has(_STRANGER[language], plain(said))


def is_picking_up(said: str, language: str) -> bool:
    """ "Speaking", "ya, sebentar": said of who is on the telephone, whatever was asked."""
    return has(_PICKING_UP[language], plain(said))


def is_solved(said: str, language: str) -> bool | None:
    """Whether the problem that they were asked about is solved. Only a yes without any "but" is
    one, since it closes the case; None: not said clearly."""
    text = plain(said)
    if has(_UNKNOWN[language], text):
        return None
    unclear = has(_NOT_CLEAR[language], text) or is_picking_up(said, language)
    rest = without(_OVER[language], text)
    if has(_GOES_ON[language], rest):
        return False
    if rest != text:
        return None if unclear else True
    if says_no(said, language):
        return False
    if unclear or denies(said, language):
        return None
    is_yes = says_only_yes(said, language, _ALONG[language])
    return True if is_yes or has(_SOLVED[language], text) else None
