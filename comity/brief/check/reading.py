"""The documents of a file that is to be checked, with what cannot be read refused and said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from comity.errors import Refused
from comity.intake.documents import read
from comity.schema import Document, Failure

MOST = 100
"""Documents of one file that are checked."""


def documents(path: str, published: str | None = None) -> Iterator[Document]:
    """The documents of a file in English, `published` laid over their own day.

    Refused: a day that is none, or a file in which nothing can be checked: empty, no text, another language, too long.
    """
    given = _day(published)
    failure: Failure | None = None
    some = 0
    for one in read(path):
        if isinstance(one, Failure):
            failure = failure or one
        elif one.lang not in (None, "", "en"):
            failure = failure or Failure(
                path, 0, f"the text is in another language ({one.lang}); claims are read in English"
            )
        else:
            some += 1
            yield _with_day(one, given)
        if some == MOST:
            break
    if not some:
        reason = failure.reason if failure else "the file holds no text"
        raise Refused(reason, where=failure.where if failure else path, next_step="give a text in English")


def _with_day(document: Document, published: str | None) -> Document:
    if not published:
        return document
    about = {name: getattr(document, name) for name in ("publisher", "title", "url", "lang", "licence")}
    return Document.named(document.text, **{**about, "published": published})


def _day(text: str | None) -> str | None:
    if not text:
        return None
    try:
        parts = [int(part) for part in text.split("-")]
        date(*[*parts, 1, 1][:3])
    except (ValueError, TypeError):
        raise Refused(
            f"{text!r} is not a date", where="--published", next_step="write 2021-12-17, 2021-12 or 2021"
        ) from None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
