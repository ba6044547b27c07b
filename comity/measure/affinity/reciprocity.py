"""Reciprocity: how often one state speaks up for another where that one has a stake and itself has none, and back.

A statement counts for A speaking of B when its speaker speaks for A and it touches an issue in which B has a stake while A
has none and is no party, neither by itself nor as a member of a body that is. It speaks *for* B where its stances, put together,
favour B: for B itself, against those on another side of the issue than B, or on the issue as B's own statements stand; *against*
where they do the opposite. The share is for / (for + against) with Wilson's interval. Support where one gains nothing is
what tells partners from states with a common interest (after the exchange of support across issues in Blau 1964 and Keohane
1986, Reciprocity in international relations, International Organization 40(1)). It shows what was said, not why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from comity.errors import NoEvidence
from comity.measure.affinity.axis import Asked, pair_of
from comity.measure.affinity.backing import SIDES, VALUES, Matter, Said, spoken
from comity.measure.affinity.proportion import METHOD as WILSON
from comity.measure.affinity.proportion import share
from comity.results import Table

METHOD = f"for / (for + against), statements on issues in which the other has a stake and the speaker none; {WILSON}"
NAMES = (
    "speaker",
    "about",
    "issue",
    "n_for",
    "n_against",
    "n_neutral",
    "value",
    "low",
    "high",
    "n_evidence",
    "as_of",
    "method",
    "evidence",
)
ALL = "all"


def reciprocity(
    ledger: Asked,
    issues: Mapping[str, Matter],
    state1: str,
    state2: str,
    first: int | None = None,
    last: int | None = None,
    until: date | None = None,
) -> Table:
    """Both directions, over all issues and for each: counts, share, interval.

    `issues` by id, as `comity.coding.issues_table` holds them. `first` and `last` bound the years; with either, statements
    without a day are left out. `until`: the day by which a document must have been out. Columns speaker, about, issue ("all" or an id), n_for, n_against, n_neutral, value (None where nothing was said for or
    against), low, high, n_evidence, as_of (None where no day is known), method, evidence. A statement on several issues counts once under
    "all". ComityError where the two are not two states.
    """
    pair, years = pair_of(state1, state2), _span(first, last)
    rows: list[tuple[object, ...]] = []
    notes = []
    for one, two in ((pair.one, pair.two), (pair.two, pair.one)):
        found = _within(spoken(ledger, issues, one, two, until), years)
        rows += _rows(one, two, found, _mark(years, until))
        if not found:
            notes.append(
                f"No statement is held in which {one} speaks on an issue where {two} has a stake and {one} none."
            )
    columns = {name: [row[i] for row in rows] for i, name in enumerate(NAMES)}
    title = f"{pair.one} and {pair.two}: backing without a stake"
    return Table(title, columns, " ".join(notes), lambda id: why(id, ledger, issues))


def _span(first: int | None, last: int | None) -> tuple[int, int] | None:
    return None if first is None and last is None else (first or 1, last or 9999)


def _within(found: Iterable[Said], years: tuple[int, int] | None) -> list[Said]:
    return [s for s in found if years is None or (s.day is not None and years[0] <= s.day.year <= years[1])]


def _mark(years: tuple[int, int] | None, until: date | None) -> str:
    """How an evidence id tells which years and documents were counted."""
    return (f"/{years[0]}..{years[1]}" if years else "") + (f"/to/{until.isoformat()}" if until else "")


def _rows(one: str, two: str, found: Sequence[Said], mark: str) -> list[tuple[object, ...]]:
    by_issue: dict[str, list[str]] = {}
    whole: dict[str, int] = {}
    for said in found:
        by_issue.setdefault(said.issue, []).append(said.side)
        whole[said.id] = whole.get(said.id, 0) + VALUES.get(said.side, 0)
    everything = [SIDES[(n > 0) - (n < 0)] for n in whole.values()]
    as_of = max((said.day for said in found if said.day), default=None)
    most = sorted(by_issue.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_row(one, two, issue, sides, as_of, mark) for issue, sides in ((ALL, everything), *most)]


def _row(one: str, two: str, issue: str, sides: Sequence[str], as_of: date | None, mark: str) -> tuple[object, ...]:
    plus, minus, neutral = (sides.count(side) for side in ("for", "against", "neutral"))
    value, low, high = (float(x) if plus + minus else None for x in share(plus, plus + minus))
    evidence = f"reciprocity/{one}-{two}/{issue}{mark}" if sides else None
    return one, two, issue, plus, minus, neutral, value, low, high, len(sides), as_of, METHOD, evidence


def why(evidence: str, ledger: Asked, issues: Mapping[str, Matter]) -> Table:
    """The statements behind a row, reciprocity/SPEAKER-ABOUT/ISSUE, with their words and the stances that decided. NoEvidence."""
    shape = re.fullmatch(r"reciprocity/(\w+)-(\w+)/([\w-]+)(?:/(\d+)\.\.(\d+))?(?:/to/(\d{4}-\d\d-\d\d))?", evidence)
    if shape is None:
        raise NoEvidence("no such evidence id", where=evidence, next_step="ids look like reciprocity/RUS-CHN/all")
    one, two, issue, first, last, until = shape.groups()
    every = _within(
        spoken(ledger, issues, one, two, date.fromisoformat(until) if until else None),
        _span(int(first), int(last)) if first else None,
    )
    found = [s for s in every if issue in (ALL, s.issue)]
    columns = {
        "evidence": [s.id for s in found],
        **{
            name: [getattr(s, name) for s in found]
            for name in ("day", "issue", "side", "by", "speaker", "document", "start_char", "end_char", "words")
        },
    }
    return Table(f"why {evidence}", columns, "" if found else "No statement answers to it any more.")
