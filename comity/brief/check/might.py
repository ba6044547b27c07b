"""Power: the rank and share of a state or bloc in output, military spending and capabilities, and who has more."""

from __future__ import annotations

import re

from comity import actors
from comity.brief.check.record import NO_SERIES, Record, at, is_state, kind_of, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, together, unchecked
from comity.brief.objects import Figure
from comity.coding.claims import Claim
from comity.schema import Estimate

LABELS = {
    "power/wb_gdp": "of the world's GDP at exchange rates",
    "power/fariss_gdp": "of the world's GDP at purchasing power",
    "power/sipri_milex": "of the world's military spending (SIPRI)",
    "power/cow_milex": "of the world's military spending (COW)",
    "power/cow_cinc": "of the world's capabilities (CINC)",
}
OUTPUT = ("power/wb_gdp", "power/fariss_gdp")
SPENDING = ("power/sipri_milex", "power/cow_milex")
STALE = 4
TREND = 10
_SPENDING = re.compile(r"\b(?:spend|spent|spends|spending|budget|military|army|defen[cs]e|armed|arms|alliance)\b", re.I)
_OUTPUT = re.compile(r"\b(?:econom\w*|gdp|output|rich\w*|poor\w*)\b", re.I)
_LESS = re.compile(r"\b(?:less|smaller|lower|weaker|poorer)\b", re.I)


def power(claim: Claim, record: Record, words: str) -> Verdict:
    """By sense: rank, more, rising, falling."""
    if not record.source.kept.held:
        return unchecked(f"power is not held: {NO_SERIES}")
    names = _measures(words)
    if claim.sense == "rank":
        return together([_rank(claim, record, one, names) for one in claim.subjects])
    if claim.sense == "more":
        return together(
            [_more(claim, record, one, two, names, words) for one in claim.subjects for two in claim.objects]
        )
    return together([_moved(claim, record, one, names) for one in claim.subjects])


def _measures(words: str) -> tuple[str, ...]:
    if _SPENDING.search(words) and not re.search(r"\beconom", words, re.I):
        return (*SPENDING, "power/cow_cinc") if re.search(r"\bpowerful|\bstrong", words, re.I) else SPENDING
    return OUTPUT if _OUTPUT.search(words) else (*OUTPUT, "power/cow_cinc")


def _year(claim: Claim, record: Record) -> int:
    return min(record.last_of(claim).year, record.year)


def _value(record: Record, one: str, name: str, year: int) -> tuple[int, Estimate] | None:
    series = record.of_state(one).get(name, {})
    last = at(series, year)
    return None if last is None or year - last > STALE else (last, series[last])


def _rank(claim: Claim, record: Record, one: str, names: tuple[str, ...]) -> Verdict:
    """The place among all states, or among alliances for one."""
    told, figures, hits, years = [], [], [], []
    for name in names:
        found = _value(record, one, name, _year(claim, record))
        if found is None:
            continue
        year, mine = found
        rivals = [
            other.value
            for (id, _), other in record.of_everyone(name, year).items()
            if _peer(one, id) and other.value is not None and other.value > (mine.value or 0)
        ]
        figure = Figure(f"{mine.value:.1f}%", mine)
        place = len(rivals) + 1
        figures.append(figure)
        years.append(year)
        hits.append(place == (claim.number or 1.0))
        told.append(f"{_place(place)} with {figure} {LABELS[name]} in {year}")
    if not hits:
        return unchecked(f"the shares of {name_of(one)} are not held for that time")
    name = SUPPORTED if all(hits) else DEPENDS if any(hits) else CONTRADICTED
    among = "states" if is_state(one) else "alliances kept"
    return Verdict(name, f"{name_of(one)} among {among}: {'; '.join(told)}", tuple(figures), _to(years, record))


def _place(number: int) -> str:
    return "first" if number == 1 else f"number {number}"


def _peer(one: str, id: str) -> bool:
    """Whether an id stands in the same race: states beside states, alliances beside alliances."""
    known = {bloc.id for bloc in actors.blocs()}
    return (id not in known) if is_state(one) else id in known and kind_of(id) == kind_of(one) and id != one


def _to(years: list[int], record: Record) -> int | None:
    return max(years) if max(years) < record.year - 1 else None


def _more(claim: Claim, record: Record, one: str, two: str, names: tuple[str, ...], words: str) -> Verdict:
    told, figures, hits, years = [], [], [], []
    for name in names:
        a, b = (_value(record, id, name, _year(claim, record)) for id in (one, two))
        if a is None or b is None:
            continue
        x, y = Figure(f"{a[1].value:.2f}%", a[1]), Figure(f"{b[1].value:.2f}%", b[1])
        figures += [x, y]
        years += [a[0]]
        hits.append(((a[1].value or 0) > (b[1].value or 0)) != bool(_LESS.search(words)))
        told.append(f"{x} against {y} {LABELS[name]} in {a[0]}")
    if not hits:
        return unchecked(f"the shares of {name_of(one)} and {name_of(two)} are not both held for that time")
    name = SUPPORTED if all(hits) else DEPENDS if any(hits) else CONTRADICTED
    return Verdict(
        name, f"{name_of(one)} against {name_of(two)}: {'; '.join(told)}", tuple(figures), _to(years, record)
    )


def _moved(claim: Claim, record: Record, one: str, names: tuple[str, ...]) -> Verdict:
    """Whether a share rose or fell since the beginning said, or over ten years."""
    told, figures, ups, years = [], [], [], []
    for name in names:
        found = _value(record, one, name, _year(claim, record))
        if found is None:
            continue
        begin = claim.when.first.year if claim.when.first else found[0] - TREND
        series = record.of_state(one)[name]
        then = at(series, begin)
        if then is None or then >= found[0]:
            continue
        a, b = Figure(f"{series[then].value:.1f}%", series[then]), Figure(f"{found[1].value:.1f}%", found[1])
        figures += [a, b]
        years.append(found[0])
        ups.append((found[1].value or 0) > (series[then].value or 0))
        told.append(f"{a} in {then}, {b} in {found[0]} {LABELS[name]}")
    if not ups:
        return unchecked(f"the shares of {name_of(one)} are not held for that time")
    wanted = claim.sense == "rising"
    hits = [up == wanted for up in ups]
    name = SUPPORTED if all(hits) else DEPENDS if any(hits) else CONTRADICTED
    return Verdict(name, f"{name_of(one)}: {'; '.join(told)}", tuple(figures), _to(years, record))
