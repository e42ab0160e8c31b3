"""Search in everything that was said, on SQLite (FTS5) and PostgreSQL (tsvector) alike.

What is searched and what is searched for are made plain in the same way, so that both
databases see the same words: letters and digits between single spaces, and no operators.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, column, func, literal_column, or_, select, table, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from records.measures import transferred, wait
from records.models import Call, Customer, Talk, Utterance

MOST_PIECES = 16
MOST_WORDS = 32
LONGEST_WORD = 64
MOST_HITS = 5
"""Of each call; the first ones."""

_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc\u02bb]")
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'"([^"]*)(?:"|$)(\*?)|([^\s"]+)')
_NUMBER = re.compile(r"[0-9+()./ -]*[0-9][0-9+()./ -]*", re.ASCII)
_TERMS = table("utterance_terms", column("rowid"), column("terms"))


@dataclass(frozen=True)
class Wish:
    """What is looked for; what is left out does not matter.

    `words`: all must be said in the call, by anybody; "quoted words" in this order in one
    utterance; a trailing * stands for any ending. `customer`: a number, or a part of one, in any
    spelling, or a part of a name. `person_id` and `mine`: only calls in which this person
    talked. `since` and `until`: epoch seconds, the first included and the last not. `outcome`:
    what became of the call, "" for one that has not ended. `waited`: it waited longer than so
    many seconds. `transferred`: an agent passed it on.
    """

    words: str = ""
    customer: str = ""
    person_id: int | None = None
    skill: str | None = None
    since: float | None = None
    until: float | None = None
    mine: int | None = None
    outcome: str | None = None
    waited: float | None = None
    transferred: bool = False


@dataclass(frozen=True)
class Found:
    """A call, and the first utterances in it that have one of the words."""

    call: Call
    hits: Sequence[Utterance]

    @property
    def place(self) -> tuple[float, str]:
        """Where it stands among all that is found: what the next page comes `after`."""
        return self.call.started_at, self.call.id


@dataclass(frozen=True)
class _Piece:
    """Words that follow each other; the last one may go on where it is a `prefix`."""

    words: tuple[str, ...]
    prefix: bool

    @property
    def in_sqlite(self) -> str:
        return f'"{" ".join(self.words)}"' + " *" * self.prefix

    @property
    def in_postgresql(self) -> str:
        return "(" + " <-> ".join(f"'{word}'" for word in self.words) + ":*" * self.prefix + ")"


def plain(text: str) -> str:
    """The words of `text` as they are searched: lower case, without accents and apostrophes,
    one space between them; other marks part words. An endless word is cut."""
    joined = _APOSTROPHES.sub("", text.casefold())
    letters = (c for c in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(c))
    return " ".join(word[:LONGEST_WORD] for word in _WORD.findall("".join(letters)))


def words_of(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The single words that are searched for by `words`: those that must be said as they are,
    and those that are the beginning of what must be said."""
    found = _pieces(words)
    whole = (piece.words[: -1 if piece.prefix else None] for piece in found)
    beginnings = tuple(piece.words[-1] for piece in found if piece.prefix)
    return frozenset(word for words in whole for word in words), beginnings


def find(
    session: Session, wish: Wish, limit: int, after: tuple[float, str] | None = None
) -> list[Found]:
    """At most `limit` calls that `wish` describes, the newest first; the next ones come `after`
    the `place` of the last."""
    pieces = _pieces(wish.words)
    if wish.words.strip() and not pieces:
        return []  # nobody can have said that
    query = select(Call).where(*_filters(wish))
    for piece in pieces:
        said = select(Utterance.call_id).where(_says(session, [piece]))
        query = query.where(Call.id.in_(said))
    if after is not None:
        query = query.where(tuple_(Call.started_at, Call.id) < after)
    query = query.order_by(Call.started_at.desc(), Call.id.desc()).limit(limit)
    found = list(session.scalars(query))
    hits = _hits(session, found, pieces)
    return [Found(call, hits.get(call.id, [])) for call in found]


def _pieces(words: str) -> list[_Piece]:
    found: dict[_Piece, None] = {}
    for match in _PIECE.finditer(words):
        quoted, star, word = match.groups()
        text = quoted if word is None else word
        parts = tuple(plain(text).split()[:MOST_WORDS])
        if parts:
            found[_Piece(parts, bool(star) or text.endswith("*"))] = None
    return list(found)[:MOST_PIECES]


def _says(session: Session, pieces: Sequence[_Piece]) -> ColumnElement[bool]:
    """Whether an utterance has one of the pieces, by the index of words."""
    if session.get_bind().dialect.name == "postgresql":
        query = func.to_tsquery(_SIMPLE, " | ".join(piece.in_postgresql for piece in pieces))
        return func.to_tsvector(_SIMPLE, Utterance.terms).bool_op("@@")(query)
    wanted = " OR ".join(piece.in_sqlite for piece in pieces)
    rows = select(_TERMS.c.rowid).where(_TERMS.c.terms.bool_op("MATCH")(wanted))
    return Utterance.id.in_(rows)


_SIMPLE: ColumnElement[str] = literal_column("'simple'")


def _filters(wish: Wish) -> list[ColumnElement[bool]]:
    conditions = [_talked(person) for person in (wish.person_id, wish.mine) if person is not None]
    if wish.skill is not None:
        conditions.append(Call.skill == wish.skill)
    if wish.since is not None:
        conditions.append(Call.started_at >= wish.since)
    if wish.until is not None:
        conditions.append(Call.started_at < wish.until)
    if wish.customer.strip():
        conditions.append(_is_of(wish.customer))
    return [*conditions, *_course(wish)]


def _course(wish: Wish) -> Iterator[ColumnElement[bool]]:
    """How the call went."""
    if wish.outcome is not None:
        yield Call.outcome == wish.outcome if wish.outcome else Call.ended_at.is_(None)
    if wish.waited is not None:
        yield wait() > wish.waited
    if wish.transferred:
        yield transferred()


def _talked(person: int) -> ColumnElement[bool]:
    return Call.id.in_(
        select(Talk.call_id).where(Talk.person_id == person, Talk.connected_at.is_not(None))
    )


def _is_of(customer: str) -> ColumnElement[bool]:
    """Whether the call is of the customer with this number or name, or a part of it."""
    theirs = select(Customer.id)
    digits = _digits(customer)
    if digits is not None:
        known = theirs.where(Customer.number.contains(digits))
        return Call.number.contains(digits) | Call.customer_id.in_(known)
    name = " ".join(customer.split())
    # SQLite knows the capitals of ASCII only
    spellings = {name, name.lower(), name.upper(), name.title()}
    known = theirs.where(_has_one(Customer.name, spellings))
    return _has_one(Call.name, spellings) | Call.customer_id.in_(known)


def _has_one(name: InstrumentedAttribute[str | None], spellings: set[str]) -> ColumnElement[bool]:
    return or_(*(name.icontains(spelling, autoescape=True) for spelling in sorted(spellings)))


def _digits(customer: str) -> str | None:
    """The digits that a number in E.164 has, in whatever way it is written; None for a name.

    Countries write it with zeros in front that are not dialled from abroad: 0812..., 00 62 812...,
    +62 (0)812...
    """
    number = customer.replace("(0)", "")
    if not _NUMBER.fullmatch(number.strip()):
        return None
    return "".join(c for c in number if c in "0123456789").lstrip("0") or None


def _hits(
    session: Session, calls: Sequence[Call], pieces: Sequence[_Piece]
) -> dict[str, list[Utterance]]:
    """The first utterances of each call that have one of the pieces."""
    found: dict[str, list[Utterance]] = {call.id: [] for call in calls}
    if not calls or not pieces:
        return found
    place = func.row_number().over(
        partition_by=Utterance.call_id, order_by=(Utterance.transcript_id, Utterance.start)
    )
    numbered = (
        select(Utterance.id, place.label("place"))
        .where(Utterance.call_id.in_(found), _says(session, pieces))
        .subquery()
    )
    query = (
        select(Utterance)
        .join(numbered, numbered.c.id == Utterance.id)
        .where(numbered.c.place <= MOST_HITS)
        .order_by(numbered.c.place)
    )
    for utterance in session.scalars(query):
        found[utterance.call_id].append(utterance)
    return found
