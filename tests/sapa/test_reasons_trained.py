"""A hotline understands reasons in each of its languages, once it has to."""

from sapa.hotline import Hotline
from sapa.reasons import Trained
from tests.sapa.works import EXAMPLES


def test_each_language_is_learnt_once_when_first_asked_for() -> None:
    trained = Trained(Hotline.read(EXAMPLES / "elektronik.toml"))
    assert list(trained) == ["id", "en"]
    assert trained["en"].judge("I want my money back").skills[0] == "refund"
    assert trained["en"] is trained["en"]
