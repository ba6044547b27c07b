"""Which column of a row holds the text, the title, the date: by a mapping given, else by the names in common use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.errors import Refused

USUAL: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "full_text", "fulltext", "article_text", "maintext", "main_text", "article"),
    "title": ("title", "headline", "heading"),
    "published": (
        "published", "date", "publish_date", "published_at", "publishedat", "date_publish", "publication_date",
        "pub_date", "pubdate", "datetime",
    ),
    "publisher": ("publisher", "source", "source_name", "outlet", "newspaper", "domain"),
    "url": ("url", "link", "address"),
    "lang": ("lang", "language"),
    "licence": ("licence", "license"),
    "id": (),
}  # fmt: skip
"""Column names tried for each field, the first that is there. `id` is taken only where a mapping names it: a document
is otherwise named by its content."""

_OTHER_NAMES = {"date": "published", "source": "publisher", "license": "licence", "language": "lang", "body": "text"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns wanted for each field, in order of preference, in small letters."""

    names: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(mapping: Mapping[str, str] | None) -> Columns:
        """From a mapping of field to column name; fields left out keep the usual names.

        Raises:
            Refused: the mapping names a field that documents do not have.

        >>> Columns.of({"text": "Article Body"}).names["text"]
        ('article body',)
        """
        given = {_OTHER_NAMES.get(field, field): column for field, column in (mapping or {}).items()}
        if unknown := sorted(set(given) - set(USUAL)):
            raise Refused(
                f"documents have no field {', '.join(map(repr, unknown))}",
                where="mapping",
                next_step=f"map one of {', '.join(USUAL)} to a column name",
            )
        return Columns({field: (given[field].lower(),) if field in given else USUAL[field] for field in USUAL})

    def found(self, columns: Iterable[str]) -> dict[str, str]:
        """Field to the column that holds it, among the columns there are."""
        there: dict[str, str] = {}
        for column in columns:
            there.setdefault(column.strip().lower(), column)
        named = {field: next((name for name in names if name in there), None) for field, names in self.names.items()}
        return {field: there[name] for field, name in named.items() if name is not None}

    def lacking(self, columns: Iterable[str]) -> str:
        """The reason why these columns give no document: what was expected, what was found."""
        shown = ", ".join(column[:40] for column in list(columns)[:12]) or "none"
        return f"no text: expected a column {' or '.join(self.names['text'][:4])}, found {shown}"
