"""Reading TwiML: everything about a document that can be wrong before it is performed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring

from simulator.courier import LARGEST_DOCUMENT, Reply, TwimlError, join
from simulator.twiml.schema import ATTRIBUTES, CHILDREN, VERBS, WITH_MARKUP

XML = frozenset({"text/xml", "application/xml", "text/html"})
MEDIA = "audio/"


@dataclass(frozen=True)
class Document:
    """Checked verbs, and the URL that relative addresses in them start from."""

    url: str
    method: str
    verbs: tuple[Element, ...]
    warnings: tuple[str, ...] = field(default=())

    def address(self, url: str) -> str:
        return join(self.url, url)


def read_reply(reply: Reply, method: str) -> Document:
    """Make a document of an answer by its content type."""
    kind = reply.content_type.partition(";")[0].strip().lower()
    if kind in XML:
        return parse(reply.body, reply.url, method)
    if kind.startswith(MEDIA):
        return Document(reply.url, method, (_with_text("Play", reply.url),))
    if kind == "text/plain":
        return _plain(reply, method)
    raise TwimlError(12300, f"content type {kind or 'missing'}", reply.url)


def parse(text: bytes, url: str, method: str) -> Document:
    """Parse and check a document; raise `TwimlError` 11750, 12100 or 12200."""
    if len(text) > LARGEST_DOCUMENT:
        raise TwimlError(11750, "the document is larger than 64 kB", url)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise TwimlError(12100, "a document type is not allowed", url)
    try:
        root = fromstring(text)  # noqa: S314 - document types are refused above
    except (ParseError, ValueError, LookupError) as error:
        raise TwimlError(12100, f"not well-formed: {error}", url) from error
    if root.tag != "Response":
        raise TwimlError(12100, f"<{root.tag}> instead of <Response>", url)
    for verb in root:
        if verb.tag not in VERBS:
            raise TwimlError(12200, f"<{verb.tag}> is not a verb of this exchange", url)
    return Document(url, method, tuple(root), tuple(_warnings(root, url)))


def _warnings(parent: Element, url: str) -> Iterator[str]:
    """Check all elements below; unknown attributes are warnings, unknown elements errors."""
    for element in parent:
        known = ATTRIBUTES.get(element.tag, frozenset[str]())
        for name in element.attrib.keys() - known:
            yield f"<{element.tag}> has no attribute {name}"
        if element.tag in WITH_MARKUP:
            continue
        allowed = CHILDREN.get(element.tag, frozenset[str]())
        for child in element:
            if child.tag not in allowed:
                message = f"<{child.tag}> cannot stand in <{element.tag}> of this exchange"
                raise TwimlError(12200, message, url)
        yield from _warnings(element, url)


def _plain(reply: Reply, method: str) -> Document:
    try:
        return parse(reply.body, reply.url, method)
    except TwimlError:
        spoken = _with_text("Say", reply.body.decode("utf-8", "replace"))
        return Document(reply.url, method, (spoken,))


def _with_text(tag: str, text: str) -> Element:
    element = SubElement(Element("Response"), tag)
    element.text = text
    return element
