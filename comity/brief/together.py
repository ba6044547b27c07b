"""Everything together: the fused index and its levels, when each was last read, breaks, volatility."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from comity.actors import get
from comity.brief.findings import Findings
from comity.brief.fused_charts import together_chart, together_data
from comity.brief.indexed import (
    claim,
    fallen,
    likelihood,
    spread,
    stretch,
    valued,
    year_in,
)
from comity.brief.objects import Block, Cell, Figure, Paragraph, Remark, Said, Section, Sentence, Table
from comity.brief.statements import Phrase, joined, say
from comity.brief.wording import bracket, count, index, named, percent, said, start
from comity.measure.alignment.breaking import Break, Restless
from comity.measure.alignment.indicators import indicator
from comity.measure.alignment.standing import LevelStanding, Standing

TITLE = "Everything together"
TOLD = 4
"""Breaks a paragraph tells; the largest are kept."""


def together(findings: Findings) -> Section:
    """The fused index of the pair."""
    standing = findings.together
    if standing is None:
        nothing = (
            f"Alignment on everything together is not estimated for {findings.both}: nothing but votes and treaties "
            "is read of them here, or they were not both there in a whole year that is held."
        )
        return Section("together", TITLE, (Paragraph((Remark(nothing),)),))
    blocks: list[Block] = [
        Paragraph((scale(standing), *rest(standing))),
        together_chart(findings, standing),
        together_data(standing),
        Paragraph((*made_of(standing), *reading(standing))),
        levels(standing),
        Paragraph((*breaks(standing), *volatility(standing))),
        *restless(standing),
    ]
    return Section("together", TITLE, tuple(blocks))


def scale(standing: Standing) -> Sentence:
    """The index of the year on its scale, and the claim on it."""
    now, found = standing.overall[standing.year], standing.record
    head: Phrase = [
        "The index stood at ",
        valued(now),
        " (",
        spread(now, True),
        ") in ",
        year_in(standing, standing.year),
    ]
    unit = ", where nought is nothing between two states and two standard deviations of all pairs are about one"
    return say(head, unit, *(["; ", stretch(standing, found), " ", claim(standing, found)] if found else []), ".")


def rest(standing: Standing) -> tuple[Said, ...]:
    """The runner-up or the highest year, and the claim for its time."""
    out: list[Said] = []
    found = standing.record
    if fallen(standing):
        top = standing.overall[standing.tops]
        year = year_in(standing, standing.year)
        out.append(
            say(
                "Its highest was ",
                valued(top),
                " in ",
                year_in(standing, standing.tops),
                ", clearly above that of ",
                year,
                ".",
            )
        )
    elif found is not None and found.ever < 0.5:
        out.append(
            say(
                "Of the years before, ",
                year_in(standing, found.runner_up),
                " comes out highest most often (in ",
                likelihood(standing, found, found.share),
                " of drawn histories).",
            )
        )
    own = standing.for_its_time
    if own is not None:
        head: Phrase = [
            "Set against the average pair of its year it stands at ",
            valued(standing.relative),
            "; by that measure ",
        ]
        same = found is not None and found.year is not None and (found.year, found.reached) == (own.year, own.reached)
        likely = likelihood(standing, own, own.probability)
        if same:
            out.append(say(head, "the same holds (probability ", likely, ")."))
        elif found is not None and found.year is None and own.year is None:
            before = year_in(standing, own.reached - 1)
            out.append(say(head, "it is no peak either (above ", before, " with a probability of ", likely, ")."))
        else:
            out.append(say(head, stretch(standing, own), " ", claim(standing, own), "."))
    if standing.year < standing.last:
        out.append(
            Remark("Readings of later years were used as well, since every year is smoothed with those around it.")
        )
    return tuple(out)


def made_of(standing: Standing) -> tuple[Sentence, ...]:
    """Which level adds most, and which takes away."""
    ranked = sorted(standing.levels.values(), key=lambda level: -level.part)
    most, least = ranked[0], ranked[-1]
    gives, takes = part(standing, most), part(standing, least, abs(least.part))
    if least.part < -SLIGHT and -least.part > most.part:
        tail: Phrase = (
            [f"; the {most.name} level adds most, ", gives] if most.part > SLIGHT else ["; no level adds to it"]
        )
        return (say(f"It is the {least.name} level that pulls it down, by ", takes, tail, "."),)
    if most.part < SLIGHT:
        return (say("No level moves it far from nought: the most, ", gives, f", comes from the {most.name} one."),)
    head: Phrase = [f"Most of it comes from the {most.name} level, which gives ", gives, " of the index"]
    if least.part > -SLIGHT:
        return (say(head, "; no level takes anything to speak of away."),)
    return (say(head, f"; the {least.name} level takes off ", takes, "."),)


SLIGHT = 0.005
"""A part of the index that is not told."""


def part(standing: Standing, level: LevelStanding, shown: float | None = None, places: int = 2) -> Figure:
    """What a level adds to the index."""
    text = index(level.part if shown is None else shown, places)
    as_of = date(standing.year, 12, 31)
    evidence = f"alignment/{standing.pair}/{standing.year}"
    return said(text, level.part, as_of, f"part of the {level.name} level", evidence, unit="part of the index")


def reading(standing: Standing) -> tuple[Said, ...]:
    """Which levels were read in the year, and when the others were last."""
    carried, out = standing.carried, list[Said]()
    now = [level for level in standing.levels.values() if level.last_read == standing.year]
    if now and carried:
        names = " and ".join(level.name for level in now)
        noun = "level was" if len(now) == 1 else "levels were"
        out.append(say(f"Only the {names} {noun} read in ", year_in(standing, standing.year), "."))
    if carried:
        last: list[Phrase] = [
            [f"the {level.name} level in ", year_in(standing, level.last_read or standing.year)] for level in carried
        ]
        them = "it is" if len(carried) == 1 else "they are"
        out.append(
            say("Last read were ", joined(last), f"; from there {them} carried on, with wider intervals each year.")
        )
    never = [level.name for level in standing.levels.values() if level.last_read is None]
    if never:
        names = " or ".join(never)
        out.append(
            Remark(f"Nothing was ever read of their {names} level: what is shown is all that is known of any pair.")
        )
    return tuple(out)


def levels(standing: Standing) -> Table:
    """Value, interval, weight and part of each level, with when and what it was read from."""
    rows = tuple(_row(standing, level) for level in standing.levels.values())
    now = standing.overall[standing.year]
    total: tuple[Cell, ...] = ("Together", valued(now, 3), bracket(now, "index"), "100%", valued(now, 3), "", "")
    columns = ("Level", f"{standing.year}", "90% interval", "Weight", "Part", "Last read", "Read from")
    note = "Weight times value gives the part; the parts add up to the index, but for rounding."
    return Table("What the index is made of", columns, (*rows, total), frozenset(columns[1:6]), note)


def _row(standing: Standing, level: LevelStanding) -> tuple[Cell, ...]:
    now = level.series[standing.year]
    last: Cell = "never" if level.last_read is None else year_in(standing, level.last_read)
    sources = ", ".join(indicator(source).label for source in level.read_from)
    head = (start(level.name), valued(now, 3), bracket(now, "index"), percent(level.share))
    return (*head, part(standing, level, places=3), last, sources or ("carried on" if level.last_read else ""))


def breaks(standing: Standing) -> tuple[Said, ...]:
    """Levels that began anew, the largest breaks in order of time."""
    solid = [one for one in standing.breaks if not one.other_sources]
    largest = sorted(solid, key=lambda one: -abs(one.jump.value or 0.0))[:TOLD]
    told = sorted(largest, key=lambda one: one.year)
    if not told:
        none = said(
            "No level", 0.0, date(standing.year, 12, 31), "breaks", f"alignment/{standing.pair}/{standing.year}"
        )
        return (say(none, " broke with its past: what moved, moved by degrees."), *doubtful(standing))
    grouped = groupby(sorted(told, key=lambda one: one.level), key=lambda one: one.level)
    first, *more = [_broke(standing, name, list(ones)) for name, ones in grouped]
    sentences = [say("Not all of it came by degrees: ", first, "."), *(say(one, ".") for one in more)]
    return (*sentences, *doubtful(standing))


def _broke(standing: Standing, level: str, ones: list[Break]) -> Phrase:
    return [f"the {level} level ", joined([_stroke(standing, one, at == 0) for at, one in enumerate(ones)])]


def _stroke(standing: Standing, one: Break, first: bool) -> Phrase:
    way = "rose" if (one.jump.value or 0.0) > 0 else "fell"
    where: Phrase = [" in ", year_in(standing, one.year)]
    if one.low < one.high:
        where = [where, ", give or take (", year_in(standing, one.low), " to ", year_in(standing, one.high), "),"]
    change: Phrase = [" (change ", valued(one.jump), ", ", spread(one.jump, first), ")"]
    return [f"{way}{' at a stroke' if first else ''}", where, change]


def doubtful(standing: Standing) -> tuple[Sentence, ...]:
    """Breaks that may be of the record."""
    found = [one for one in standing.breaks if one.other_sources]
    if not found:
        return ()
    places = joined([[f"the {one.level} level in ", year_in(standing, one.year)] for one in found])
    what = "A further break, of " if len(found) == 1 else "Further breaks, of "
    tail = "falls where a list begins or ends" if len(found) == 1 else "fall where lists begin or end"
    return (say(what, places, f", {tail}, and may be of the record alone."),)


def volatility(standing: Standing) -> tuple[Sentence, ...]:
    """How much the diplomatic level moves in a year, beside the reference pair."""
    found = next((one for one in standing.restless if one.level == "diplomatic"), None)
    if found is None:
        return ()
    head: Phrase = [
        "From one year to the next the diplomatic level moves by about ",
        valued(found.sd),
        " (",
        spread(found.sd),
        "), ",
    ]
    times: Phrase = [
        Figure(f"{index(found.ratio.value or 0.0, 1)} times", found.ratio),
        " as much as that of ",
        reference(standing),
    ]
    return (say(head, times, f" ({_settled(found)} ", _ratio(found), ")."),)


def _ratio(found: Restless) -> Figure:
    return Figure(f"{index(found.ratio.low or 0.0, 1)} to {index(found.ratio.high or 0.0, 1)}", found.ratio)


def _settled(found: Restless) -> str:
    low, high = found.ratio.low or 0.0, found.ratio.high or 0.0
    return "clearly more:" if low > 1 else "clearly less:" if high < 1 else "no clear difference:"


def reference(standing: Standing) -> str:
    """The two states of the reference pair."""
    return " and ".join(named(get(id)) for id in standing.reference)


def restless(standing: Standing) -> Sequence[Table]:
    """Volatility of every level."""
    if not standing.restless:
        return ()
    rows = tuple(
        (
            start(one.level),
            valued(one.sd, 3),
            bracket(one.sd, "index"),
            Figure(index(one.ratio.value or 0.0, 1), one.ratio),
            _ratio(one),
        )
        for one in standing.restless
    )
    columns = ("Level", "Moves in a year by", "90% interval", "Times the reference", "90% interval of that")
    note = f"Standard deviation of the change from one year to the next; the reference is {reference(standing)}."
    title = f"How much each of the {count(len(rows), 'level')} moves"
    return (Table(title, columns, rows, frozenset(columns[1:]), note, page_only=True, folded=True),)
