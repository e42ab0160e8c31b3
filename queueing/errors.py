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


class UnknownAgent(BoardError):
    """The agent is not on the board."""

    code = -3


class NotWaiting(BoardError):
    """Somebody is asked to take the call, or has taken it."""

    code = -4


class NotTalking(BoardError):
    """The call is on the board, but nobody talks with the caller."""

    code = -5


class AgentBusy(BoardError):
    """The agent is in a talk of their own."""

    code = -6


ERRORS: dict[str, type[BoardError]] = {
    "STALE_OFFER": StaleOffer,
    "UNKNOWN_CALL": UnknownCall,
    "UNKNOWN_AGENT": UnknownAgent,
    "NOT_WAITING": NotWaiting,
    "NOT_TALKING": NotTalking,
    "AGENT_BUSY": AgentBusy,
}
_BY_CODE = {error.code: error for error in ERRORS.values()}


def from_code(code: int, about: str) -> BoardError:
    """The exception for a script's negative code."""
    return _BY_CODE[code](about)
