"""Who may ask for what: the roles of every endpoint of the desk, () for everybody."""

from records.models import Role

EVERYBODY: tuple[Role, ...] = ("agent", "supervisor", "administrator")
ON_CALLS: tuple[Role, ...] = ("agent", "supervisor")
ABOVE: tuple[Role, ...] = ("supervisor", "administrator")
ADMINISTRATORS: tuple[Role, ...] = ("administrator",)
SUPERVISORS: tuple[Role, ...] = ("supervisor",)

RIGHTS: dict[str, tuple[Role, ...]] = {
    "door.sign_in": (),
    "door.enter": (),
    "door.front": (),
    "sign_on.leave": (),
    "sign_on.back": (),
    "door.sign_out": (),
    "door.language": (),
    "board.static": (),
    "board.live": ABOVE,
    "board.events": ABOVE,
    "board.wall": ABOVE,
    "board.wall_events": ABOVE,
    "calls.newest": EVERYBODY,
    "calls.found": EVERYBODY,
    "call.shown": EVERYBODY,
    "call.state": EVERYBODY,
    "call.again": ABOVE,
    "call.decide": EVERYBODY,
    "export.file": EVERYBODY,
    "sound.heard": EVERYBODY,
    "courtesy.shown": ON_CALLS,
    "agent.shown": ON_CALLS,
    "agent.events": ON_CALLS,
    "agent.asking": ON_CALLS,
    "agent.name": ON_CALLS,
    "agent.note": ON_CALLS,
    "agent.act": ON_CALLS,
    "audit.newest": ABOVE,
    "own.settings": EVERYBODY,
    "own.secret": EVERYBODY,
    "staff.everybody": ADMINISTRATORS,
    "staff.new": ADMINISTRATORS,
    "staff.add": ADMINISTRATORS,
    "staff.one": ADMINISTRATORS,
    "staff.change": ADMINISTRATORS,
    "staff.secret": ADMINISTRATORS,
    "staff.leave": ADMINISTRATORS,
    "softphone.token": ON_CALLS,
    "calls.as_sheet": EVERYBODY,
    "reports.shown": ABOVE,
    "reports.as_sheet": ABOVE,
    "acts.of_call": SUPERVISORS,
    "acts.of_agent": SUPERVISORS,
    "acts.of_house": SUPERVISORS,
    "acts.on_call": SUPERVISORS,
    "acts.on_agent": SUPERVISORS,
    "acts.on_house": SUPERVISORS,
}
