"""Redirect, Hangup, Reject, Leave."""

from xml.etree.ElementTree import Element

from simulator.network.source import Source
from simulator.twiml.document import Document
from simulator.twiml.performer import Ending, Outcome, Performer

REFUSALS = {"rejected": "no-answer", "busy": "busy"}


async def redirect(performer: Performer, element: Element, document: Document) -> Outcome:
    url = document.address((element.text or "").strip())
    return Source(url, performer.values(element, document).method("method"))


async def hangup(_performer: Performer, _element: Element, _document: Document) -> Outcome:
    return Ending.HANG_UP


async def leave(_performer: Performer, _element: Element, _document: Document) -> Outcome:
    return Ending.LEAVE


async def reject(performer: Performer, element: Element, document: Document) -> Outcome:
    reason = performer.values(element, document).choice("reason", "rejected", set(REFUSALS))
    if performer.call.status == "ringing":
        performer.exchange.legs.finish(performer.call, REFUSALS[reason])
    return Ending.HANG_UP
