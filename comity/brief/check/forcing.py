"""Force: who attacked, invaded or fought whom, in which year and how often, as each collection has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.brief.check.record import NO_SERIES, Record, Series, is_state, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, together, unchecked
from comity.brief.objects import Figure
from comity.brief.wording import count
from comity.coding.claims import Claim

LATELY = 15
"""Years back within which an act told without a year is looked for."""

NEAR = 1
"""Years by which a collection may date the beginning of a dispute otherwise than the text."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A kept series and what a year of it shows: `strong` an invasion or a war begun, else force used or an armed conflict fought."""

    measure: str
    label: str
    strong: bool
    mutual: bool = False


SORTS = (
    Sort("force/gml/invasions", "Gibler, Miller and Little: occupied territory or began a war", True),
    Sort("force/cow_mid/invasions", "COW disputes: occupied territory or began a war", True),
    Sort("force/cow_war/wars_initiated", "COW: began a war", True),
    Sort("force/cow_war/wars", "COW: a war fought", False, True),
    Sort("force/ucdp/fought_a_state", "UCDP: armed conflict with a state", False, True),
    Sort("force/gml/uses_of_force", "Gibler, Miller and Little: used force", False),
    Sort("force/cow_mid/uses_of_force", "COW disputes: used force", False),
)
WARS = ("force/cow_war/wars", "force/ucdp/fought_a_state", "force/gml/wars", "force/cow_mid/wars")
_LABELS = {
    **{sort.measure: sort.label for sort in SORTS},
    "force/gml/wars": "Gibler, Miller and Little: went to war",
    "force/cow_mid/wars": "COW disputes: went to war",
}


def force(claim: Claim, record: Record) -> Verdict:
    """By sense: invasion and attack (on somebody named), attack_any, last_attack, war."""
    if not record.source.kept.held:
        return unchecked(f"the record of force is not held: {NO_SERIES}")
    if any(not is_state(id) for id in claim.actors):
        return unchecked("force is kept of states, not of bodies")
    if claim.sense in ("attack_any", "last_attack"):
        return together([_alone(claim, record, one) for one in claim.subjects])
    pairs = [(one, two) for one in claim.subjects for two in claim.objects]
    if not pairs:
        pairs = [(claim.subjects[0], other) for other in claim.subjects[1:]]
    return together([_pair(claim, record, one, two) for one, two in pairs])


def _window(claim: Claim, record: Record) -> tuple[int, int]:
    """First and last year a claim speaks of; open ends reach as far as the record."""
    first = claim.when.first.year if claim.when.first and claim.when.words else 0
    return first, record.last_of(claim).year


def _inside(series: Series, first: int, last: int) -> list[int]:
    return [year for year, one in series.items() if first - NEAR <= year <= last and (one.value or 0) > 0]


def _pair(claim: Claim, record: Record, one: str, two: str) -> Verdict:
    held = record.of_pair(one, two)
    first, last = _window(claim, record)
    if claim.sense == "war":
        return _wars(claim, record, held, (one, two), (first, last))
    lately = first or last - LATELY
    hits = [(sort, _inside(held.get(sort.measure, {}), lately, last)) for sort in SORTS]
    if not first and not any(years for _, years in hits):
        return _undated(record, held, (one, two), last)
    strong = [(sort, years) for sort, years in hits if years and sort.strong]
    weak = [(sort, years) for sort, years in hits if years and not sort.strong]
    if claim.number and strong:
        return _counted(claim, record, one, {s.measure: held.get(s.measure, {}) for s in SORTS}, (first, last), two)
    if strong or weak:
        figures = tuple(_figure(sort.label, held[sort.measure], years[-1]) for sort, years in [*strong[:2], *weak[:1]])
        text = "; ".join(map(str, figures))
        return Verdict(
            SUPPORTED if strong or claim.sense == "attack" else DEPENDS,
            f"{name_of(one)} against {name_of(two)}: {text}",
            figures,
        )
    return _nothing(record, held, (one, two), (first, last))


def _undated(record: Record, held: Mapping[str, Series], who: tuple[str, str], last: int) -> Verdict:
    """No year is said, and nothing of late is on record: what was earlier may not be what is meant."""
    years = {sort: some for sort in SORTS if (some := _inside(held.get(sort.measure, {}), 0, last))}
    if not years:
        return _nothing(record, held, who, (0, last))
    sort = max(years, key=lambda one: max(years[one]))
    figure = _figure(sort.label, held[sort.measure], max(years[sort]))
    return unchecked(
        f"no year is said; the last on record of {name_of(who[0])} against {name_of(who[1])} is: {figure}", figure
    )


def _figure(label: str, series: Series, year: int) -> Figure:
    return Figure(f"{label} ({year})", series[year])


def _nothing(record: Record, held: Mapping[str, Series], who: tuple[str, str], window: tuple[int, int]) -> Verdict:
    """None on record in the window: contradicted where a collection covers it, and what shows that it was asked."""
    first, last = window
    ends = [span[1] for sort in SORTS if (span := record.covered(sort.measure, *who))]
    starts = [span[0] for sort in SORTS if (span := record.covered(sort.measure, *who))]
    if not ends or first > max(ends):
        return unchecked(
            f"the record of force ends in {max(ends)}" if ends else "the record of force does not cover them"
        )
    if first and first < min(starts):
        return unchecked(f"the record of force begins in {min(starts)}")
    text = f"no use of force by {name_of(who[0])} against {name_of(who[1])} is on record from {max(first, min(starts))} to {min(last, max(ends))}"
    shown = next(_elsewhere(record, held, who[0]), None)
    to = max(ends) if max(ends) < min(last, record.year) else None
    return Verdict(CONTRADICTED, f"{text}; on record is: {shown}", (shown,), to) if shown else unchecked(text)


def _elsewhere(record: Record, held: Mapping[str, Series], one: str) -> Iterator[Figure]:
    """Something the same collections do hold of the two, else of the first: the lists were there to be asked."""
    for series in (held, record.of_state(one)):
        for name, label in (
            ("force/cow_mid/disputes", "COW disputes: a dispute"),
            *((s.measure, s.label) for s in SORTS),
        ):
            years = [year for year, found in series.get(name, {}).items() if found.value]
            if years:
                yield _figure(f"{label}, the last", series[name], max(years))


def _wars(
    claim: Claim, record: Record, held: Mapping[str, Series], who: tuple[str, str], window: tuple[int, int]
) -> Verdict:
    first, last = window
    found = {name: years for name in WARS if (years := _inside(held.get(name, {}), first, last))}
    if not found:
        return _nothing(record, held, who, window)
    latest = max(max(years) for years in found.values())
    if not claim.number and not first and latest < last - LATELY:
        name = max(found, key=lambda one: max(found[one]))
        figure = _figure(_LABELS[name], held[name], latest)
        return unchecked(
            f"no year is said; the last war of {name_of(who[0])} and {name_of(who[1])} on record is: {figure}", figure
        )
    figures = tuple(
        _figure(f"{_LABELS[name]}: {count(len(years), 'time')}, the last", held[name], years[-1])
        for name, years in found.items()
    )
    text = f"{name_of(who[0])} and {name_of(who[1])}: {'; '.join(map(str, figures))}"
    if not claim.number:
        return Verdict(SUPPORTED, text, figures)
    hits = [len(years) == claim.number for years in found.values()]
    name = (
        SUPPORTED
        if all(hits)
        else DEPENDS
        if any(hits) or min(map(len, found.values())) <= claim.number <= max(map(len, found.values()))
        else CONTRADICTED
    )
    return Verdict(name, text, figures)


def _alone(claim: Claim, record: Record, one: str) -> Verdict:
    """Invasions and conflicts of a state with anybody."""
    held = record.of_state(one)
    first, last = _window(claim, record)
    if claim.sense == "last_attack":
        return _last(record, held, one, last)
    return _counted(claim, record, one, {sort.measure: held.get(sort.measure, {}) for sort in SORTS}, (first, last))


_TOLD = ("force/gml/invasions", "force/cow_mid/invasions", "force/cow_war/wars_initiated", "force/ucdp/fought_a_state")


def _last(record: Record, held: Mapping[str, Series], one: str, last: int) -> Verdict:
    figures = tuple(
        _figure(f"{_LABELS[name]}, the last", held[name], max(years))
        for name in _TOLD
        if (years := _inside(held.get(name, {}), 0, last))
    )
    if not figures:
        return unchecked(f"no invasion by {name_of(one)} is on record, from 1946 on")
    return Verdict(
        DEPENDS, f"{name_of(one)}: {'; '.join(map(str, figures))}; the words name no year to hold against them", figures
    )


def _counted(
    claim: Claim, record: Record, one: str, held: Mapping[str, Series], window: tuple[int, int], two: str = ""
) -> Verdict:
    """How often each collection that covers the span counts an invasion or conflict begun in it."""
    first, last = window
    who = (one, two) if two else (one,)
    figures, numbers, to = [], [], None
    for name in _TOLD:
        span = record.covered(name, *who)
        if span is None or span[1] < first:
            continue
        years = _inside(held.get(name, {}), first + NEAR, last)
        total = int(sum(held[name][year].value or 0 for year in years))
        numbers.append(total)
        to = max(to or 0, span[1])
        if years:
            figures.append(
                Figure(
                    f"{_LABELS[name]}: {total}, the last in {max(years)} (list to {min(span[1], last)})",
                    held[name][max(years)],
                )
            )
    if not numbers:
        ends = [span[1] for name in _TOLD if (span := record.covered(name, *who))]
        return unchecked(
            f"the record of force ends in {max(ends)}" if ends else "the record of force does not cover them"
        )
    begun = {
        year: found for year, found in held.get("force/ucdp/fought_a_state", {}).items() if found.value and year <= last
    }
    before = max((year for year in begun if year < first), default=None)
    if before and claim.number:
        figures.append(Figure(f"the one before it began in {before}", begun[before]))
    if not figures:
        shown = next(_elsewhere(record, held, one), None)
        return (
            Verdict(
                CONTRADICTED,
                f"no invasion by {name_of(one)} is on record in these years; on record is: {shown}",
                (shown,),
            )
            if shown
            else unchecked(f"no invasion by {name_of(one)} is on record in these years")
        )
    text = f"{name_of(one)}: {'; '.join(map(str, figures))}"
    far = to if to and to < min(last, record.year) else None
    if claim.number is None:
        return Verdict(SUPPORTED if any(numbers) else CONTRADICTED, text, tuple(figures), far)
    hits = [number == claim.number for number in numbers]
    near = any(hits) or min(numbers) <= claim.number <= max(numbers) + 1
    return Verdict(SUPPORTED if all(hits) else DEPENDS if near else CONTRADICTED, text, tuple(figures), far)
