"""What the board refuses. The scripts answer with the codes, which are generated from here."""


class BoardError(Exception):
    """A script refused. It changed nothing."""

    code: int


class StaleOffer(BoardError):
    """The token is not that of the call's open offer: it expired, was withdrawn or went on."""

    code = -1


class UnknownCall(BoardError):
    """The call is not on the board."""

    code = -2


ERRORS: dict[str, type[BoardError]] = {"STALE_OFFER": StaleOffer, "UNKNOWN_CALL": UnknownCall}
_BY_CODE = {error.code: error for error in ERRORS.values()}


def from_code(code: int, about: str) -> BoardError:
    """The exception for a script's negative code."""
    return _BY_CODE[code](about)
