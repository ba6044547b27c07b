"""Trade: the rank of a partner, who depends on whom, and whether trade between two grew."""

from __future__ import annotations

from comity.brief.check.record import NO_SERIES, Record, Series, at, is_state, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, together, unchecked
from comity.brief.objects import Figure
from comity.coding.claims import Claim
from comity.schema import Estimate

RANKS = {"rank/cow": "imports and exports (COW)", "rank/wits": "imports (WITS)"}
SHARES = {"dependence/cow_share": "of all its trade (COW)", "dependence/wits_imports": "of its imports (WITS)"}
OF_GDP = {"dependence/cow_of_gdp": "of GDP (COW)", "dependence/imf_of_gdp": "of GDP (IMF)"}
STALE = 8
"""Years after its end at which a series says nothing of the present any more."""
MUCH, LITTLE = 20.0, 5.0
"""Per cent of trade from which a state is said to depend on another, and below which it is said not to."""
HALF = 50.0


def trade(claim: Claim, record: Record) -> Verdict:
    """By sense: rank, depends, more, most, lopsided, rising, falling."""
    if any(not is_state(id) for id in claim.actors):
        return unchecked("trade is kept of states, not of bodies")
    if not record.source.kept.held:
        return unchecked(f"trade is not held: {NO_SERIES}")
    how = {"rank": _rank, "depends": _depends, "most": _most, "more": _more, "lopsided": _lopsided}.get(claim.sense)
    if how is None:
        return _moved(claim, record)
    if not claim.objects:
        return unchecked("with whom is not said")
    return together([how(claim, record, one, two) for one in claim.subjects for two in claim.objects])


Found = dict[str, tuple[int, Estimate]]


def _latest(claim: Claim, record: Record, of: str, on: str, names: dict[str, str]) -> tuple[Found, str]:
    """The last value of every series by the day of the claim, and why there is none."""
    year = min(record.last_of(claim).year, record.year)
    held = record.of_pair(of, on)
    found: Found = {}
    ends = []
    for name in names:
        series: Series = held.get(name, {})
        last = at(series, year)
        covered = record.covered(name, of, on)
        ends += [covered[1]] if covered else []
        if last is not None and year - last <= STALE:
            found[name] = (last, series[last])
    return (
        found,
        f"the record of the trade of {name_of(of)} with {name_of(on)} ends in {max(ends)}"
        if ends
        else "no trade of the two is kept",
    )


def _to(found: Found, record: Record) -> int | None:
    last = max(year for year, _ in found.values())
    return last if last < record.year - 1 else None


def _rank(claim: Claim, record: Record, partner: str, of: str) -> Verdict:
    found, none = _latest(claim, record, of, partner, RANKS)
    if not found:
        return unchecked(none)
    figures = {name: Figure(f"{one.value:.0f}", one) for name, (_, one) in found.items()}
    wanted = claim.number or 1.0
    hits = [one.value == wanted for _, one in found.values()]
    told = "; ".join(f"by {RANKS[name]} in {found[name][0]}: {figures[name]}" for name in found)
    name = SUPPORTED if all(hits) else DEPENDS if any(hits) else CONTRADICTED
    return Verdict(
        name,
        f"the rank of {name_of(partner)} among the partners of {name_of(of)} {told}",
        tuple(figures.values()),
        _to(found, record),
    )


def _share(claim: Claim, record: Record, of: str, on: str) -> tuple[Found, str, tuple[Figure, ...], str]:
    found, none = _latest(claim, record, of, on, SHARES)
    figures = {name: Figure(f"{one.value:.1f}%", one) for name, (_, one) in found.items()}
    told = " and ".join(f"{figures[name]} {SHARES[name]} in {found[name][0]}" for name in found)
    return found, f"{name_of(on)} is {told} of {name_of(of)}", tuple(figures.values()), none


def _depends(claim: Claim, record: Record, of: str, on: str) -> Verdict:
    found, text, figures, none = _share(claim, record, of, on)
    if not found:
        return unchecked(none)
    values = [one.value or 0.0 for _, one in found.values()]
    name = SUPPORTED if min(values) >= MUCH else CONTRADICTED if max(values) < LITTLE else DEPENDS
    return Verdict(name, f"{text} (from {MUCH:.0f}% on it counts as dependence)", figures, _to(found, record))


def _most(claim: Claim, record: Record, of: str, on: str) -> Verdict:
    found, text, figures, none = _share(claim, record, of, on)
    if not found:
        return unchecked(none)
    values = [one.value or 0.0 for _, one in found.values()]
    name = SUPPORTED if max(values) > HALF else CONTRADICTED if max(values) < MUCH else DEPENDS
    return Verdict(name, text, figures, _to(found, record))


def _more(claim: Claim, record: Record, of: str, on: str) -> Verdict:
    return _against(claim, record, of, on)


def _lopsided(claim: Claim, record: Record, favoured: str, other: str) -> Verdict:
    return _against(claim, record, other, favoured)


def _against(claim: Claim, record: Record, of: str, on: str) -> Verdict:
    """Whether `of` depends more on `on` than the other way round, in the last year that both have."""
    mine, theirs = record.of_pair(of, on), record.of_pair(on, of)
    year = min(record.last_of(claim).year, record.year)
    figures: list[Figure] = []
    told, answers, lasts = [], [], []
    for name, label in {**SHARES, **OF_GDP}.items():
        both = {one for one in mine.get(name, {}) if one in theirs.get(name, {}) and one <= year}
        if not both or year - max(both) > STALE:
            continue
        last = max(both)
        one, two = (
            Figure(f"{mine[name][last].value:.1f}%", mine[name][last]),
            Figure(f"{theirs[name][last].value:.1f}%", theirs[name][last]),
        )
        figures += [one, two]
        lasts.append(last)
        told.append(f"{one} against {two} {label} in {last}")
        answers.append((mine[name][last].value or 0) > (theirs[name][last].value or 0))
    if not answers:
        return unchecked(f"the record of the trade of {name_of(of)} and {name_of(on)} ends too early, or there is none")
    name = SUPPORTED if all(answers) else DEPENDS if any(answers) else CONTRADICTED
    text = f"the share of {name_of(on)} for {name_of(of)} against that of {name_of(of)} for {name_of(on)}: {'; '.join(told)}"
    return Verdict(name, text, tuple(figures), max(lasts) if max(lasts) < record.year - 1 else None)


def _moved(claim: Claim, record: Record) -> Verdict:
    """Trade of two measured against the GDP of each: volumes are not kept."""
    one, two = claim.subjects[:2]
    last = min(record.last_of(claim).year, record.year)
    begin = claim.when.first.year if claim.when.first else last - 10
    figures: list[Figure] = []
    told, ups, lasts = [], [], []
    for of, on in ((one, two), (two, one)):
        series = record.of_pair(of, on).get("dependence/cow_of_gdp", {})
        then, now = at(series, begin), at(series, last)
        if then is None or now is None or now <= then or last - now > STALE:
            continue
        a, b = (Figure(f"{series[year].value:.2f}%", series[year]) for year in (then, now))
        figures += [a, b]
        lasts.append(now)
        told.append(f"{a} of the GDP of {name_of(of)} in {then}, {b} in {now}")
        ups.append((series[now].value or 0) > (series[then].value or 0))
    if not ups:
        covered = record.covered("dependence/cow_of_gdp", one, two)
        return unchecked(
            f"the record of their trade ends in {covered[1]}" if covered else "no trade of the two is kept"
        )
    wanted = claim.sense == "rising"
    name = SUPPORTED if all(up == wanted for up in ups) else DEPENDS
    text = f"{'; '.join(told)}; volumes themselves are not kept"
    return Verdict(name, text, tuple(figures), max(lasts) if max(lasts) < record.year - 1 else None)
