"""Where two states and the members of a rival bloc sit among the camps of a year, since when, and ten years before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity.errors import ComityError
from comity.measure.alignment.answers import unit
from comity.measure.camps.camps import ALIKE, nearest_bloc
from comity.measure.camps.kept import ShippedCamps, YearCamps
from comity.measure.camps.placed import balance_kept
from comity.measure.camps.polarisation import MEASURES
from comity.schema import LEVEL, Estimate

if TYPE_CHECKING:
    from comity.measure.fused import Fused

READING = "esteban_ray"
"""The reading of polarisation that is told."""
DECADE = 10
SPAN, ROUND = 40, 5
"""Years that the pictures reach back, and to which they are rounded."""


@dataclass(frozen=True, slots=True)
class Group:
    """A camp or wing of a year: its members, the largest first; `bloc` the formal bloc it overlaps by half or more; `firm` how surely they stand together."""

    name: str
    year: int
    members: tuple[str, ...]
    bloc: str | None
    overlap: float
    firm: Estimate


@dataclass(frozen=True, slots=True)
class Setting:
    """The camps of a year as one pair sees them. Camps by letter; `camp1`, `wing1` those of state 1, "" where it stands alone.

    `together` and `together_wing` are shares of draws in which the two share a camp, a wing. `rivals` are the members of the
    rival bloc that have a place, `rival_camp` the camp most of them are in, "" without one.
    """

    year: int
    one: str
    two: str
    found: YearCamps
    n_pairs: int
    camp1: str
    camp2: str
    wing1: str
    wing2: str
    together: Estimate
    together_wing: Estimate
    rivals: tuple[str, ...]
    rival_camp: str

    @property
    def same(self) -> bool:
        """Whether the two share a camp."""
        return self.camp1 == self.camp2 != ""

    @property
    def same_wing(self) -> bool:
        """Whether they share a wing."""
        return self.wing1 == self.wing2 != ""

    def group(self, name: str) -> Group:
        """A camp or wing with the formal bloc nearest to it; ComityError for a name the year does not know."""
        if name not in self.found.groups():
            raise ComityError(f"no camp {name!r} in {self.year}", next_step=f"one of {self.found.groups()}")
        return _group(self.found, name, self.n_pairs)

    def rivals_in(self, group: str) -> tuple[str, ...]:
        """Members of the rival bloc in a camp or wing."""
        held = self.found.camps if len(group) == 1 else self.found.wings
        return tuple(
            state for state, camp in zip(self.found.states, held, strict=True) if camp == group and state in self.rivals
        )


@dataclass(frozen=True, slots=True)
class Company:
    """The camps told to one pair: this year, a decade before (None without one), since when it has been so, polarisation, balance.

    `seats` is the camp of state 1 by year, `since` the first year of the unbroken stretch to now in which they shared a camp, or did not; `begins` the first year both have
    a place; `changed` the last year before it, None where there was none. `polarised` holds every year up to this; `pictured` are the years to be drawn, oldest first.
    """

    now: Setting
    before: Setting | None
    seats: Mapping[int, str]
    begins: int
    since: int
    changed: int | None
    polarised: Mapping[int, Estimate]
    balance: Mapping[int, tuple[Estimate, float]]
    pictured: tuple[YearCamps, ...]

    @property
    def peak(self) -> int:
        """The year of the highest polarisation."""
        return max(self.polarised, key=lambda year: self.polarised[year].value or 0.0)


def company(fused: Fused, state1: str, state2: str, rivals: Collection[str], year: int) -> Company | None:
    """The camps as two states see them in a year or the last one before it; None where they never had a place side by side."""
    kept, alignment = fused.camps, fused.alignment
    one, two = unit(alignment, state1), unit(alignment, state2)
    against = _units(fused, rivals)
    seats = kept.shared(one, two, year)
    if not seats:
        return None
    last, shared = max(seats), {then: same for then, (same, _) in seats.items()}
    other = [then for then in shared if shared[then] != shared[last]]
    drawn = pictured(min(shared), last)
    some = kept.some({*drawn, last - DECADE})
    before = some[last - DECADE] if last - DECADE in shared else None
    years = [last] if before is None else [last, last - DECADE]
    balance = {then: kept_one for then in years if (kept_one := balance_kept(fused.folder, then)) is not None}
    return Company(
        now=_setting(kept, some[last], one, two, against),
        before=None if before is None else _setting(kept, before, one, two, against),
        seats={then: camp for then, (_, camp) in seats.items()},
        begins=min(shared),
        since=min(then for then in shared if not other or then > max(other)),
        changed=max(other) if other else None,
        polarised={then: _polarised(kept, then) for then in kept.years if then <= last},
        balance=balance,
        pictured=tuple(some[then] for then in drawn),
    )


def pictured(begins: int, last: int) -> tuple[int, ...]:
    """Three years to draw side by side: the last, and two at round years that part what lies before it.

    >>> pictured(1950, 2025), pictured(1991, 2025), pictured(1954, 1959), pictured(2024, 2024)
    ((1985, 2005, 2025), (1995, 2010, 2025), (1954, 1959), (2024,))
    """
    first = max(begins, last - SPAN)
    if last - first < 2 * ROUND:
        return tuple(sorted({first, last}))
    round_first = -(-first // ROUND) * ROUND
    middle = round((round_first + last) / 2 / ROUND) * ROUND
    return tuple(sorted({round_first, middle, last}))


def _units(fused: Fused, states: Collection[str]) -> frozenset[str]:
    """The lines of states, those the estimates do not know left out."""
    out = set()
    for state in states:
        try:
            out.add(unit(fused.alignment, state))
        except ComityError:
            continue
    return frozenset(out)


def _setting(kept: ShippedCamps, found: YearCamps, one: str, two: str, against: frozenset[str]) -> Setting:
    a, b = found.place(one), found.place(two)
    n_pairs = int(kept.about["years"][str(found.year)]["n_pairs"])
    rivals = tuple(state for state in found.states if state in against and state not in (one, two))
    seats = [camp for state, camp in zip(found.states, found.camps, strict=True) if camp and state in rivals]
    return Setting(
        found.year,
        one,
        two,
        found,
        n_pairs,
        found.camps[a],
        found.camps[b],
        found.wings[a],
        found.wings[b],
        _share(found, float(found.together(one)[b]), found.camps[a], n_pairs),
        _share(found, float(found.together(one, wings=True)[b]), found.wings[a] or found.camps[a], n_pairs),
        rivals,
        max(sorted(set(seats)), key=seats.count, default=""),
    )


def _share(found: YearCamps, value: float, group: str, n_pairs: int) -> Estimate:
    """A share of draws as an estimate: it is a measure of sureness itself and has no interval."""
    evidence = f"camp/alignment/{found.year}/{group}"
    return Estimate(value, None, None, LEVEL, n_pairs, date(found.year, 12, 31), "share of draws", evidence, "share")


def _group(found: YearCamps, name: str, n_pairs: int) -> Group:
    members = tuple(found.states[at] for at in found.inside(name))
    bloc, overlap = nearest_bloc(members, found.states, date(found.year, 12, 31))
    firm = _share(found, found.firmness(name) or 0.0, name, n_pairs)
    return Group(name, found.year, members, bloc if overlap >= ALIKE else None, overlap, firm)


def _polarised(kept: ShippedCamps, year: int) -> Estimate:
    about = kept.about["years"][str(year)]
    value, low, high = about[READING]
    evidence = f"polarisation/alignment/{year}/{READING}"
    method = f"{MEASURES[READING]}; {kept.about['basis']}"
    return Estimate(value, low, high, LEVEL, int(about["n_pairs"]), date(year, 12, 31), method, evidence, "index")
