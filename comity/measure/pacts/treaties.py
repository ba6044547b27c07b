"""The treaties of two states: ATOP's obligations put together by treaty and matched with our table of named ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity import actors
from comity.measure.pacts.declared import Bond, by_id, declared, known_to
from comity.measure.pacts.named import LATER, NAMES, ROWS
from comity.measure.pacts.obligations import OBLIGATIONS, Obligation
from comity.measure.source import Source

OWN = {"defence": 5, "offence": 5, "neutrality": 4, "non-aggression": 3, "consultation": 2}
"""Rung an obligation gives in a treaty of two."""

SHARED = 1
"""Rung of a declared partnership, or of a lesser pledge in a treaty of three or more."""

YEAR = timedelta(days=366)
"""How far ATOP's first day and ours may lie apart for the same treaty: signature against entry into force."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty or declaration as far as it binds these two.

    `n_parties` None where the record does not say (then it is taken for more than two). `one_sided` lists the
    obligations only one of the two owes, as "defence owed by USA". `end` None = in force on `known_to`, the last day its
    record speaks for. `id` is ATOP's or ours; "" where ATOP gives years but no treaty.
    """

    id: str
    name: str
    n_parties: int | None
    obligations: tuple[str, ...]
    one_sided: tuple[str, ...]
    start: date
    end: date | None
    known_to: date | None
    note: str
    page: str
    origin_id: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Hold:
    """One obligation in force from `start` to `end` (date.max while it lasts), with the rung it gives.

    `treaty` is the evidence id of its treaty; `name` is "" for a partnership without obligations.
    """

    rung: int
    name: str
    owed_by: str
    start: date
    end: date
    treaty: str


def rung_of(name: str, n_parties: int | None, binding: bool = True) -> int:
    """The rung of one obligation in a treaty of so many parties; an unnamed treaty is taken for a large one.

    >>> rung_of("non-aggression", 2), rung_of("non-aggression", 35), rung_of("defence", 30)
    (3, 1, 5)
    """
    if not binding:
        return SHARED
    if name in ("defence", "offence"):
        return OWN[name]
    return OWN[name] if n_parties == 2 else SHARED


def treaties_of(state1: str, state2: str, source: Source, until: date | None) -> tuple[tuple[Treaty, ...], list[Hold]]:
    """Treaties of the two up to a day, oldest first, and their obligations one by one.

    A treaty both ATOP and our table know appears once, with our name and page, ATOP's days and obligations, and the
    last day of either: ours counts where ATOP has none, since ATOP stops earlier. Nothing outlives a state.
    """
    ours = list(declared(state1, state2))
    treaties, holds = [], []
    for owed in _by_treaty(source.obligations(state1, state2, until)):
        twin = _twin(owed, ours)
        if twin is not None:
            ours.remove(twin)
        treaties.append(_from_atop(owed, twin, f"{state1}-{state2}", source, until))
        holds += _holds(owed, treaties[-1], twin)
    ours = [bond for bond in ours if bond.start <= (until or date.max)]
    treaties += [_from_table(bond) for bond in ours]
    holds += [hold for bond in ours for hold in _declared_holds(bond)]
    last = _earliest(actors.get(state1).end, actors.get(state2).end)
    begun = [treaty for treaty in treaties if treaty.start <= (until or date.max)]
    lived = [replace(treaty, end=_earliest(treaty.end, last)) for treaty in begun]
    held = [replace(hold, end=min(hold.end, last or date.max)) for hold in holds]
    return tuple(sorted(lived, key=lambda t: (t.start, t.evidence))), [hold for hold in held if hold.start <= hold.end]


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _by_treaty(obligations: Iterable[Obligation]) -> list[list[Obligation]]:
    """Obligations grouped by treaty and unbroken time; what has no treaty, by its years."""
    groups: dict[tuple[str, date | None], list[Obligation]] = {}
    for owed in sorted(obligations, key=lambda o: (o.item, o.start)):
        key = (owed.item, None) if owed.item else ("", owed.start)
        earlier = groups.get(key)
        if owed.item and earlier and _apart(earlier, owed):
            key = (owed.item, owed.start)
        groups.setdefault(key, []).append(owed)
    return list(groups.values())


def _apart(group: list[Obligation], owed: Obligation) -> bool:
    ends = [o.end for o in group]
    return None not in ends and owed.start - max(end for end in ends if end) > timedelta(days=1)


def _twin(group: list[Obligation], ours: list[Bond]) -> Bond | None:
    """The treaty of ours that is this one: by ATOP's number where we know it, else one of as many parties, two or
    more, with an obligation shared and a first day within a year; the nearest of several."""
    item, n, first = group[0].item, group[0].n_parties, min(o.start for o in group)
    if item in ROWS:
        return next((bond for bond in ours if bond.treaty.id == ROWS[item]), None)
    names = {o.name for o in group}
    alike = [
        (distance, bond)
        for bond in ours
        if n is not None
        and (n == 2) == (bond.n_parties == 2)
        and bond.treaty.id not in ROWS.values()
        and names & set(bond.treaty.obligations)
        and (distance := _distance(bond, first)) <= YEAR
    ]
    return min(alike, key=lambda pair: pair[0])[1] if alike else None


def _distance(bond: Bond, first: date) -> timedelta:
    days = [bond.start, *([bond.treaty.signed] if bond.treaty.signed else [])]
    return min(abs(day - first) for day in days)


def _from_atop(group: list[Obligation], twin: Bond | None, pair: str, source: Source, until: date | None) -> Treaty:
    item, n, start = group[0].item, group[0].n_parties, _first(min(o.start for o in group), twin)
    end = _earliest(_end(group), twin.end if twin else None)
    names = {o.name for o in group}
    one_sided = dict.fromkeys(f"{o.name} owed by {o.owed_by}" for o in group if o.owed_by)
    covered = source.covers("atop")
    named = twin.treaty if twin else None if item in LATER else by_id(ROWS.get(item, ""))
    return Treaty(
        id=item,
        name=named.name if named else _atop_name(item, n, start),
        n_parties=(twin.members(_earliest(until, end, known_to()) or start) if twin else None) or n,
        obligations=tuple(name for name in OBLIGATIONS if name in names),
        one_sided=tuple(one_sided),
        start=start,
        end=end,
        known_to=known_to() if twin else covered[1] if covered else None,
        note=named.note if named else "",
        page=named.page if named else "",
        origin_id=group[0].origin_id,
        evidence=f"treaty/{item}" if item else f"ladder/{pair}/{start.year}",
    )


def _atop_name(item: str, n_parties: int | None, start: date) -> str:
    if n_parties is None:
        return "treaty not named (ATOP, by year)"
    size = "treaty of two" if n_parties == 2 else f"treaty of {n_parties} parties"
    return LATER.get(item) or NAMES.get(item, f"{size}, {start.year} (ATOP {item.removeprefix('atop:')})")


def _first(start: date, twin: Bond | None) -> date:
    """ATOP's day, which may be that of a protocol of accession; not before the later state was a member."""
    return max(start, twin.accession) if twin and twin.accession else start


def _end(group: list[Obligation]) -> date | None:
    ends = [o.end for o in group]
    return None if None in ends else max(end for end in ends if end)


def _holds(group: list[Obligation], treaty: Treaty, twin: Bond | None) -> list[Hold]:
    """Each obligation on its own days, none beyond the last day of the treaty."""
    binding = twin is None or twin.treaty.is_treaty
    return [
        Hold(
            rung_of(o.name, o.n_parties, binding),
            o.name,
            o.owed_by,
            _first(o.start, twin),
            _earliest(o.end, treaty.end) or date.max,
            treaty.evidence,
        )
        for o in group
    ]


def _from_table(bond: Bond) -> Treaty:
    named = bond.treaty
    return Treaty(
        id=named.id,
        name=named.name,
        n_parties=bond.n_parties,
        obligations=named.obligations,
        one_sided=(),
        start=bond.start,
        end=bond.end,
        known_to=known_to(),
        note=named.note,
        page=named.page,
        origin_id="",
        evidence=f"treaty/{named.id}",
    )


def _declared_holds(bond: Bond) -> list[Hold]:
    named, end, evidence = bond.treaty, bond.end or date.max, f"treaty/{bond.treaty.id}"
    if not named.obligations:
        return [Hold(SHARED, "", "", bond.start, end, evidence)] if named.is_partnership else []
    return [
        Hold(rung_of(name, bond.n_parties, named.is_treaty), name, "", bond.start, end, evidence)
        for name in named.obligations
    ]


def known(source: Source, treaties: tuple[Treaty, ...], pair: tuple[str, str], until: date | None) -> tuple[date, str]:
    """The last day the record speaks for on this dyad, not after `until`, and a sentence that says what it rests on."""
    covered, ours = source.covers("atop"), known_to()
    last = covered[1] if covered else date.min
    named = [t for t in treaties if not t.origin_id or t.page]
    day = max(last, ours) if named and ours else last
    as_of = _earliest(day, until, *(actors.get(id).end for id in pair)) or day
    if as_of <= last:
        ended = until is None and day == last and as_of == last
        return (
            as_of,
            f"ATOP, the record of treaties, ends on {last}; nothing is known of the years after it." if ended else "",
        )
    return as_of, f"ATOP ends on {last}; later years rest on our own table of the better-known treaties."
