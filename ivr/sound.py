"""How a name sounds, guessed from its letters, and how far two sounds are apart.

A sound is a string with one character a phone. Capitals: S sh, C ch, T th, N ng,
A ay, E ee, I eye, O oh, U oo, W ow, Q oi, Y aw, V and X a short e and a kept by stress.
`@` is a vowel without stress.
"""

import re
from functools import cache
from itertools import pairwise
from unicodedata import normalize

# Names whose letters say little about their sound, written as they would be if they did.
_IRREGULAR = {
    "aimee": "amy", "alyssa": "alissa", "andre": "ondray", "annabelle": "annabel", "anthony": "antony",
    "ashleigh": "ashlee", "bryan": "brian", "candace": "candis", "carole": "carol", "catherine": "kathrin",
    "cherie": "sheree", "chloe": "klowee", "clare": "clair", "debora": "debra", "deborah": "debra",
    "eoin": "owen", "euan": "uwan", "evan": "evvan", "ewan": "uwan", "geoff": "jeff",
    "geoffrey": "jeffry", "george": "jorj", "gil": "ghil", "gilbert": "ghilbert",
    "graeme": "grayam", "graham": "grayam", "hugh": "hew", "hughes": "hewz", "hussein": "hussain",
    "iain": "eean", "ian": "eean", "ion": "yon", "isabelle": "isabel", "isla": "eyela",
    "jaclyn": "jackalin", "jacqueline": "jackaleen", "jacquelyn": "jackalin", "james": "jaymz",
    "jeanne": "jean", "jeffrey": "jeffry", "jesse": "jessy", "jorge": "horhay", "jose": "hosay",
    "juan": "hwan", "kai": "kigh", "katherine": "kathrin", "kathryn": "kathrin",
    "laurence": "lorrence", "lawrence": "lorrence", "leah": "leea", "leigh": "lee", "leon": "leeon",
    "lewis": "loois", "louis": "loois", "marc": "mark", "marie": "maree", "mary": "mairy",
    "megan": "meggan", "michael": "mykal", "michelle": "mishell", "mitchell": "mitchel",
    "niamh": "neev", "philippe": "fileep", "phoebe": "feebee", "rachael": "rachel",
    "reuben": "ruben", "rhys": "reece", "rosemary": "rosemairy", "sean": "shawn", "sian": "sharn",
    "sinead": "shinade", "siobhan": "shivawn", "stephanie": "steffany", "stephen": "steeven",
    "steven": "steeven", "stewart": "stuart", "susan": "soozan", "teresa": "tereesa",
    "theresa": "tereesa", "thomas": "tommas", "thompson": "tomson", "vaughan": "vawn",
    "yvette": "eevet", "yvonne": "eevon", "zoe": "zowee", "zoey": "zowee",
}  # fmt: skip

_ENGLISH = [
    (r"^kn|^gn", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"^x", "z"), (r"^ps", "s"), (r"^mac(?=[ck])", "ma"),
    (r"^ch(?=r|l)", "k"), (r"tch|ch", "C"), (r"sch", "sk"), (r"que$", "k"), (r"qu", "kw"), (r"c?ck|cc", "k"),
    (r"ci(?=[aou])|ti(?=on)", "S"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"ph", "f"), (r"s+h", "S"),
    (r"^th(?=om)", "t"), (r"th", "T"), (r"dg(?=e)", "j"), (r"gh(?=$|t)", ""), (r"gh", "g"), (r"gn$", "n"),
    (r"ng(?=$|[^aeiouy])", "N"), (r"g(?=[ei](?!bs))", "j"), (r"x", "ks"), (r"mb$", "m"), (r"(?<=[kdbrg])h", ""),
    (r"y(?=[aeiou])", "y"), (r"h(?![aeiouy])", ""), (r"w(?=[aeiouy])", "w"),
    (r"eigh|a[iy](?!r)|ae", "A"), (r"igh", "I"), (r"all(?=$|[^aeiouy])", "Yl"), (r"au(?:gh)?|aw", "Y"), (r"ough", "o"), (r"eau", "O"),
    (r"ice$", "is"), (r"ay(?=e$)", "A"), (r"aye$", "A"), (r"aire?|are$", "er"), (r"ear(?=[^aeiouy])", "er"), (r"eer|ear", "Er"), (r"ielle$", "EVl"), (r"ienne$", "EVn"), (r"elle$", "Vl"), (r"ette$", "Vt"), (r"oanne?$", "OXn"),
    (r"[ie]anne?$", "EXn"), (r"(?:i|e)a$", "Ea"), (r"[ie]o$", "EO"), (r"i[ao]|ie(?=n)|eo", "E@"),
    (r"ee|ea|ei|e?y$|ie(?=$|s$|l)|ye$|i$", "E"), (r"ey", "A"), (r"oo|ou(?!n|s)|ue|ew|ui", "U"), (r"ou", "W"),
    (r"oe$|oa|ow$|^ow|oh$", "O"), (r"oe", "O@"), (r"o[iy]", "Q"), (r"ow", "W"),
    (r"a(?=[^aeiouywr]e$)|(?:^|(?<=^.)|(?<=^..))a(?=[^aeiouywr]e?y$)", "A"), (r"i(?=ne$)", "E"), (r"i(?=[^aeiouywr]e$)", "I"),
    (r"o(?=[^aeiouywr]e$)", "O"), (r"u(?=[^aeiouywr]e$)", "U"), (r"e(?=[^aeiouywrlt]e$)", "E"),
    (r"(?<=[^aeiouy])e$", ""), (r"y", "i"), (r"w", ""),
]  # fmt: skip

_INDONESIAN = [
    (r"oe", "u"), (r"dj", "j"), (r"tj|ch", "C"), (r"c", "C"), (r"sy|sj", "S"), (r"kh", "k"),
    (r"ng", "N"), (r"ny|nj", "ny"), (r"[pf]h|v", "f"), (r"(?<=[bdtkgr])h", ""), (r"q", "k"), (r"x", "ks"),
    (r"i[ey]|y$|i", "E"), (r"h$", ""), (r"u", "U"), (r"o", "O"), (r"w", "w"), (r"y", "y"),
]  # fmt: skip


def _scanner(rules: list[tuple[str, str]]) -> tuple[re.Pattern[str], dict[str, str]]:
    by_name = {f"r{number}": sound for number, (_, sound) in enumerate(rules)}
    pattern = "|".join(f"(?P<r{number}>{letters})" for number, (letters, _) in enumerate(rules))
    return re.compile(pattern), by_name


_RULES = {"en": _scanner(_ENGLISH), "id": _scanner(_INDONESIAN)}
_DOUBLED = re.compile(r"(?<!^)([bdfgklmnprstvz])\1")
_VOWELS = "aeiou@AEIOUWQYVX"


@cache
def letters(word: str) -> str:
    """The bare letters a to z of a word: lower case, accents and marks dropped."""
    plain = normalize("NFKD", word).lower()
    return "".join(char for char in plain if "a" <= char <= "z")


def phones(word: str, language: str = "en") -> str:
    """The sound of one word, one character a phone."""
    plain = letters(word)
    if language != "id":
        plain = _IRREGULAR.get(plain, plain)
    pattern, sounds = _RULES["id" if language == "id" else "en"]
    plain = plain if language != "id" else _DOUBLED.sub(r"\1", plain)
    spoken = pattern.sub(lambda hit: sounds[hit.lastgroup or ""], plain)
    return _DOUBLED.sub(r"\1", spoken)


def key(word: str, language: str = "en") -> str:
    """Equal for words that are pronounced alike; unstressed vowels inside a word count as one."""
    spoken = phones(word, language)
    first = next((place for place, phone in enumerate(spoken) if phone in _VOWELS), len(spoken))
    inner, end = spoken[first + 1 : -1], spoken[max(first + 1, len(spoken) - 1) :]
    reduced = re.sub(r"[aeiou]", "@", inner)
    return re.sub(r"@+", "@", spoken[: first + 1] + reduced + end)


def same(one: str, other: str, language: str = "en") -> bool:
    """Whether two words are pronounced alike (Lee and Leigh; not Carl and Carol)."""
    return letters(one) == letters(other) or key(one, language) == key(other, language)


_NEAR = (
    "pb", "td", "kg", "fvT", "szT", "SCj", "sS", "mn", "nN", "bv", "wv", "wr", "lr", "fs", "kt", "pt", "hy",
)  # fmt: skip
_LONG = {"aA", "eE", "iI", "oO", "uU", "ao", "eA", "iE", "aW", "aY", "oY", "eV", "aX"}
_NEAR_PAIRS = frozenset(
    (one, other) for group in _NEAR for one in group for other in group if one != other
)


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        pair = one + other
        near = "@" in pair or pair in _LONG or pair[::-1] in _LONG
        return 0.25 if near else 0.6
    return 0.5 if (one, other) in _NEAR_PAIRS else 1.0


def _drop(phone: str) -> float:
    if phone == "r":  # many speakers leave it out before a consonant
        return 0.25
    if phone in "@hy":
        return 0.4
    return 0.5 if phone in _VOWELS else 0.8


def distance(one: str, other: str) -> float:
    """How far two sounds are apart; 0 is alike, 1 about one phone quite another."""
    row = [0.0]
    for phone in other:
        row.append(row[-1] + _drop(phone))
    for mine in one:
        above, row = row, [row[0] + _drop(mine)]
        for theirs, (corner, over) in zip(other, pairwise(above), strict=True):
            row.append(
                min(corner + _swap(mine, theirs), over + _drop(mine), row[-1] + _drop(theirs))
            )
    return row[-1]
