"""Customers on their way to being called back."""

from tests.webhooks.phone_side import CALLER, Hotline, Phone

OTHER = "+6281255507"


def asked(hotline: Hotline, number: str = CALLER) -> Phone:
    """A caller in line, with nobody there, who is asked whether they want to be called back."""
    leg = hotline.leg(number)
    leg.rings()
    leg.presses("1")
    leg.presses("0")
    assert "call you back" in leg.waits().said
    return leg


def agreed(hotline: Hotline, number: str = CALLER) -> Phone:
    """A caller who has agreed to be called back, and hung up."""
    leg = asked(hotline, number)
    leg.presses("1")
    leg.presses("1")
    leg.hangs_up()
    return leg


def taken(hotline: Hotline, extension: str = "9001") -> Phone:
    """An agent who signs in and has taken the callback; the customer's phone rings."""
    agent = hotline.agent(extension)
    hotline.run()
    hotline.fetched(agent)
    hotline.run()
    return agent
