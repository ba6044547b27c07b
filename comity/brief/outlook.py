"""Outlook: what alignment, agreement and pressure may be in the years ahead, how such forecasts did, and what they cannot know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from comity.brief.findings import Findings
from comity.brief.indexed import spread, valued
from comity.brief.objects import Cell, Figure, Paragraph, Remark, Section, Sentence, Table
from comity.brief.statements import Phrase, say
from comity.brief.wording import bracket, index, interval, named, percent, possessive
from comity.measure.source import Source
from comity.schema import Actor

if TYPE_CHECKING:
    from comity.outlook.forecast import Forecast, Outlook

MONTHS = 36

CANNOT = Remark(
    "A forecast of this kind carries the past of the pair and of all pairs on. It knows of no plan, election, war or treaty, and "
    "sudden turns are the ones it misses: the interval says how far off such forecasts were, not how far things can go."
)


def outlook(findings: Findings, source: Source) -> Section | None:
    """Forecasts for three years; None for a pair told in the past."""
    if findings.past and findings.day.year >= findings.made.year:
        return None
    ahead = _asked(findings, source)
    if ahead is None or not ahead.forecasts:
        return None
    sentences = (*indexed(findings, ahead), *agreeing(findings, ahead), *pressing(findings, ahead), *proven(ahead))
    return Section("outlook", "Outlook", (Paragraph((*sentences, CANNOT)), table(findings, ahead)))


def _asked(findings: Findings, source: Source) -> Outlook | None:
    from comity.errors import ComityError
    from comity.outlook.forecast import outlook_of

    until = whole(findings.day, findings.as_of)
    if any(state.end is not None and state.end <= until for state in (findings.state1, findings.state2)):
        return None
    try:
        return outlook_of(
            source, findings.state1.id, findings.state2.id, findings.against.id, months=MONTHS, until=until
        )
    except ComityError:
        return None


def whole(day: date, as_of: date) -> date:
    """The end of the last year that is over by a day; a record that ends in December is that of a whole year."""
    over = (day.month, day.day) == (12, 31) or (day == as_of and day.month == DECEMBER)
    return date(day.year if over else day.year - 1, 12, 31)


DECEMBER = 12


def indexed(findings: Findings, ahead: Outlook) -> tuple[Sentence, ...]:
    """Where the index is expected, and whether that is clearly away from where it stands."""
    found = ahead.of("overall")
    if not found:
        return ()
    last = found[-1]
    way = {
        1: "which would be clearly above ",
        -1: "which would be clearly below ",
        0: "an interval that leaves open whether it rises or falls from ",
    }[last.clear]
    return (
        say(
            f"The alignment index of {findings.both} is expected at ",
            valued(last.estimate),
            " in ",
            year(last),
            " (",
            spread(last.estimate, True),
            "), ",
            way,
            Figure(index(last.now), last.estimate),
            " at the end of ",
            Figure(str(last.origin), last.estimate),
            ".",
        ),
    )


def agreeing(findings: Findings, ahead: Outlook) -> tuple[Sentence, ...]:
    """The votes of the next year."""
    found = ahead.of("agreement")
    if not found:
        return ()
    first = found[0]
    return (
        say(
            "In the General Assembly they are expected to agree on ",
            Figure(percent(first.value), first.estimate),
            " of divided votes in ",
            year(first),
            " (",
            Figure(interval(first.estimate, "percent"), first.estimate),
            "), after ",
            Figure(percent(first.now), first.estimate),
            " in ",
            Figure(str(first.origin), first.estimate),
            ".",
        ),
    )


def pressing(findings: Findings, ahead: Outlook) -> tuple[Sentence, ...]:
    """The pressure on each, in one sentence."""
    parts: list[Phrase] = []
    for state, found in pressed(findings, ahead):
        last = found[-1]
        head = (
            f"{possessive(findings.beside(state))} pressure on {named(state)}, "
            if not parts
            else f"; on {named(state)} "
        )
        parts.append(
            [
                head,
                "" if parts else "last read at ",
                "from " if parts else "",
                Figure(index(last.now), last.estimate),
                " in ",
                Figure(str(last.origin), last.estimate),
                " to " if parts else ", is expected at ",
                valued(last.estimate),
                " in ",
                year(last),
                " (",
                spread(last.estimate),
                ")",
            ]
        )
    return (say(*parts, "."),) if parts else ()


def pressed(findings: Findings, ahead: Outlook) -> list[tuple[Actor, tuple[Forecast, ...]]]:
    """Each state with the forecasts of the pressure on it, where there are any."""
    held = dict.fromkeys(one.who for one in ahead.of("pressure"))
    out = []
    for state, course in findings.pressed_states:
        who = f"{findings.against.id}-{course.state if course else state.id}"
        if who in held:
            out.append((state, ahead.of("pressure", who)))
    return out


def proven(ahead: Outlook) -> tuple[Sentence, ...]:
    """How forecasts of the index made this way did."""
    found = ahead.of("overall") or ahead.forecasts
    last = found[-1]
    test = last.backtest
    better = "better" if test.skill >= 0 else "worse"
    return (
        say(
            "Made in the same way from ",
            Figure(str(test.origins), last.tested(float(test.origins), "years")),
            " past years, forecasts so far ahead scored ",
            Figure(percent(abs(test.skill)), last.tested(test.skill, "skill")),
            f" {better} than the guess that nothing changes, and their intervals held ",
            Figure(percent(test.covered), last.tested(test.covered, "coverage")),
            " of what came.",
        ),
    )


def year(one: Forecast) -> Figure:
    """The year a forecast is for."""
    return Figure(str(one.year), one.estimate)


def table(findings: Findings, ahead: Outlook) -> Table:
    """Every number forecast, by years ahead, with the back-test at the longest."""
    from comity.outlook.forecast import by_target

    names = {f"pressure/{found[0].who}": f"Pressure on {named(state)}" for state, found in pressed(findings, ahead)}
    rows: list[tuple[Cell, ...]] = []
    for (target, who), found in by_target(ahead.forecasts).items():
        last = found[-1]
        label = names.get(f"{target}/{who}", last.label[:1].upper() + last.label[1:])
        form = "percent" if target == "agreement" else "index"
        now = percent(last.now, 1) if form == "percent" else index(last.now)
        cells: list[Cell] = [label, Figure(f"{now} ({last.origin})", last.estimate)]
        cells += [_cell(one, form) for one in (found[0], last)]
        cells.append(Figure(percent(last.backtest.skill), last.tested(last.backtest.skill, "skill")))
        cells.append(Figure(percent(last.backtest.covered), last.tested(last.backtest.covered, "coverage")))
        rows.append(tuple(cells))
    steps = ("In 1 year", "In 3 years")
    return Table(
        "Forecasts, with 90% intervals",
        ("Forecast", "Last read", *steps, "Skill", "Held"),
        tuple(rows),
        numeric=frozenset(("Last read", *steps, "Skill", "Held")),
        note=(
            "Years are counted from the last one read. Skill: how much smaller the error score was than that of no change, and Held: "
            "the share of answers inside the interval, both in the back-test three years ahead. Agreement in per cent."
        ),
        folded=True,
        short=("", "Last", "1 y", "3 y", "Skill", "Held"),
    )


def _cell(one: Forecast, form: str) -> Figure:
    value = percent(one.value, 1).rstrip("%") if form == "percent" else index(one.value)
    return Figure(f"{value} {bracket(one.estimate, form)}", one.estimate)
