"""Named matters in dispute found in a text: Taiwan, Nord Stream 2, the Iran nuclear question ..."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.coding import issues_table
from comity.coding.issues_company import Company
from comity.coding.issues_finding import Finder, Found, finder_of
from comity.coding.issues_table import Issue
from comity.errors import ComityError

__all__ = ["Issue", "IssueHit", "Issues", "all_issues", "issue", "issues", "load"]


@dataclass(frozen=True, slots=True)
class IssueHit:
    """An issue named at `[start, end)` of the text, by which alias of its row."""

    issue: str
    start: int
    end: int
    alias: str


class Issues:
    """A table of issues, ready to be found. Build it once and keep it: `load` and the shipped table do."""

    def __init__(self, rows: Mapping[str, Issue]) -> None:
        self.rows = dict(rows)
        self._finder: Finder = finder_of(self.rows.values())
        self._company = Company()

    def __iter__(self) -> Iterator[Issue]:
        return iter(self.rows.values())

    def get(self, id: str) -> Issue:
        """The row with this id. ComityError where there is none."""
        if id not in self.rows:
            raise ComityError("no issue has this id", where=repr(id), next_step="see all_issues() for those held")
        return self.rows[id]

    def find(self, text: str, start: int, end: int, day: date | None) -> list[IssueHit]:
        """See `comity.coding.issues.issues`."""
        start, end = max(0, start), min(len(text), end)
        hits: list[IssueHit] = []
        for place in self._finder.places(text, start, end):
            if hits and place[0].start < hits[-1].end:
                continue
            chosen = self._chosen(text, place, day)
            if chosen is not None:
                hits.append(IssueHit(chosen.issue.id, chosen.start, chosen.end, chosen.alias))
        return hits

    def _chosen(self, text: str, place: Sequence[Found], day: date | None) -> Found | None:
        """Longest first; of the issues that share a spelling the one open on the day, the latest begun first."""
        some = [found for found in place if found.issue.began(day)]
        some.sort(
            key=lambda found: (found.start - found.end, not found.issue.open(day), -found.issue.start.toordinal())
        )
        return next((found for found in some if found.sure or self._keeps(text, found, day)), None)

    def _keeps(self, text: str, found: Found, day: date | None) -> bool:
        return found.issue.open(day) and self._company.keeps(text, found)


_shipped: list[Issues] = []


def _ours() -> Issues:
    if not _shipped:
        _shipped.append(Issues(issues_table.shipped()))
    return _shipped[0]


def issues(text: str, start: int, end: int, day: date | None, table: Issues | None = None) -> list[IssueHit]:
    """Issues named in `text[start:end]`, in order, one a place, the longest name first. Never raises.

    `day` is the day of the text: an issue is not found before its start; without a day every issue may be. Past issues are found
    still. An alias marked "~" in the table means other things too: it counts only while the issue is open, and in the company, in its own
    sentence, of a word of the column `context` or of a party it does not name itself. `table` is what `load` gave; the shipped one where None.

    >>> text = "China warned Taiwan. The people of Taiwan grow tea."
    >>> [(hit.issue, text[hit.start : hit.end]) for hit in issues(text, 0, len(text), date(2021, 1, 5))]
    [('taiwan', 'Taiwan')]
    >>> issues("AUKUS", 0, 5, date(2021, 9, 16))[0].issue, issues("AUKUS", 0, 5, date(2020, 1, 1))
    ('aukus', [])
    """
    return (table or _ours()).find(text, start, end, day)


def issue(id: str) -> Issue:
    """The shipped issue with this id. ComityError where there is none.

    >>> issue("nord-stream-2").name
    'Nord Stream 2'
    """
    return _ours().get(id)


def all_issues() -> tuple[Issue, ...]:
    """Every issue that ships, in the order of the table.

    >>> len(all_issues()) >= 90
    True
    """
    return tuple(_ours())


def load(path: str | Path) -> Issues:
    """The shipped issues with a user's table over them, for `issues(..., table=...)`.

    The table is UTF-8 and tab-separated, with at least the columns id, name, aliases, start; see docs/reference/issues.md for all. A row with
    an id we hold replaces ours. UnsafePath: no plain file. WrongFile: anything that is no such table, with file and line.
    """
    return Issues(issues_table.merged(Path(path)))
