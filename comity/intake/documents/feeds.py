"""RSS and Atom: a document an item. An item that is only a headline has the headline for its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.intake.documents.job import Job
from comity.intake.documents.page import fragment
from comity.intake.documents.source import Source
from comity.schema import Document, Failure

MAX_FEED = 32 << 20

_TEXT = ("encoded", "content", "description", "summary")
_DATE = ("pubDate", "published", "issued", "date", "updated")


def documents(source: Source, job: Job) -> Iterator[Document | Failure]:
    """A document or failure an item; the row is the item, from 1. Entities and outside references are not followed."""
    content = source.rest(MAX_FEED)
    if content is None:
        yield job.failure(0, f"a feed of more than {MAX_FEED:,} bytes")
        return
    job.note(0, *source.notes)
    root, problem = _parsed(content)
    items = [] if root is None else [e for e in root.iter() if _name(e) in ("item", "entry")]
    feed = job.knowing(
        publisher=_feed_title(root), lang=_feed_language(root), licence=_own(root, "rights", "copyright")
    )
    for number, item in enumerate(items, 1):
        yield _item(item, number, feed)
    if reason := source.broken or problem or ("" if items else "a feed without items"):
        yield job.failure(0, reason)


def _parsed(content: bytes) -> tuple[Any, str]:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.LxmlError, ValueError) as error:
        return None, f"not XML: {error}"
    first = parser.error_log[0].message if len(parser.error_log) else ""
    return root, "" if root is not None and not first else f"damaged XML: {first}"


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _item(item: Any, number: int, feed: Job) -> Document | Failure:
    title = fragment(_own(item, "title"))
    body = next((text for name in _TEXT if (text := fragment(_own(item, name)).strip())), "")
    if not body and not title:
        return feed.failure(number, "no text: an item without title, summary or content")
    about = {
        "title": title,
        "url": _link(item),
        "published": next((stated for name in _DATE if (stated := _own(item, name).strip())), ""),
        "publisher": _own(item, "source"),
    }
    return feed.document(number, body or title, about, () if body else ("no text: the headline stands for it",))


def _own(element: Any, *names: str) -> str:
    """Text of the first child of one of these names, mark-up inside it kept as text."""
    for child in () if element is None else element:
        if _name(child) in names:
            return "".join(child.itertext()) if len(child) else child.text or ""
    return ""


def _link(item: Any) -> str:
    links = [child for child in item if _name(child) == "link"]
    best = next((link for link in links if link.get("rel", "alternate") == "alternate"), None)
    address = "" if best is None else (best.get("href") or best.text or "").strip()
    return address or _own(item, "guid", "id").strip()


def _feed_title(root: Any) -> str:
    return " ".join(_own(_channel(root), "title").split())


def _feed_language(root: Any) -> str:
    stated = _own(_channel(root), "language").strip()
    return stated or ("" if root is None else root.get("{http://www.w3.org/XML/1998/namespace}lang", ""))


def _channel(root: Any) -> Any:
    if root is None:
        return None
    return next((child for child in root if _name(child) == "channel"), root)
