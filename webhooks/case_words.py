"""One answer: who may give it, and what becomes of other people's."""

from records import answers, case_rights, questions
from records.models import Call, Question
from webhooks import telling
from webhooks.answers import Refusal
from webhooks.case_act import Act


def answer(act: Act, text: str, call: Call | None) -> str | None:
    """The official answer is this; of who may not give it, "owned": stopped, and put before
    the owner."""
    if act.case.state == "void":
        raise Refusal("gone")
    if not case_rights.answers_for(act.case, act.person):
        return _stop(act, text, call)
    written = answers.write(act.session, act.case, act.person, text, act.now)
    if written is None:
        return None
    act.note("answered", "answered", call=call, answer=written.id)
    act.tell(act.case.owner_id, "told-answered", f"answer:{written.id}")
    return None


def _stop(act: Act, text: str, call: Call | None) -> str:
    tried = questions.ask(act.session, act.case, act.person, text, act.now, call=call, attempt=True)
    if tried is not None:
        owner = act.case.owner_id
        act.note("stopped", "stopped", call=call, question=tried.id, owner=owner)
        _put_before_owner(act, tried, "told-stopped")
    return "owned"


def ask(act: Act, text: str, call: Call | None) -> None:
    """A question to the owner, or to the supervisors while there is none."""
    if act.case.state == "void":
        raise Refusal("gone")
    if act.case.owner_id == act.person.id:
        raise Refusal("refused")
    asked = questions.ask(act.session, act.case, act.person, text, act.now, call=call)
    if asked is not None:
        act.note("asked", "asked-owner", call=call, question=asked.id)
        _put_before_owner(act, asked, "told-asked")


def _put_before_owner(act: Act, question: Question, message: str) -> None:
    owner = act.case.owner_id
    supervisors = [one.id for one in telling.supervisors(act.session)]
    for one in supervisors if owner is None else [owner]:
        act.tell(one, message, f"question:{question.id}")


def reply(act: Act, question: Question, text: str) -> None:
    """The owner's or a supervisor's word on it; who asked is told."""
    if not case_rights.answers_for(act.case, act.person):
        raise Refusal("not-yours")
    act.session.refresh(question)  # as it is now that the case is held
    if questions.reply(act.session, question, act.person, text, act.now):
        act.note("replied", "replied", question=question.id)
        act.tell(question.asked_by, "told-replied", f"reply:{question.id}")
    elif question.reply != text.strip() or question.replied_by != act.person.id:
        raise Refusal("late")
