"""Pressure: what the rival bloc does against each of the two, how much, when most, and which way it went."""

from __future__ import annotations

from itertools import groupby

from comity.brief.findings import Findings
from comity.brief.fused_charts import pressure_chart, pressure_data
from comity.brief.indexed import named_year, spread, valued
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Sentence
from comity.brief.statements import Phrase, apart, joined, say
from comity.brief.wording import listed, named, possessive, start
from comity.measure.push.course import Course
from comity.schema import Actor

NOUGHT = 0.02
"""Values below which there is no pressure to speak of, where the interval ends below `ROUGH`."""
ROUGH = 0.1

WHAT = Remark(
    "Pressure counts the shares of the bloc's members, weighed by the size of their economies, that sanction or threaten a "
    "state or are in a dispute with it, and hostile shares of reported events: nought is none, one is all of them in every way."
)
NO_CAUSE = Remark("That pressure and closeness rise in the same years does not say that one brought the other.")


def pressure(findings: Findings) -> Section:
    """The rival's pressure on each of the two."""
    title = f"Pressure by {findings.rival}"
    found = [(actor, course) for actor, course in findings.pressed_states if course is not None]
    if not found:
        return Section("pressure", title, (Paragraph((Remark(_nothing(findings)),)),))
    sentences: list[Said] = []
    for at, (actor, course) in enumerate(found):
        before = found[at - 1][1] if at and findings.beside(actor) == findings.beside(found[at - 1][0]) else None
        sentences += told(findings, actor, course, before)
    missing = [named(actor) for actor, course in findings.pressed_states if course is None]
    if missing:
        sentences.append(Remark(f"Pressure on {listed(missing)} is not estimated."))
    blocks: list[Block] = [
        Paragraph((*sentences, *beside(found), *carried(found))),
        pressure_chart(findings, found),
        pressure_data(found),
        Paragraph((WHAT, NO_CAUSE)),
    ]
    return Section("pressure", title, tuple(blocks))


def _nothing(findings: Findings) -> str:
    if findings.against.kind == "state":
        return f"Pressure is estimated for blocs, not for single states, so none is shown for {findings.rival}."
    if findings.against.id not in findings.pressers:
        known = f" The blocs estimated are {', '.join(findings.pressers)}." if findings.pressers else ""
        return f"No pressure by {findings.rival} is estimated.{known}"
    return f"No pressure by {findings.rival} on {findings.both} is estimated for those years."


def told(findings: Findings, actor: Actor, course: Course, before: Course | None) -> tuple[Said, ...]:
    """The last value read, the highest, and the decade before it; `before` is what was just told of the same bloc."""
    last = course.series[course.read]
    bloc, on, year = findings.beside(actor), named(actor), _year(course, course.read)
    if is_slight(course):
        lead = (
            f"Nor did it put any on {on} in "
            if before and is_slight(before)
            else f"{start(bloc)} put no pressure to speak of on {on} in "
        )
        return (say(lead, year, " (", valued(last), ")."), *highest(course, slight=True))
    full = before is None or is_slight(before)
    head: Phrase = [
        f"{start(possessive(bloc))} pressure on {on} was " if full else f"On {on} it was ",
        valued(last),
        " in ",
        year,
    ]
    spreads: Phrase = [" (", spread(last, full), ")"]
    if course.highest == course.read:
        record: Phrase = [", the highest of a series that begins in ", _year(course, min(course.series))]
        return (say(head, spreads, record, *decade(course, " and " if course.moved else ", though "), "."),)
    return (say(head, spreads, *decade(course, ", "), "."), *highest(course))


def is_slight(course: Course) -> bool:
    """Whether the last value read is nothing to speak of."""
    last = course.series[course.read]
    return (last.high or 0.0) < ROUGH and (last.value or 0.0) < NOUGHT


def highest(course: Course, slight: bool = False) -> tuple[Sentence, ...]:
    """The year of the highest pressure, where it lies behind."""
    top = course.series[course.highest]
    if course.highest == course.read or (slight and (top.value or 0.0) < NOUGHT):
        return ()
    clear = apart(top, course.series[course.read])
    return (
        say(
            "It was highest in ",
            _year(course, course.highest),
            ", at ",
            valued(top),
            "." if clear else ", but not clearly above that.",
        ),
    )


def decade(course: Course, link: str) -> list[Phrase]:
    """The way it went in the years before, as a clause."""
    if course.before == course.read:
        return []
    way = {1: "clearly up from ", -1: "clearly down from ", 0: "not clearly different from "}[course.moved]
    return [link, way, valued(course.series[course.before]), " in ", _year(course, course.before)]


def carried(found: list[tuple[Actor, Course]]) -> tuple[Sentence, ...]:
    """The years since in which nothing was read, one sentence for each last year; slight pressure is left to the chart."""
    late = [(actor, course) for actor, course in found if course.read < course.year and not is_slight(course)]
    by_year = groupby(sorted(late, key=lambda pair: pair[1].read), key=lambda pair: pair[1].read)
    return tuple(_carried(list(group)) for _, group in by_year)


def _carried(late: list[tuple[Actor, Course]]) -> Sentence:
    values: list[Phrase] = [
        [valued(now), " (", spread(now), f") on {named(actor)}"]
        for actor, course in late
        for now in (course.series[course.year],)
    ]
    first = late[0][1]
    head: Phrase = [
        "Nothing was read of it after ",
        _year(first, first.read),
        "; carried on to ",
        _year(first, first.year),
    ]
    return say(head, " it is ", joined(values), ".")


def beside(found: list[tuple[Actor, Course]]) -> tuple[Sentence, ...]:
    """Which of the two is under more pressure, where both were read in one year."""
    if len(found) < 2 or found[0][1].read != found[1][1].read:
        return ()
    (one, first), (two, second) = found
    a, b = first.series[first.read], second.series[second.read]
    if not apart(a, b):
        return ()
    more, less = (one, two) if (a.value or 0.0) > (b.value or 0.0) else (two, one)
    year: Figure = _year(first, first.read)
    return (
        say(f"{start(named(more))} is under clearly more of it than {named(less)}, by the intervals of ", year, "."),
    )


def _year(course: Course, year: int) -> Figure:
    return named_year(f"pressure/{course.bloc}-{course.state}/{year}", year)
