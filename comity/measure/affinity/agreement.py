"""How often two states, and each with the members of a rival, gave the same answer under each heading of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, median
from typing import TYPE_CHECKING, Any

import numpy as np

from comity import actors
from comity.errors import NoEvidence
from comity.measure.affinity.agenda import LEAST, SPAN, alike, headed, headings, lines, named
from comity.measure.affinity.agenda_kept import Count, KeptAgenda
from comity.measure.affinity.proportion import METHOD as WILSON
from comity.measure.affinity.proportion import share
from comity.measure.held import HeldLedger
from comity.measure.kept.series import unit
from comity.measure.source import Source
from comity.results import Table
from comity.schema import LEVEL, Estimate

if TYPE_CHECKING:
    from comity.measure.shipped import ShippedRelease

METHOD = f"same answers (yes, abstain, no) / roll calls of the General Assembly under the heading in which both took part; {WILSON}"
OF_BLOC = f"mean over the members of the share of same answers; interval as of the votes with a middle member, {WILSON}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One heading in the years `first` to `last`: the pair with each other, and each with the rival's other members.

    Shares of same answers, 0 to 1; None where too few votes were shared.
    """

    heading: str
    name: str
    first: int
    last: int
    own: Estimate | None
    with1: Estimate | None
    with2: Estimate | None

    @property
    def nearer(self) -> int:
        """1 where the first of the two is clearly more with the rival than with the other, 2 where the second is, 3 both."""
        return sum(at for at, one in ((1, self.with1), (2, self.with2)) if _above(one, self.own))


def _above(one: Estimate | None, two: Estimate | None) -> bool:
    return one is not None and two is not None and one.low is not None and two.high is not None and one.low > two.high


def agreements(source: Source, state1: str, state2: str, against: str, until_year: int) -> tuple[Agreement, ...]:
    """Every heading under which the pair shared enough votes in the last stretch up to a year, the most voted on first.

    A ledger of votes is counted for the five years up to the year; the release holds stretches of five years.
    """
    counted = _counter(source, until_year)
    if counted is None:
        return ()
    last = counted.last
    members = _members(against, date(last, 12, 31), (state1, state2))
    counts = {(row[0], row[1], row[2]): row[3:] for row in counted.counts((state1, state2), (state1, state2, *members))}
    found = []
    for one in headings():
        own = _pair(counts, state1, state2, one.id, last)
        if own is not None:
            beside = [_bloc(counts, state, against, members, one.id, last) for state in (state1, state2)]
            found.append(Agreement(one.id, one.name, last - SPAN + 1, last, own, *beside))
    return tuple(sorted(found, key=lambda one: -(one.own.n_evidence if one.own else 0)))


def _members(against: str, day: date, but: Sequence[str]) -> list[str]:
    rival = actors.get(against)
    ids = {rival.id} if rival.kind == "state" else set(actors.members(rival.id, day))
    return sorted({unit(id) for id in ids} - {unit(id) for id in but})


Counts = dict[tuple[str, str, str], tuple[int, int]]


def _of(counts: Counts, state: str, other: str, heading: str) -> tuple[int, int] | None:
    one, two = sorted((unit(state), unit(other)))
    found = counts.get((one, two, heading))
    return found if found and found[1] >= LEAST else None


def _pair(counts: Counts, state1: str, state2: str, heading: str, last: int) -> Estimate | None:
    found = _of(counts, state1, state2, heading)
    if found is None:
        return None
    one, two = sorted((state1, state2))
    return _estimate(found[0] / found[1], found[1], METHOD, f"agenda/{one}-{two}/{heading}/{last}", last)


def _bloc(counts: Counts, state: str, against: str, members: Sequence[str], heading: str, last: int) -> Estimate | None:
    held = [found for member in members if (found := _of(counts, state, member, heading)) is not None]
    if not held:
        return None
    value, n = mean(same / votes for same, votes in held), int(median(votes for _, votes in held))
    return _estimate(
        value, n, METHOD if len(held) == 1 else OF_BLOC, f"agenda/{state}-{against}/{heading}/{last}", last
    )


def _estimate(value: float, n: int, method: str, evidence: str, last: int) -> Estimate:
    _, low, high = (float(x) for x in share(value * n, n))
    return Estimate(value, low, high, LEVEL, n, date(last, 12, 31), method, evidence, "share")


class _Held:
    """Counts made from the single votes of a ledger, of the five years that end with `last`."""

    def __init__(self, source: HeldLedger, last: int) -> None:
        years = source.calls.years
        calls = source.calls
        keep = (years > last - SPAN) & (years <= last)
        self.last, self.source = last, source
        self.calls = type(calls)(calls.item_ids[keep], calls.days[keep], calls.states, calls.votes[keep])
        self.under = headed(source.ledger, self.calls)

    def counts(self, states: Sequence[str], others: Sequence[str]) -> list[Count]:
        units = sorted({unit(id) for id in (*states, *others)})
        votes = lines(self.calls, units)
        out: list[Count] = []
        for one in headings():
            same, both = alike(votes[self.under == one.id])
            for a, b in zip(*np.triu_indices(len(units), 1), strict=True):
                out.append((units[a], units[b], one.id, int(same[a, b]), int(both[a, b])))
        return out

    def single(self, state1: str, state2: str, heading: str) -> dict[str, list[Any]]:
        """Every vote under a heading in which both took part."""
        votes = lines(self.calls, (unit(state1), unit(state2)))
        at = np.flatnonzero((self.under == heading) & votes.all(axis=1))
        rows = self.source.ledger.arrays("SELECT id, symbol, title FROM items WHERE kind = 'resolution'")
        told = dict(
            zip(rows["id"].tolist(), zip(rows["symbol"].tolist(), rows["title"].tolist(), strict=True), strict=True)
        )
        ids = [str(self.calls.item_ids[k]) for k in at]
        return {
            "day": [self.calls.days[k].astype(object) for k in at],
            "resolution": [told[id][0] for id in ids],
            state1: [ANSWERS[int(votes[k, 0])] for k in at],
            state2: [ANSWERS[int(votes[k, 1])] for k in at],
            "title": [told[id][1] for id in ids],
            "evidence": ids,
        }


ANSWERS = {1: "yes", 2: "abstain", 3: "no"}


class _Kept:
    """Counts of the release."""

    def __init__(self, kept: KeptAgenda, last: int) -> None:
        self.kept, self.last = kept, last

    def counts(self, states: Sequence[str], others: Sequence[str]) -> list[Count]:
        return self.kept.counts(states, others, self.last)


def _counter(source: Source, until_year: int) -> _Held | _Kept | None:
    if isinstance(source, HeldLedger) and source.has_votes:
        return _Held(source, min(until_year, int(source.calls.years.max())))
    release: ShippedRelease | Source = source.shipped if isinstance(source, HeldLedger) else source
    kept = KeptAgenda(release.folder)  # type: ignore[union-attr]
    last = kept.last(until_year)
    return None if last is None else _Kept(kept, last)


def why(evidence: str, source: Source) -> Table:
    """The votes behind agenda/CHN-RUS/nuclear/2025 on a ledger, the counts on the release; of a bloc the counts with each
    member. NoEvidence for another id."""
    parts = evidence.split("/")
    if (
        len(parts) != 4
        or parts[1].count("-") != 1
        or parts[2] not in {one.id for one in headings()}
        or not parts[3].isdigit()
    ):
        raise NoEvidence("no such evidence id", where=evidence, next_step="ids look like agenda/CHN-RUS/nuclear/2025")
    (one, two), id, last = parts[1].split("-"), parts[2], int(parts[3])
    counted = _counter(source, last)
    if counted is None or counted.last != last:
        raise NoEvidence(
            "no votes are counted to that year", where=evidence, next_step="the release counts to every fifth year"
        )
    years = f"{named(id)}, {last - SPAN + 1} to {last}"
    if isinstance(counted, _Held) and actors.get(two).kind == "state":
        return Table(f"why {evidence}", counted.single(one, two, id), f"{years}: every vote in which both took part.")
    others = [two] if actors.get(two).kind == "state" else _members(two, date(last, 12, 31), (one,))
    rows = sorted(
        row for row in counted.counts((one,), others) if row[2] == id and row[4] >= LEAST and unit(one) in row[:2]
    )
    columns = {
        "state": [row[1] if row[0] == unit(one) else row[0] for row in rows],
        "same": [row[3] for row in rows],
        "votes": [row[4] for row in rows],
        "share": [round(row[3] / row[4], 3) for row in rows],
    }
    return Table(
        f"why {evidence}", columns, f"{years}: same answers of {one} and each, and roll calls in which both took part."
    )
