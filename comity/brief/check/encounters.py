"""Encounters: exercises held together, and meetings held or announced."""

from __future__ import annotations

from comity.brief.check.record import NO_SERIES, Record, is_state, name_of
from comity.brief.check.verdict import SUPPORTED, Verdict, unchecked
from comity.brief.objects import Figure
from comity.brief.wording import count, said
from comity.coding.claims import Claim
from comity.errors import ComityError
from comity.measure.held import HeldLedger

EXERCISES = {
    "exercises/mme": "Multinational Military Exercises",
    "exercises/russian_exercise": "exercises of the Russian forces",
}
LISTED = "visits/china_vitae/meetings"


def exercises(claim: Claim, record: Record) -> Verdict:
    """Exercises of the two in the years said: listed, or not listed, which is not the same as not held."""
    one, two = claim.subjects[:2]
    if not (is_state(one) and is_state(two)):
        return unchecked("exercises are kept of states, not of bodies")
    if not record.source.kept.held:
        return unchecked(f"exercises are not held: {NO_SERIES}")
    first = claim.when.first.year if claim.when.first and claim.when.words else 0
    last = min(record.last_of(claim).year, record.day.year)
    held = record.of_pair(one, two)
    told = []
    ends = []
    for name, label in EXERCISES.items():
        covered = record.covered(name, one, two)
        ends += [covered[1]] if covered else []
        years = [year for year, found in held.get(name, {}).items() if first <= year <= last and found.value]
        if years:
            found = held[name][max(years)]
            told.append(Figure(f"{count(int(found.value or 0), 'exercise')} in {max(years)} ({label})", found))
    both = f"{name_of(one)} and {name_of(two)}"
    if told:
        return Verdict(SUPPORTED, f"{both}: {'; '.join(map(str, told))}", tuple(told))
    if not ends:
        return unchecked("no list of exercises covers the two")
    if first > max(ends):
        return unchecked(f"the lists of exercises end in {max(ends)}")
    span = f"in {last}" if first == last else f"from {first} to {last}" if first else f"up to {last}"
    near = _near(record, one, two)
    more = f"; the last listed: {near}" if near else ""
    return unchecked(
        f"no exercise of {both} is listed {span}, and the lists are not complete{more}", *([near] if near else [])
    )


def _near(record: Record, one: str, two: str) -> Figure | None:
    """The last year in which the two are listed at all."""
    held = record.of_pair(one, two)
    listed = [(year, name) for name in EXERCISES for year, found in held.get(name, {}).items() if found.value]
    if not listed:
        return None
    year, name = max(listed)
    found = held[name][year]
    return Figure(f"{count(int(found.value or 0), 'exercise')} in {year} ({EXERCISES[name]})", found)


def meeting(claim: Claim, record: Record) -> Verdict:
    """Meetings told in the ledger's texts, or listed where one of the two is China."""
    if len(claim.actors) < 2:
        return unchecked("whom is not said")
    one, two = claim.actors[:2]
    if not (is_state(one) and is_state(two)):
        return unchecked("meetings are kept of states, not of bodies")
    told = _told(claim, record, one, two)
    if told is not None:
        return told
    if claim.standing == "planned":
        return unchecked("a plan: the record of the day cannot say whether it came about")
    year = record.last_of(claim).year
    kept = record.source.kept
    found = kept.pair(one, two, year).get(LISTED, {}).get(year) if kept.held else None
    both = f"{name_of(one)} and {name_of(two)}"
    if found is not None and found.value and claim.when.words:
        figure = Figure(f"{count(int(found.value), 'meeting')} in {year} (China Vitae)", found)
        return Verdict(
            SUPPORTED, f"{both}: {figure}; which day is meant, and who, the list of the year does not settle", (figure,)
        )
    covered = record.covered(LISTED, one, two)
    if covered:
        return unchecked(
            f"the list of meetings of Chinese leaders ends in {covered[1]}"
            if year > covered[1]
            else f"no meeting of {both} is listed in {year}"
        )
    return unchecked(
        f"no list of meetings of {both} ships; texts in a ledger can tell of them (comity add, comity code)"
    )


def _told(claim: Claim, record: Record, one: str, two: str) -> Verdict | None:
    """What the texts of a ledger tell; None where there is no ledger or none tells of it."""
    if not isinstance(record.source, HeldLedger):
        return None
    from comity.measure.strength.visits import meetings_told

    try:
        rows = meetings_told(record.source.ledger, one, two, claim.when.first, claim.when.last).rows()
    except ComityError:
        return None
    wanted = "announced" if claim.standing == "planned" else "held"
    by = record.day.isoformat()
    fitting = [row for row in rows if row["standing"] == wanted and row["published"] and str(row["published"]) <= by]
    if not fitting or not claim.when.words:
        return None
    row = fitting[0]
    day = row["date"] or row["date_end"] or record.day
    sentences = len({(one["publisher"], one["published"], one["text"]) for one in fitting})
    text = f"{row['publisher'] or 'a text'}, {row['published']}"
    figure = said(text, None, min(day, record.day), "CONSULT event in a text", row["evidence"], sentences)
    return Verdict(
        SUPPORTED,
        f"{'announced' if wanted == 'announced' else 'told as held'} in {count(sentences, 'sentence')} of the texts held: {figure}",
        (figure,),
    )
