"""What the talk's agent does about visitors: asks them in, sends them away, gives them the caller."""

from dataclasses import dataclass

from queueing import model
from records import Session, calls, people, talks, visits
from records.models import Call, Talk, Visit, VisitMode, VisitPurpose
from webhooks import company, crew, few_transfers, succession
from webhooks.answers import Refusal
from webhooks.company import Wish
from webhooks.settling import Settling
from webhooks.switchboard import Switchboard

MODES: dict[VisitPurpose, VisitMode] = {"transfer": "join", "consult": "join", "help": "whisper"}


@dataclass(frozen=True)
class AskingIn:
    """Everything raises Refusal where it is not done, and PhoneError."""

    house: Switchboard
    settling: Settling

    # Asked for

    def ask(
        self, call_id: str, person_id: int, purpose: VisitPurpose, wish: Wish, note: str
    ) -> None:
        with self.house.store.reading() as session:
            if purpose == "transfer" and _passed_on_before(session, call_id, person_id):
                return
            call, talk = _own(session, call_id, person_id)
            before = visits.asked_in(session, talk)
            self._check_wish(purpose, wish, note)
            if purpose == "transfer":
                wish, note = self._bound(session, call, person_id, wish, note)
            away = wish.supervisor and not self._others_there(session, call, talk, wish)
            if not (away and purpose == "transfer"):
                self._check(session, call, talk, wish)
        if before is not None:
            if (before.purpose, Wish.of(before)) == (purpose, wish):
                return
            raise Refusal("busy")
        if away:  # whoever is on call is rung for those who wait in line
            self._into_line(call_id, talk, wish, note)
            return
        visit = self._put_down(call_id, talk, purpose, wish, note)
        if purpose in ("transfer", "consult"):
            why = self.settling.holding.hold(call_id, person_id, purpose)
            if why is not None:
                company.end(self.house, visit.id)
                raise Refusal(why)
        company.wait(self.house, visit, call)

    def _bound(
        self, session: Session, call: Call, person_id: int, wanted: Wish, note: str
    ) -> tuple[Wish, str]:
        """To whom the caller may be passed on, and the note for them. Raises Refusal."""
        wish = few_transfers.bound(session, call, person_id, wanted)
        if wish == wanted:
            return wish, note
        return wish, few_transfers.named(self.house, session, person_id, wanted, note)

    def _check_wish(self, purpose: VisitPurpose, wish: Wish, note: str) -> None:
        """Raises Refusal for what is not allowed."""
        ways = (wish.person_id is not None, wish.supervisor, wish.skill is not None)
        if purpose not in MODES or sum(ways) != 1 or (purpose == "transfer" and not note):
            raise Refusal("refused")
        if wish.skill is not None and wish.skill not in self.house.levels:
            raise Refusal("refused")

    def _check(self, session: Session, call: Call, talk: Talk, wish: Wish) -> None:
        """Raises Refusal where nobody could come."""
        if wish.person_id is not None:
            self._check_person(session, talk, wish.person_id)
        elif not self._others_there(session, call, talk, wish):
            raise Refusal("away")

    def _check_person(self, session: Session, talk: Talk, person_id: int) -> None:
        if person_id == talk.person_id or people.by_id(session, person_id) is None:
            raise Refusal("refused")
        if self.house.board.agent_state(str(person_id)) is None:
            raise Refusal("away")

    def _others_there(self, session: Session, call: Call, talk: Talk, wish: Wish) -> bool:
        """Whether anybody but the agent themself could come."""
        asking, language = people.by_id(session, talk.person_id), self._language(call)
        need = model.Need(language, wish.skill or model.ANY_SKILL, supervisor=wish.supervisor)
        there = self.house.board.staff(need)
        could = asking is not None and language in asking.languages
        if could and asking is not None:
            could = asking.role != "agent" if wish.supervisor else wish.skill in asking.skills
        return there > could

    def _language(self, call: Call) -> str:
        return call.language or self.house.language

    def _put_down(
        self, call_id: str, talk: Talk, purpose: VisitPurpose, wish: Wish, note: str
    ) -> Visit:
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            call = locked(session, call_id, talk)
            visit = Visit(
                purpose=purpose,
                mode=MODES[purpose],
                call_id=call_id,
                talk_id=talk.id,
                asked_by=talk.person_id,
                wanted_id=wish.person_id,
                supervisor=wish.supervisor,
                skill=wish.skill,
                level=self.house.levels.get(wish.skill or "", 1),
                language=self._language(call),
                note=note,
            )
            visits.begin(session, visit, now)
            data = {"visit": visit.id, "purpose": purpose, "agent": talk.person_id}
            calls.note(session, call, "visit-asked", now, data=data | {"wanted": str(wish)})
            return visit

    # While it lasts

    def _visit(self, visit_id: str, person_id: int) -> Visit:
        """The visit, for the agent of its talk. Raises Refusal."""
        with self.house.store.reading() as session:
            visit = visits.by_id(session, visit_id)
            host = talks.by_id(session, visit.talk_id) if visit else None
        if visit is None or host is None:
            raise Refusal("gone")
        if host.person_id != person_id:
            raise Refusal("not-yours")
        return visit

    def send_away(self, visit_id: str, person_id: int) -> None:
        with self.house.store.reading() as session:
            visit = visits.by_id(session, visit_id)
        if visit is not None and visit.person_id == person_id and visit.ended_at is None:
            self._end(visit_id)  # they go by themselves
            return
        visit = self._visit(visit_id, person_id)
        if visit.purpose == "watch":
            raise Refusal("refused")
        if visit.outcome == "handed-over":
            raise Refusal("late")
        self._end(visit_id)
        if self._still_on_hold(visit):
            _heed(self.settling.holding.unhold(visit.call_id, person_id))

    def _still_on_hold(self, visit: Visit) -> bool:
        """Whether the caller is on hold for this visit, and not for something since its end."""
        with self.house.store.reading() as session:
            host, now = talks.by_id(session, visit.talk_id), visits.by_id(session, visit.id)
        if visit.purpose == "help" or host is None or host.held_at is None:
            return False
        return now is not None and host.held_at <= (now.ended_at or 0.0)

    def together(self, visit_id: str, person_id: int) -> None:
        visit = self._visit(visit_id, person_id)
        if visit.ended_at is not None:
            raise Refusal("gone")
        if visit.met_at is None:
            raise Refusal("nobody")
        if visit.purpose == "watch":
            raise Refusal("refused")
        self.settling.change(visit, "join")
        _heed(self.settling.holding.unhold(visit.call_id, person_id))

    def hand_over(self, visit_id: str, person_id: int) -> None:
        visit = self._visit(visit_id, person_id)
        if visit.outcome == "handed-over":
            return
        if visit.ended_at is not None:
            if self._is_replaced(visit):
                return
            raise Refusal("gone")
        if visit.purpose == "watch":
            raise Refusal("refused")
        if visit.met_at is None:
            raise Refusal("nobody")
        if self._needs_supervisor(visit, person_id):
            self._ask_supervisor(visit, person_id)
            return
        with self.house.store.transaction() as session:
            found = visits.held(session, visit_id)
            open_ = found is not None and found[0].ended_at is None
            handed = (
                succession.hand_over(self.house, session, found[1], found[0])
                if found and open_
                else None
            )
        if handed is None:
            if found is not None and found[0].outcome == "handed-over":
                return  # the agent has left it to them at this moment
            raise Refusal("gone")
        succession.tell(self.house, handed)
        self.settling.soon(visit_id)

    def _needs_supervisor(self, visit: Visit, person_id: int) -> bool:
        """Whether the caller may not go to this visitor, but to a supervisor. Raises Refusal
        where they stay."""
        visitor = Wish(person_id=visit.person_id)
        with self.house.store.reading() as session:
            call = calls.by_id(session, visit.call_id)
            bound = few_transfers.bound(session, call, person_id, visitor) if call else visitor
        return bound != visitor

    def _is_replaced(self, visit: Visit) -> bool:
        """Whether a supervisor is asked for in place of this visitor."""
        with self.house.store.reading() as session:
            host = talks.by_id(session, visit.talk_id)
            newer = visits.asked_in(session, host) if host is not None else None
        return newer is not None and newer.supervisor and newer.asked_at >= (visit.ended_at or 0)

    def _ask_supervisor(self, visit: Visit, person_id: int) -> None:
        """In place of a colleague who was asked for their word."""
        self._end(visit.id)
        visitor, note = Wish(person_id=visit.person_id), visit.note or "-"
        self.ask(visit.call_id, person_id, "transfer", visitor, note)

    def _end(self, visit_id: str) -> None:
        if company.close(self.house, visit_id):
            self.settling.soon(visit_id)

    def pass_on(self, call_id: str, person_id: int, wish: Wish, note: str) -> None:
        if not self.house.rules.blind_transfers:
            raise Refusal("refused")
        with self.house.store.reading() as session:
            if _passed_on_before(session, call_id, person_id):
                return
            call, talk = _own(session, call_id, person_id)
            self._check_wish("transfer", wish, note)
            wish, note = self._bound(session, call, person_id, wish, note)
            self._check(session, call, talk, wish)
            if visits.asked_in(session, talk) is not None:
                raise Refusal("busy")
        self._into_line(call_id, talk, wish, note)

    def _into_line(self, call_id: str, talk: Talk, wish: Wish, note: str) -> None:
        """The caller waits for somebody else, who will read the note."""
        visit = self._put_down(call_id, talk, "transfer", wish, note)
        crew.finish_talk(self.house, talk.id, wish)
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            held = calls.by_id(session, call_id, lock=True)
            if held is not None:
                data = {"from": talk.person_id, "skill": wish.skill, "visit": visit.id}
                calls.note(session, held, "passed-on", now, data=data)
        if talk.leg_sid is not None:
            self.settling.phones.redirect(
                talk.leg_sid, self.house.links.to("/agent/after", talk=talk.id)
            )


def going_on(session: Session, call_id: str) -> tuple[Call, Talk]:
    """The call and its talk, in which both hear each other. Raises Refusal."""
    call = calls.by_id(session, call_id)
    talk = talks.latest_talk(session, call) if call else None
    if call is None or talk is None or call.ended_at is not None or talk.ended_at is not None:
        raise Refusal("gone")
    if talk.connected_at is None:
        raise Refusal("gone")
    return call, talk


def _own(session: Session, call_id: str, person_id: int) -> tuple[Call, Talk]:
    """The talk that this person is in. Raises Refusal."""
    call, talk = going_on(session, call_id)
    if talk.person_id != person_id:
        raise Refusal("not-yours")
    return call, talk


def _passed_on_before(session: Session, call_id: str, person_id: int) -> bool:
    """Whether the call's last talk was theirs, and they have passed the caller on."""
    call = calls.by_id(session, call_id)
    talk = talks.latest_talk(session, call) if call else None
    return talk is not None and talk.person_id == person_id and talk.ended_by == "transfer"


def locked(session: Session, call_id: str, talk: Talk) -> Call:
    """The call, held; its talk goes on. Raises Refusal."""
    call = calls.by_id(session, call_id, lock=True)
    now = talks.latest_talk(session, call) if call else None
    if call is None or now is None or now.id != talk.id or now.ended_at is not None:
        raise Refusal("gone")
    return call


def _heed(why: str | None) -> None:
    if why is not None:
        raise Refusal(why)
