"""Lists that change row by row: whoever follows them sees the list as it is."""

import json

from hypothesis import given
from hypothesis import strategies as st

from desk.live.rows import Delta, List, begun, followed

SHOWN = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 2)), unique_by=lambda row: row[0]
)


def draw(shown: object, language: str) -> str:
    return f"{language}:{shown}"


def after(page: dict[str, str], delta: Delta) -> dict[str, str]:
    """What a page shows once it has done as it was told."""
    for _, row, before, html in json.loads(delta.json("en")):
        page.pop(row, None)
        if html is None:
            continue
        rows = list(page.items())
        place = len(rows) if before is None else list(page).index(before)
        page = dict([*rows[:place], (row, html), *rows[place:]])
    return page


def whole(seen: List) -> dict[str, str]:
    return {row.id: row.html("en") for row in seen.rows}


@given(st.lists(SHOWN, min_size=1, max_size=12))
def test_a_page_that_follows_shows_what_a_new_page_shows(
    editions: list[list[tuple[str, int]]],
) -> None:
    seen = begun("waiting", dict(editions[0]), draw, 1)
    page = whole(seen)
    for number, shown in enumerate(editions[1:], start=2):
        seen = followed(seen, dict(shown), draw, number)
        deltas = seen.since(number - 1)
        if deltas is None:
            page = whole(seen)
        for delta in deltas or ():
            page = after(page, delta)
        assert list(page.items()) == list(whole(seen).items())


def test_a_page_far_behind_has_the_whole_list() -> None:
    seen = begun("waiting", {}, draw, 1)
    for number in range(2, 50):
        seen = followed(seen, {str(number): number}, draw, number)
    assert seen.since(1) is None
    assert [delta.number for delta in seen.since(47) or ()] == [48, 49]


def test_rows_that_have_not_changed_are_drawn_once() -> None:
    drawn: list[object] = []

    def counting(shown: object, language: str) -> str:
        drawn.append(shown)
        return draw(shown, language)

    seen = begun("waiting", {"a": 1, "b": 2}, counting, 1)
    whole(seen)
    seen = followed(seen, {"a": 1, "b": 3}, counting, 2)
    whole(seen)
    assert drawn == [1, 2, 3]


def test_an_order_that_changed_is_sent_whole() -> None:
    seen = begun("waiting", {"a": 1, "b": 2}, draw, 1)
    seen = followed(seen, {"b": 2, "a": 1}, draw, 2)
    assert seen.since(1) is None
    assert list(whole(seen)) == ["b", "a"]
