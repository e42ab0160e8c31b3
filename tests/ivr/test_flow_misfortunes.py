"""Whatever befalls a call: nobody is lost, nobody is asked for ever, nobody is misnamed."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr import actions, events, names, prompts
from ivr.actions import Line
from ivr.answers import key, says_yes
from ivr.call import Call, State
from ivr.flow import ASKING, MOST_QUESTIONS, TRANSITIONS, Flow, IllegalEvent
from ivr.script import Consent
from ivr.signals import Signal
from ivr.table import PARTING
from tests.ivr.conversations import BOTH, Conversation, lines_of, script, unsure

MOST_QUESTIONS_TO_SILENCE = 10

SHOP = Flow(replace(script(), consent=Consent.ASK))
STRANGER = events.Incoming(is_open=True, opening={})
REGULAR = events.Incoming(is_open=True, name="Siti Nurhaliza", honorific="Ibu", language="id")
REASON = {"en": "where is my order", "id": "pesanan saya di mana ya"}
UNSURE = {language: unsure(language) for language in BOTH}


def reached(state: State, language: str) -> Call:
    """A call that stands in an asking state, come there by the caller's own words."""
    yes, no = {"en": ("yes", "no"), "id": ("ya", "tidak")}[language]
    name = "nama saya Budi" if language == "id" else "my name is Andrea"
    caller = Conversation(Consent.ASK)
    known = "Siti" if state is State.RETURNING else None
    caller.phone(None if state is State.LANGUAGE else language, known)
    ways: dict[State, tuple[str, ...]] = {
        State.LANGUAGE: (),
        State.CONSENT: (),
        State.RETURNING: (yes,),
        State.NAME: (yes,),
        State.NAME_CONFIRM: (yes, name),
        State.SPELLING: (yes, name, no, name, no),
        State.NAME_RECORDING: (yes, name, no, name, no, "?!", "?!"),
        State.REASON: (yes, no),
        State.CASE: (yes, no),
        State.CASE_NUMBER: (yes, no),
        State.TROUBLE: (yes, no),
        State.CLARIFY: (yes, no),
        State.KEYS: (yes, no),
    }
    caller.says(*ways[state])
    if state is State.CLARIFY:
        return caller.call.but(state=state, options=script().keys[:2])
    if state is State.KEYS:
        caller.presses("9")
    if state in (State.CASE, State.CASE_NUMBER, State.TROUBLE):
        case = events.KnownCase("482913", "repair", "Rina")
        return caller.call.but(
            state=state, known_case=case, troubles=(trouble(language),), callback_number="+15550100"
        )
    assert caller.at(state)
    return caller.call


def trouble(language: str) -> events.Trouble:
    """One that is everybody's who needs a refund, or has not told what they need."""
    return events.Trouble(7, None, "order", {language: "Listrik padam."})


SILENCE, NOISE = events.Silence(), events.Heard("xq wl brr zzt")
AFTER_TWO: dict[State, State] = {
    State.LANGUAGE: State.CONSENT,
    State.CONSENT: State.NAME,
    State.RETURNING: State.REASON,
    State.NAME_CONFIRM: State.NAME_RECORDING,
    State.CLARIFY: State.KEYS,
    State.KEYS: State.JOINING,
}
"""Where two misses lead; a question that takes anything for an answer has its own line below."""
AFTER_SILENCE = AFTER_TWO | {
    State.NAME: State.NAME_RECORDING,
    State.SPELLING: State.NAME_RECORDING,
    State.REASON: State.KEYS,
}


@pytest.mark.parametrize("language", BOTH)
class TestInEveryQuestion:
    @pytest.mark.parametrize("state", AFTER_SILENCE)
    def test_nothing_heard_is_asked_once_more(self, state: State, language: str) -> None:
        call, todo = SHOP.advance(reached(state, language), SILENCE)
        assert call.state is state
        assert lines_of(todo)[0].message == "not-heard"

    @pytest.mark.parametrize("state", AFTER_SILENCE)
    def test_nothing_heard_twice_goes_on_without(self, state: State, language: str) -> None:
        call, _ = SHOP.advance(reached(state, language), SILENCE)
        call, _ = SHOP.advance(call, SILENCE)
        assert call.state is AFTER_SILENCE[state]

    def test_nothing_after_the_tone_goes_on_at_once(self, language: str) -> None:
        call, todo = SHOP.advance(reached(State.NAME_RECORDING, language), SILENCE)
        assert call.state is State.REASON
        assert lines_of(todo)[0].message == "reason-question"

    @pytest.mark.parametrize("state", [one for one in AFTER_TWO if one is not State.CLARIFY])
    def test_gibberish_is_asked_once_more_and_then_let_be(
        self, state: State, language: str
    ) -> None:
        call, todo = SHOP.advance(reached(state, language), NOISE)
        assert call.state is state
        assert lines_of(todo)[0].message == "not-understood"
        call, _ = SHOP.advance(call, NOISE)
        assert call.state is AFTER_TWO[state]

    @pytest.mark.parametrize(
        ("state", "after"),
        [
            (State.SPELLING, State.NAME_RECORDING),
            (State.REASON, State.JOINING),
            (State.CLARIFY, State.KEYS),
        ],
    )
    def test_gibberish_goes_on_at_once_where_there_is_another_way(
        self, state: State, after: State, language: str
    ) -> None:
        assert SHOP.advance(reached(state, language), NOISE)[0].state is after

    @pytest.mark.parametrize("state", [State.NAME, State.SPELLING, *AFTER_TWO])
    @pytest.mark.parametrize("digits", ["9", "*", "#"])
    def test_a_key_that_means_nothing_is_no_answer(
        self, state: State, digits: str, language: str
    ) -> None:
        call = reached(state, language)
        after, todo = SHOP.advance(call, events.Keyed(digits))
        assert after.state is (State.KEYS if state is State.CLARIFY else state)
        assert lines_of(todo)[0].message == "not-understood"
        assert (after.name, after.tries, after.told) == (call.name, call.tries, call.told)

    @pytest.mark.parametrize("state", ASKING)
    def test_zero_brings_a_person(self, state: State, language: str) -> None:
        call, todo = SHOP.advance(reached(state, language), events.Keyed("0"))
        assert call.state is State.JOINING
        assert lines_of(todo)[0].message == "person-promised"

    @pytest.mark.parametrize("state", ASKING)
    @pytest.mark.parametrize(
        ("said", "supervisor"),
        [
            ("supervisor", True),
            ("manager", True),
            ("orang", False),
            ("I want to speak to a person", False),
            ("saya mau bicara dengan atasan", True),
        ],
    )
    def test_a_wish_for_a_person_is_granted(
        self, state: State, said: str, supervisor: bool, language: str
    ) -> None:
        call, todo = SHOP.advance(reached(state, language), events.Heard(said))
        assert call.state is State.JOINING
        assert todo[-1] == actions.JoinQueue(call.skill, supervisor=supervisor)

    @pytest.mark.parametrize("state", ASKING)
    def test_hanging_up_ends_the_call(self, state: State, language: str) -> None:
        call, todo = SHOP.advance(reached(state, language), events.HungUp())
        assert (call.state, todo) == (State.ENDED, ())

    @pytest.mark.parametrize("state", ASKING)
    def test_our_own_failure_brings_a_person(self, state: State, language: str) -> None:
        call, todo = SHOP.advance(reached(state, language), events.Fault())
        assert call.state is State.JOINING
        assert [line.message for line in lines_of(todo)] == ["fault"]
        assert isinstance(todo[-1], actions.JoinQueue)

    @pytest.mark.parametrize("state", ASKING)
    def test_the_thread_can_be_taken_up_again(self, state: State, language: str) -> None:
        [step] = SHOP.resume(reached(state, language))
        assert isinstance(step, actions.Ask | actions.RecordVoice)


STEPS: tuple[events.Event, ...] = (
    *(STRANGER, events.Heard("hello"), events.Keyed("1"), SILENCE, events.VoiceRecorded(3.0)),
    *(events.Joined(), events.Brought("Rina"), events.LineBroke(), events.AgentLost()),
    *(events.Transferred("refund"), events.TalkOver(), events.Fault(), events.HungUp()),
    *(events.Waited(2, 50), events.Promised("Dewi", {"en": "3 p.m."}), events.CallbackRefused()),
    *(events.PickedUp("Rina"), events.NotReached(), events.CaseFound(None)),
    events.Asked("Siti", "Ibu", "en", "refund", "Rina", "482913", {}, is_open=True),
    events.Notify((Line("owe-call", "en"),)),
)
_SPOKEN_TO = {"Heard", "Keyed", "Silence", "Fault", "HungUp"}
_WAITS = {"Joined", "Waited", "Brought", "LineBroke", "Fault", "HungUp"}
KNOWN_TO: dict[State, set[str]] = {
    State.START: {"Incoming", "Asked", "Notify", "Fault", "HungUp"},
    **dict.fromkeys(ASKING, _SPOKEN_TO),
    **dict.fromkeys((State.CASE, State.CASE_NUMBER, State.REASON), _SPOKEN_TO | {"CaseFound"}),
    **dict.fromkeys((*PARTING, State.RECONNECT), _SPOKEN_TO),
    State.SOLVED: _SPOKEN_TO | {"NotReached"},
    State.TOLD: {"Fault", "HungUp"},
    State.NAME_RECORDING: _SPOKEN_TO | {"VoiceRecorded"},
    State.CLOSED: _SPOKEN_TO | {"VoiceRecorded"},
    State.JOINING: _WAITS | {"Promised"},
    State.HOLDING: _WAITS | {"Promised"},
    State.CALLBACK: _WAITS | _SPOKEN_TO,
    State.CALLBACK_NUMBER: _WAITS | _SPOKEN_TO,
    State.CALLBACK_OTHER: _WAITS | _SPOKEN_TO,
    State.PROMISED: {"CallbackRefused", "Fault", "HungUp"},
    State.AWAY: {"PickedUp", "NotReached", "Fault", "HungUp"},
    State.CALLED: _SPOKEN_TO | {"NotReached"},
    State.FULL: _SPOKEN_TO,
    State.TALKING: {"Brought", "AgentLost", "Transferred", "TalkOver", "Fault", "HungUp"},
    State.GOODBYE: {"Fault", "HungUp"},
    State.ENDED: {"HungUp"},
}


SAFE = (State.JOINING, State.GOODBYE, State.PROMISED)
"""Where our own failures may lead: to a person, to a goodbye, or to the promise that stands."""


class TestTheTable:
    def test_knows_every_state(self) -> None:
        assert set(TRANSITIONS) == set(KNOWN_TO) == set(State)

    def test_is_reachable_all_over(self) -> None:
        assert {to for arrows in TRANSITIONS.values() for to in arrows.values()} | {
            State.START
        } == set(State)

    def test_uses_every_signal(self) -> None:
        assert {signal for arrows in TRANSITIONS.values() for signal in arrows} == set(Signal)

    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("event", STEPS, ids=lambda event: type(event).__name__)
    def test_takes_what_it_knows_and_refuses_the_rest(
        self, state: State, event: events.Event
    ) -> None:
        call = Call("en", state, step=7, options=("billing", "refund"), callback_number="+15550100")
        before = call.to_json()
        if type(event).__name__ in KNOWN_TO[state]:
            after, todo = SHOP.advance(call, event)
            assert after.step == 8
            assert todo or after.state is State.ENDED
        else:
            with pytest.raises(IllegalEvent) as refused:
                SHOP.advance(call, event)
            assert refused.value.state is state
        assert call.to_json() == before

    @pytest.mark.parametrize("state", [state for state in State if state is not State.ENDED])
    def test_never_loses_a_caller(self, state: State) -> None:
        assert TRANSITIONS[state][Signal.HUNG_UP] is State.ENDED
        assert TRANSITIONS[state][Signal.FAULT] in SAFE

    @pytest.mark.parametrize("state", State)
    def test_never_leaves_a_leg_with_nothing_to_do(self, state: State) -> None:
        call = Call(language="en", state=state, options=("billing", "refund"))
        assert SHOP.resume(call)


WAITING: tuple[events.Event, ...] = (
    *(events.Waited(3, 0, 100), events.Waited(None, 90), events.Waited(1, 200, staffed=False)),
    events.Waited(2, 120, 400, acts=("tell", "callback"), rungs=2, callbacks=True, is_long=True),
    events.Waited(0, 130, is_open=False, notice={"id": "Listrik padam.", "en": "Power is out."}),
    *(events.Promised("Dewi", {"en": "3 p.m."}), events.CallbackRefused()),
    *(events.PickedUp(), events.PickedUp("Rina"), events.NotReached()),
)
NAMES_SAID = ("my name is Andrea", "nama saya Budi", "no, it's Anna", "bukan, saya Ani", "Siti")
utterances = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        (
            *NAMES_SAID,
            *(
                "yes",
                "ya",
                "no",
                "tidak",
                "betul",
                "salah",
                "A N D R E A",
                "b u d i",
                "\x00",
                "...",
            ),
            *("both", "neither", "the second", "yang pertama", "English", "bahasa Indonesia"),
            *("hello", "pardon?", "bisa diulang", "rahasia", "0", "1", "fnord " * 300),
            *("what a day", "I'd rather not say", *REASON.values(), *UNSURE.values()),
        )
    ),
)
answers = st.one_of(
    utterances.map(events.Heard),
    st.sampled_from(["0", "1", "2", "3", "9", "*", "#", "", "12", "²"]).map(events.Keyed),
    st.just(SILENCE),
    st.floats(0, 60).map(events.VoiceRecorded),
)
CASE = events.KnownCase("482913", "repair", "Rina", owner_here=True)
BY = {"en": "3 p.m.", "id": "pukul 3 sore"}
SERVING: tuple[events.Event, ...] = (
    *(events.CaseFound(None), events.CaseFound(CASE), events.TalkOver("Dewi", BY, may_text=True)),
    events.Asked("Siti", "Ibu", "id", "refund", "Rina", "482913", BY, is_open=True),
    events.Asked(None, None, None, None, None, "482913", {}, is_open=False),
    events.Notify((Line("owe-call", "id"),)),
)
CUSTOMER = replace(REGULAR, case=CASE, cases=1, troubles=(trouble("id"),), callback_number="+15550")
happenings = st.one_of(
    answers,
    st.sampled_from(
        (
            *(STRANGER, REGULAR, events.Joined(), events.Brought("Rina"), events.LineBroke()),
            *(events.AgentLost(), events.Transferred("refund"), events.Transferred("")),
            *(events.TalkOver(), events.Fault(), events.HungUp(), *WAITING, *SERVING),
        )
    ),
)
hotlines = st.builds(
    lambda consent, languages: Flow(replace(script(), consent=consent, languages=languages)),
    st.sampled_from(Consent),
    st.sampled_from([("id", "en"), ("en", "id"), ("id",), ("en",)]),
)
arrivals = st.sampled_from(
    [
        *(STRANGER, REGULAR, replace(STRANGER, is_open=False), replace(REGULAR, full=True)),
        replace(STRANGER, full=True, callbacks=True, callback_number="+15550100"),
        replace(REGULAR, callback_number="+15550100", notice={"en": "Power is out."}),
        replace(STRANGER, dropped=Call("id", name="Siti", skill="refund").to_json()),
        *(CUSTOMER, replace(CUSTOMER, staff=True), *SERVING[3:]),
    ]
)


@settings(max_examples=150, deadline=None)
@given(flow=hotlines, arrival=arrivals, story=st.lists(happenings, max_size=14))
def test_whatever_happens_the_call_stays_whole(
    flow: Flow, arrival: events.Event, story: list[events.Event]
) -> None:
    call = flow.begin()
    for event in (arrival, *story):
        try:
            after, todo = flow.advance(call, event)
        except IllegalEvent:
            continue
        assert after.step == call.step + 1
        assert Call.from_json(json.loads(json.dumps(after.to_json()))) == after
        assert all(prompts.say(line) for line in lines_of(todo))
        if call.state is not State.START:
            assert after.name in (call.name, call.heard, call.known_name)
        assert todo or after.state is State.ENDED
        if after.name != call.name and call.state is not State.START:
            assert call.state in (State.RETURNING, State.NAME_CONFIRM)
            assert _agreed(call, event)
        call = after
        if call.state is not State.ENDED:
            assert flow.advance(call, events.HungUp())[0].state is State.ENDED
            saved = flow.advance(call, events.Fault())[0].state
            assert saved in SAFE
            assert flow.resume(call)


def _agreed(call: Call, event: events.Event) -> bool:
    """A yes by key or by voice, or the very name that was asked back."""
    if isinstance(event, events.Keyed):
        return event.digits == "1"
    assert isinstance(event, events.Heard)
    asked = call.heard if call.state is State.NAME_CONFIRM else call.known_name
    again = names.extract(event.said, call.language)
    said_again = asked is not None and again is not None and called(again) == called(asked)
    return key(event.said) == "1" or says_yes(event.said, call.language) or said_again


def called(name: str) -> str:
    return names.called(name, "id").casefold()


@settings(max_examples=150, deadline=None)
@given(
    flow=hotlines,
    arrival=st.sampled_from([STRANGER, REGULAR, CUSTOMER, replace(CUSTOMER, staff=True)]),
    story=st.lists(answers, min_size=MOST_QUESTIONS + 2, max_size=MOST_QUESTIONS + 2),
)
def test_whatever_a_caller_answers_the_questions_end(
    flow: Flow, arrival: events.Incoming, story: list[events.Event]
) -> None:
    call, todo = flow.advance(flow.begin(), arrival)
    asked = 0
    for event in story:
        if call.state not in ASKING:
            break
        asked += 1
        if call.state is State.NAME_RECORDING or not isinstance(event, events.VoiceRecorded):
            call, todo = flow.advance(call, event)
        else:
            call, todo = flow.advance(call, SILENCE)
    assert asked <= MOST_QUESTIONS
    awaits = any(isinstance(one, actions.AwaitIncident) for one in todo)
    assert call.state is (State.GOODBYE if awaits else State.JOINING)
    assert isinstance(todo[-1], actions.HangUp if awaits else actions.JoinQueue)


def test_to_a_silent_caller_the_questions_end_soon() -> None:
    call, _ = SHOP.advance(SHOP.begin(), STRANGER)
    asked = 0
    while call.state in ASKING:
        call, _ = SHOP.advance(call, SILENCE)
        asked += 1
    assert call.state is State.JOINING
    assert asked == MOST_QUESTIONS_TO_SILENCE


def test_whoever_is_asked_most_in_good_faith_is_not_asked_too_much() -> None:
    caller = Conversation(Consent.ASK).phone()
    asked = ["English", "yes", "it's Sandra", "no", "Anders", "no", "A N D R E A", "yes"]
    caller.says(*asked, UNSURE["en"], "neither")
    assert caller.at(State.KEYS)
    assert caller.call.step < MOST_QUESTIONS
    caller.presses("4")
    assert caller.call.name == "Andrea"
    assert caller.joins == actions.JoinQueue("refund", supervisor=False)


def test_whoever_is_never_understood_gets_a_person() -> None:
    caller = Conversation(Consent.ASK).phone("en", "Siti")
    contrary = (
        "pardon?",
        "no, it's Andrea",
        "pardon?",
        "no, it's Hannah",
        "pardon?",
        "no, it's Diana",
    )
    for said in contrary * 4:
        if caller.call.state in ASKING:
            caller.says(said)
    assert caller.at(State.JOINING)
    assert caller.call.step <= MOST_QUESTIONS + 1
