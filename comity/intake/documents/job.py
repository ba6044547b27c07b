"""One reading: where it reads, how its columns are named, and how a document or a failure is made of what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from comity.intake.documents import dates, language
from comity.intake.documents.cleaning import clean, clean_line
from comity.intake.documents.columns import Columns
from comity.schema import Document, Failure

MAX_TEXT = 8 << 20
"""Characters of one document. The longest of the development corpora has 0.1 million, a long novel 3 million."""

MAX_FIELD = 2_000
"""Characters of a title, address or name."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something repaired or left open in a document that was read: `row` as in Failure, `document` its id or ''."""

    where: str
    row: int
    document: str
    what: str


def _unheard(note: Note) -> None:
    """Notes nobody asked for."""


@dataclass(frozen=True, slots=True)
class Job:
    """Place, columns and listener of one reading; `known` fills what a document does not say of itself."""

    where: str
    columns: Columns = field(default_factory=lambda: Columns.of(None))
    tell: Callable[[Note], None] = _unheard
    known: Mapping[str, str] = field(default_factory=dict)

    def at(self, where: str) -> Job:
        """The same reading at another place."""
        return replace(self, where=where)

    def knowing(self, **known: str | None) -> Job:
        """The same reading with more that holds of every document in it."""
        return replace(self, known={**self.known, **{name: value for name, value in known.items() if value}})

    def failure(self, row: int, reason: str, found: str = "") -> Failure:
        """The failure of one row, with the start of what was found, made printable."""
        return Failure(self.where, row, reason, clean(found[:400])[0][:200])

    def note(self, row: int, *what: str, document: str = "") -> None:
        """Tell the listener."""
        for one in what:
            self.tell(Note(self.where, row, document, one))

    def document(
        self, row: int, text: str, about: Mapping[str, object] | None = None, notes: Iterable[str] = ()
    ) -> Document | Failure:
        """A document out of raw text and what its source says of it under the field names of Document."""
        if len(text) > MAX_TEXT:
            return self.failure(row, f"longer than {MAX_TEXT:,} characters: {len(text):,}; split it", text[:200])
        stored, cleaned = clean(text)
        if not stored:
            return self.failure(row, "no text: the document is empty")
        if reason := _not_language(stored):
            return self.failure(row, reason, stored[:200])
        fields, asides = self._fields(stored, {**self.known, **{k: v for k, v in (about or {}).items() if v}})
        own_id = fields.pop("id")
        document = Document.named(stored, **fields)
        document = replace(document, id=own_id) if own_id else document
        self.note(row, *notes, *cleaned, *asides, document=document.id)
        return document

    def _fields(self, text: str, about: Mapping[str, object]) -> tuple[dict[str, str | None], list[str]]:
        lines = {name: clean_line(_short(about.get(name))) for name in ("id", "publisher", "title", "url", "licence")}
        stated, day = about.get("published"), dates.published(about.get("published"))
        asides = [f"date not understood: {str(stated)[:60]!r}"] if stated and not day else []
        lang = _language(text, _short(about.get("lang")), asides)
        rest = {"publisher": lines["publisher"] or "", "licence": lines["licence"] or ""}
        return {**lines, **rest, "published": day, "lang": lang}, asides


def _short(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, Mapping):  # {"id": "bbc-news", "name": "BBC News"}, as news services deliver a source
        value = value.get("name") or value.get("title") or ""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return str(value)[:MAX_FIELD]


def _language(text: str, stated: str | None, asides: list[str]) -> str | None:
    """The stated language, unless the letters are plainly of another; detected where none is stated."""
    told = language.tag(stated)
    if told and not language.contradicts(text, told):
        return told
    seen = language.detect(text)
    if told and seen and seen != told:
        asides.append(f"said to be in {told!r}, its letters are {seen!r}")
    return seen or told


def _not_language(text: str) -> str:
    """The reason why characters are no text: what a binary file leaves when it is decoded."""
    odd = text[:20_000].count("\ufffd")
    if odd > 0.1 * min(len(text), 20_000):
        return "not text: more than a tenth of its characters could not be read"
    if not any(char.isalpha() for char in text):
        return "no text: not one letter in it"
    return ""
