"""HTML: the main text of a page, with the title, date, language and address it states."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from comity.intake.documents import language
from comity.intake.documents.cleaning import clean
from comity.intake.documents.decoding import declared_in, decode
from comity.intake.documents.job import Job
from comity.intake.documents.source import Source
from comity.schema import Document, Failure

MAX_PAGE = 8 << 20
"""Bytes of one page; a month of Wikipedia's current events, the largest at hand, has 1.3 million."""

MAX_DEPTH = 400
MAX_TAGS = 60_000
"""Elements of one page, and how deep they nest: beyond, extraction takes long. Real pages have some
thousands."""

MAX_TAIL = 20_000
"""Characters after the end of the body; trackers and comments are put there."""

_STANDFIRST = "//meta[@property='og:description' or @name='description']/@content"
_SILENT = ("script", "style", "template", "noscript", "head", "meta", "title", "textarea")
_BULLET = re.compile(r"^[ \t]*(?:- )?[ \t]*", re.M)
_TAG = re.compile(r"<[a-zA-Z]")
_DATES: dict[str, object] = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}
"""Only dates that mark-up or address state. An extensive search would settle on any date in the text; today's date as
the latest possible would make a page read otherwise tomorrow."""


def documents(source: Source, job: Job) -> Iterator[Document | Failure]:
    """The page as one document; a failure where it is too long, cut short or without text."""
    content = source.rest(MAX_PAGE)
    if content is None:
        yield job.failure(0, f"a page of more than {MAX_PAGE:,} bytes")
    elif source.broken:
        yield job.failure(0, source.broken, content[:200].decode("utf-8", "replace"))
    else:
        yield page(content, job, 0, source.notes)


def page(content: bytes, job: Job, row: int, notes: tuple[str, ...] = ()) -> Document | Failure:
    """The document of one page. Nothing in it is run, fetched or followed."""
    markup, repairs = decode(content, job.known.get("encoding", "") or declared_in(content))
    markup = markup.replace("\0", "")
    if len(_TAG.findall(markup)) > MAX_TAGS:
        return job.failure(row, f"a page of more than {MAX_TAGS:,} elements", markup[:200])
    try:
        text, about = _extracted(markup)
    except Exception as error:  # the extractor meets arbitrary mark-up: whatever it raises is about this page alone
        return job.failure(row, f"the page could not be taken apart: {type(error).__name__}: {error}", markup[:200])
    if not text:
        return job.failure(row, "no main text on the page", markup[:200])
    whole = "<body" not in markup or "</body" in markup[-MAX_TAIL:] or "</html" in markup[-MAX_TAIL:]
    ending = () if whole else ("the page ends before its mark-up does",)
    return job.document(row, text, about, (*notes, *repairs, *ending))


def _extracted(markup: str) -> tuple[str, dict[str, object]]:
    from trafilatura import bare_extraction, load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = load_html(markup)
    if tree is None:
        return "", {}
    if _depth(tree) > MAX_DEPTH:
        raise ValueError(f"elements nest deeper than {MAX_DEPTH}")
    lead = _standfirst(tree)
    attribute = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    found: Any = bare_extraction(
        tree, fast=True, with_metadata=True, include_comments=False, date_extraction_params=_DATES
    )
    text = _BULLET.sub("", (found.text if found else "") or _visible(tree))
    if lead and _bare(lead) not in _bare(text):
        text = f"{lead}\n{text}"
    if not found:
        return text, {"lang": language.detect(text) or attribute}
    return text, {
        "title": _titled(found.title or "", found.sitename or ""),
        "published": found.date,
        "publisher": found.sitename or found.hostname,
        "url": found.url,
        "licence": found.license,
        "lang": language.detect(clean(text)[0]) or attribute,
    }


def _titled(title: str, site: str) -> str:
    """The title without the name of the site that browsers show after it."""
    for mark in (" | ", " · ", " • ", " – ", " — ", " - "):
        head, found, tail = title.rpartition(mark)
        if found and site and tail.strip().lower() == site.strip().lower():
            return head
    return title


def _standfirst(tree: Any) -> str:
    """The lead a page both describes itself by and prints: extraction takes the body and loses it."""
    for stated in tree.xpath(_STANDFIRST):
        wanted = " ".join(stated.split())
        if len(wanted) >= 40 and wanted.endswith((".", "!", "?", "”", '"', "»")) and _prints(tree, wanted):
            return wanted
    return ""


def _prints(tree: Any, wanted: str) -> bool:
    bare, start = _bare(wanted), wanted[:20].split(" ")[0]
    return any(
        _bare(element.text_content()) == bare
        for element in tree.iter("p", "div", "h2", "h3", "strong", "section")
        if len(element) < 12 and start in (element.text or "") + "".join(child.text or "" for child in element)
    )


def _visible(tree: Any) -> str:
    """All text a reader would see, a block a line: for fragments in which no main part can be told."""
    parts: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or any(a.tag in _SILENT for a in (element, *element.iterancestors())):
            continue
        block = element.tag in (
            "p",
            "div",
            "br",
            "li",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "blockquote",
            "section",
            "article",
        )
        parts += ["\n" if block else "", element.text or ""]
    return "".join(parts)


def _depth(tree: Any) -> int:
    deepest, here = 0, [(tree, 1)]
    while here:
        element, depth = here.pop()
        deepest = max(deepest, depth)
        if depth > MAX_DEPTH:
            return depth
        here += [(child, depth + 1) for child in element]
    return deepest


def _bare(text: str) -> str:
    return "".join(text.split())


def fragment(markup: str) -> str:
    """The text of a piece of mark-up, as feeds carry it; text without tags is given back.

    >>> fragment("<p>Talks <b>failed</b>.</p><script>x()</script><p>Why?</p>")
    'Talks failed.\\nWhy?'
    """
    if not re.search(r"<[a-zA-Z/!]|&[#\w]+;", markup):
        return markup
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        tree = html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    for block in tree.iter("p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote"):
        block.tail = "\n" + (block.tail or "")
    etree.strip_elements(
        tree, "script", "style", "template", etree.Comment, etree.ProcessingInstruction, with_tail=False
    )
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
