"""Each peer does in a small scene what its house documents."""

from bench.peers import (
    AppQueue,
    CallCenter,
    Index,
    LongestIdle,
    Pooled,
    PrimaryFirst,
    RoutingSteps,
)
from bench.scene import START, Shift
from tests.bench.hand_made import BLUE, GREEN, RED, Caller, knows, played, scene, waits

TWO_FOR_RED = [knows(red=3, blue=5), knows(red=5)]
BLUE_WAITS_LONGER = scene(
    [knows(red=5, blue=3)],
    [Caller(0, RED, says=10), Caller(1, BLUE, says=10), Caller(2, RED, says=10)],
)


def test_the_longest_idle_agent_is_taken_whatever_they_know_best() -> None:
    assert played(scene(TWO_FOR_RED, [Caller(0, RED)]), LongestIdle).agent == [0]


def test_the_longest_waiting_caller_is_taken_whatever_they_need() -> None:
    assert waits(played(BLUE_WAITS_LONGER, LongestIdle)) == [0, 9, 18]


def test_only_who_knows_the_skill_is_taken_unless_all_are_pooled() -> None:
    apart = scene([knows(blue=5)], [Caller(0, RED, patience=7)])
    assert played(apart, LongestIdle).agent == [-1]
    assert played(apart, Pooled).agent == [0]


def test_primary_first_takes_the_agent_whose_best_it_is() -> None:
    assert played(scene(TWO_FOR_RED, [Caller(0, RED)]), PrimaryFirst).agent == [1]


def test_primary_first_lets_a_freed_agent_take_their_own_line() -> None:
    assert waits(played(BLUE_WAITS_LONGER, PrimaryFirst)) == [0, 19, 8]


def test_the_index_takes_whose_other_skill_can_spare_them() -> None:
    people = [knows(red=5, blue=3), knows(red=5, green=3), knows(green=5)]
    assert played(scene(people, [Caller(0, RED)]), Index).agent == [1]


def test_the_index_leaves_the_own_line_for_one_longer_by_more_than_three() -> None:
    def first_taken(blue: int) -> int:
        many = [Caller(1 + number / 10, BLUE) for number in range(blue)]
        line = [Caller(0, RED, says=10), *many, Caller(5, RED)]
        found = waits(played(scene([knows(red=5, blue=3)], line), Index))
        return line[found.index(min(found[1:]))].kind

    assert first_taken(blue=4) == RED
    assert first_taken(blue=5) == BLUE


def test_the_loop_turns_ten_times_a_second() -> None:
    found = played(
        scene([knows(red=5)], [Caller(0.03, RED, says=1.0), Caller(0.5, RED)]), CallCenter
    )
    assert waits(found) == [0.07, 0.7]


def test_the_lowest_tier_goes_first_there_the_longest_idle() -> None:
    people = [knows(red=3), knows(red=5), knows(red=5)]
    calls = [Caller(0.03, RED), Caller(1.03, RED), Caller(2.03, RED)]
    assert played(scene(people, calls), CallCenter).agent == [1, 2, 0]


def test_the_loop_serves_the_longest_waiting_first() -> None:
    first, blue, red = waits(played(BLUE_WAITS_LONGER, CallCenter))
    assert first < blue < red


def test_callers_of_a_queue_look_once_a_second_from_when_they_came() -> None:
    callers = [Caller(0, RED, says=10), Caller(0.25, RED)]
    assert waits(played(scene([knows(red=5)], callers), AppQueue)) == [0, 10]


def test_of_two_queues_the_one_whose_caller_looks_first_is_served() -> None:
    callers = [Caller(0, RED, says=10), Caller(0.75, RED), Caller(1.25, BLUE, says=10)]
    assert waits(played(scene([knows(red=5, blue=3)], callers), AppQueue)) == [0, 20, 9]


def test_a_queue_remembers_whom_it_took_last() -> None:
    people = [knows(red=5), knows(red=5), knows(red=5)]
    callers = [Caller(10 * number, RED, says=1) for number in range(4)]
    assert played(scene(people, callers), AppQueue).agent == [0, 1, 2, 0]


def test_a_caller_behind_the_others_has_no_turn_yet() -> None:
    callers = [Caller(0, RED, says=10), Caller(0.9, RED, says=10), Caller(1.2, RED)]
    assert waits(played(scene([knows(red=5)], callers), AppQueue)) == [0, 10, 20]


def test_who_moves_up_when_another_gives_up_looks_too() -> None:
    people = [knows(red=5)]
    callers = [Caller(0, RED, says=10), Caller(0.9, RED, patience=9.5), Caller(1.2, RED)]
    assert waits(played(scene(people, callers), AppQueue)) == [0, 9.5, 10]


def test_a_step_asks_for_proficiency_until_it_expires() -> None:
    assert waits(played(scene([knows(red=3)], [Caller(0, RED)]), RoutingSteps)) == [10]


def test_in_the_first_step_a_proficient_agent_who_is_freed_is_taken() -> None:
    people = [knows(red=3), knows(red=5)]
    callers = [Caller(0, RED, says=4), Caller(1, RED)]
    found = played(scene(people, callers), RoutingSteps)
    assert found.agent == [1, 1]
    assert waits(found) == [0, 3]


def test_after_its_step_anybody_who_is_freed_takes_the_oldest() -> None:
    callers = [Caller(0, GREEN, says=11), Caller(0.5, RED, says=10), Caller(9, GREEN)]
    found = waits(played(scene([knows(red=3, green=5)], callers), RoutingSteps))
    assert found == [0, 10.5, 12]


def test_one_who_goes_in_a_talk_is_gone_after_it_and_comes_back() -> None:
    shifts = [Shift(START, 0, True), Shift(START + 5, 0, False), Shift(START + 30, 0, True)]
    callers = [Caller(0, RED, says=10), Caller(1, RED)]
    found = played(scene([knows(red=5)], callers, shifts=shifts), LongestIdle)
    assert waits(found) == [0, 29]


def test_one_who_is_back_before_the_talk_is_over_was_never_gone() -> None:
    shifts = [Shift(START, 0, True), Shift(START + 5, 0, False), Shift(START + 8, 0, True)]
    callers = [Caller(0, RED, says=10), Caller(1, RED)]
    found = played(scene([knows(red=5)], callers, shifts=shifts), LongestIdle)
    assert waits(found) == [0, 9]


def test_dead_time_is_waited_by_the_caller_and_spent_by_the_agent() -> None:
    callers = [Caller(0, RED, says=10), Caller(1, RED)]
    found = played(scene([knows(red=5)], callers), LongestIdle, dead_time=2.0)
    assert waits(found) == [2, 13]
