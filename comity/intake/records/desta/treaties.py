"""One trade agreement with its later entries: which pairs it ties from which year to which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

LEAVING = "withdrawal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: an agreement, a protocol, an accession or a withdrawal; years are 0 where the file states none."""

    row: int
    kind: str
    name: str
    signed: int
    in_force: int
    pairs: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Treaty:
    """A base treaty and all entries that refer to it."""

    number: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def first(self) -> Entry:
        return min(self.entries, key=lambda entry: (entry.kind != "base_treaty", entry.signed, entry.row))

    def spells(self, column: str) -> Iterator[tuple[str, str, int, int, int]]:
        """(code1, code2, first year, last year or 0 while it lasts, row) by `column`, signed or in_force.

        A pair is tied from the first entry that names both until the year of a withdrawal
        of one of them, and again from a later entry on.
        """
        joins: dict[tuple[str, str], list[tuple[int, int]]] = {}
        leaves: dict[tuple[str, str], list[int]] = {}
        for entry in self.entries:
            leaving = entry.kind == LEAVING
            year = entry.signed if leaving or column == "signed" else entry.in_force
            for one, two in entry.pairs if year else ():
                pair = (one, two) if one < two else (two, one)
                if leaving:
                    leaves.setdefault(pair, []).append(year)
                else:
                    joins.setdefault(pair, []).append((year, entry.row))
        for pair, found in joins.items():
            for first, last, row in tied(found, leaves.get(pair, [])):
                yield *pair, first, last, row


def tied(joins: list[tuple[int, int]], leaves: list[int]) -> Iterator[tuple[int, int, int]]:
    """(first year, last year or 0, row) from (year, row) of joining and years of leaving.

    >>> list(tied([(1960, 2), (1995, 9), (1970, 4)], [1973]))
    [(1960, 1973, 2), (1995, 0, 9)]
    """
    last = -1
    for year, row in sorted(joins):
        if last and year > last:
            last = min((left for left in leaves if left >= year), default=0)
            yield year, last, row
