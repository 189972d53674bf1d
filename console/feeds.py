"""A filter as a feed: whoever subscribes to it is told when a stance matches."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

FORMATS = {"atom": "application/atom+xml", "json": "application/feed+json"}
MOST_ENTRIES = 100
_ATOM = "http://www.w3.org/2005/Atom"
# XML cannot hold these at all.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Row = Mapping[str, Any]


def title_of(stance: Row) -> str:
    """A stance in one line."""
    word = "for" if stance["polarity"] == "favor" else "against"
    return f"{stance['holder']['name']} is {word} {stance['target']['name']}"


def citation(stance: Row) -> str:
    """The words, and where and when they were published."""
    article = stance["article"]
    parts = [article["outlet"], (article["published"] or "")[:10], article["title"]]
    where = ", ".join(part for part in parts if part)
    return f"“{stance['words']}” ({where})"


def json_feed(stances: Sequence[Row], title: str, address: str, page: str) -> dict[str, Any]:
    """JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": page,
        "feed_url": address,
        "items": [
            {
                "id": id_of(one),
                "url": _link(one, page),
                "title": title_of(one),
                "content_text": citation(one),
                "date_published": one["article"]["arrived"],
                "_stance": one,
            }
            for one in stances
        ],
    }


def atom(stances: Sequence[Row], title: str, address: str, page: str) -> bytes:
    """Atom 1.0 (RFC 4287)."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", address)
    _add(feed, "title", title)
    _add(feed, "updated", max((one["article"]["arrived"] for one in stances), default=_NEVER))
    _add(_add(feed, "author"), "name", "stancewire")
    _add(feed, "link", rel="self", href=address)
    _add(feed, "link", rel="alternate", href=page)
    for one in stances:
        entry = _add(feed, "entry")
        _add(entry, "id", id_of(one))
        _add(entry, "title", title_of(one))
        _add(entry, "updated", one["article"]["arrived"])
        _add(entry, "link", rel="alternate", href=_link(one, page))
        _add(entry, "summary", citation(one))
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


_NEVER = "1970-01-01T00:00:00Z"


def id_of(stance: Row) -> str:
    """The same for the same stance of the same article, also after the console was restarted."""
    ends = (stance["article"]["id"], stance["holder"]["id"], stance["target"]["id"])
    text = "\n".join((*ends, stance["polarity"]))
    return f"urn:stancewire:stance:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _link(stance: Row, page: str) -> str:
    url: str = stance["article"]["url"] or ""
    return url if url.lower().startswith(("http://", "https://")) else page


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{name}", _clean(attributes))
    made.text = _NO_XML.sub("\ufffd", text) if text else None
    return made


def _clean(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: _NO_XML.sub("\ufffd", value) for name, value in attributes.items()}
