"""What changed since a day, or since an earlier brief: what moved, by how much, and which evidence moved it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from comity.actors import get
from comity.brief.changed_numbers import against_earlier
from comity.brief.changed_rows import (
    beside_rows,
    edges,
    evident,
    id_of,
    index_rows,
    known,
    news,
    part,
    readings_table,
    sources,
    when,
)
from comity.brief.fed import small
from comity.brief.findings import Findings
from comity.brief.indexed import named_year, valued
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Sentence, Table
from comity.brief.since import Since
from comity.brief.statements import Phrase, joined, say
from comity.brief.texts import last_day
from comity.brief.wording import count, day, named, said, short_day, start
from comity.measure.change.begun import Turn
from comity.measure.change.between import Moved
from comity.measure.change.diff import Difference, difference
from comity.measure.source import Source
from comity.schema import Estimate

SLIGHT = 0.005
"""A part of the index that is not told."""
TOLD, SHOWN = 3, 8
"""Readings told, turns told."""


def changed(findings: Findings, source: Source) -> Section | None:
    """What moved since the day the reader names; None where no day is named."""
    since = findings.since
    if since is None:
        return None
    title, last = f"What changed since {day(since.day)}", last_of(findings, source)
    blocks: list[Block] = []
    if (since.day.year, since.day.month) < (last.year, last.month):
        blocks += _moved(findings, source, since, last)
    else:
        between = f"No month lies between {day(since.day)} and {day(last)}, so that nothing is compared by time."
        blocks.append(Paragraph((Remark(between),)))
    if since.name:
        blocks += against_earlier(findings, since)
    return Section("changed", title, tuple(blocks))


def last_of(findings: Findings, source: Source) -> date:
    """The day asked about; where the brief tells all that is held, the day it was made, or the end of its last year."""
    return last_day(findings) or max(source.made, date(findings.as_of.year, 12, 31))


def _moved(findings: Findings, source: Source, since: Since, last: date) -> list[Block]:
    until = last_day(findings)
    year = findings.together.year if findings.together else findings.as_of.year
    years = (since.year, year)
    found = difference(
        source,
        findings.state1,
        findings.state2,
        findings.against,
        since.day,
        last,
        until,
        years,
    )
    sentences = [*of_index(found), *of_turns(findings, found), *of_documents(findings, found)]
    blocks: list[Block] = [Paragraph(tuple(sentences))] if sentences else []
    rows = [*index_rows(found), *beside_rows(findings, found)]
    if rows:
        columns = ("What", "Was", "Is", "Change", "90% interval", "Adds")
        note = (
            "What the levels add makes up the change of the index, but for rounding. Yardsticks and pressure are those of "
            f"{found.years[0]} and {found.years[1]}, their intervals taken as independent."
        )
        blocks.append(Table("By how much", columns, tuple(rows), frozenset(columns[1:]), note))
    if found.moved is not None:
        blocks.append(readings_table(found, found.moved))
    return blocks


def of_index(found: Difference) -> tuple[Said, ...]:
    """The change of the index, which levels it comes from, and the readings that moved it most."""
    moving = found.moved
    if moving is None:
        return (Remark(f"The index is not compared: {found.gap}."),)
    was, now, change = moving.index.was, moving.index.now, moving.index.change
    head: Phrase = [
        "From ",
        when(moving, was),
        " to ",
        when(moving, now),
        " the index went from ",
        valued(was),
        " to ",
        valued(now),
    ]
    clear = (change.low or 0.0) > 0 or (change.high or 0.0) < 0
    tail: Phrase = [
        ", a change of " if clear else ", which is no clear change: ", evident(found, moving, change),
        " (", Figure(f"90% interval {edges(change)}", known(found, moving, change)), ").",
    ]  # fmt: skip
    return (say(head, tail), *of_levels(found, moving), *of_readings(found, moving))


def of_levels(found: Difference, moving: Moved) -> tuple[Sentence, ...]:
    """The levels that gave most and took most."""
    ranked = sorted(moving.levels, key=lambda one: -(one.part or 0.0))
    most, least = ranked[0], ranked[-1]
    gives, takes = (most.part or 0.0) > SLIGHT, (least.part or 0.0) < -SLIGHT
    up: list[Phrase] = [f"the {most.name} level raised it by ", part(found, moving, most)]
    down: list[Phrase] = [f"the {least.name} level lowered it by ", part(found, moving, least)]
    if gives and takes:
        return (say(start_with(up), ", while ", down, "."),)
    if gives or takes:
        return (say(start_with(up if gives else down), "; no other level moved it much the other way."),)
    return (say("No level moved it by more than ", evident(found, moving, _largest(moving), f"{SLIGHT}"), "."),)


def start_with(phrase: list[Phrase]) -> Phrase:
    """The phrase as a sentence begins."""
    first, *rest = phrase
    return [start(str(first)), *rest]


def _largest(moving: Moved) -> Estimate:
    return max((one.change for one in moving.levels), key=lambda change: abs(change.value or 0.0))


def of_readings(found: Difference, moving: Moved) -> tuple[Said, ...]:
    """The readings that moved it most."""
    top = sorted(moving.readings, key=lambda one: -abs(one.part))[:TOLD]
    told: list[Phrase] = [
        [
            f"the {one.level} level as read in ",
            named_year(one.evidence, int(one.when[:4])),
            f" from {sources(one)} (",
            news(one),
            ")",
        ]
        for one in top
        if abs(one.part) > SLIGHT / 2
    ]
    if not told:
        return ()
    out: list[Said] = [say("What moved it most was ", joined(told), ".")]
    if any(one.when[:4] > str(found.last.year) for one in top):
        out.append(Remark("Readings of later years help to place these two, as everywhere in the index."))
    return tuple(out)


def of_turns(findings: Findings, found: Difference) -> tuple[Said, ...]:
    """Treaties, rungs and memberships that began or ended."""
    out: list[Said] = []
    for ended, verb in ((False, "Begun since"), (True, "Ended since")):
        told = [_turn(findings, one) for one in _once(found.turns, ended)]
        if told:
            out.append(say(f"{verb}: ", joined(told[:SHOWN]), "."))
    if not out:
        out.append(
            Remark(
                "No treaty between them, and no body of which either is a member, is known to have begun or ended since."
            )
        )
    return tuple(out)


def _once(turns: Iterable[Turn], ended: bool) -> list[tuple[Turn, str]]:
    """Turns of one way with whose they are; both joining a body on one day is one turn."""
    sides: dict[tuple[str, str, date], list[Turn]] = {}
    for one in turns:
        if one.ended is ended:
            sides.setdefault((one.kind, one.name, one.day), []).append(one)
    return [(ones[0], ones[0].who if len(ones) == 1 else "both") for ones in sides.values()]


def _turn(findings: Findings, told: tuple[Turn, str]) -> Phrase:
    one, who = told
    name = {"membership": lambda: named(get(one.name)), "rung": lambda: f"the rung {one.name}"}.get(
        one.kind, lambda: f"the {one.name}"
    )()
    when = said(short_day(one.day), None, one.day, f"{one.kind} {'ended' if one.ended else 'begun'}", one.evidence)
    whose = "" if one.kind != "membership" else f"{'both' if who == 'both' else named(get(who))} in "
    return [whose, said(name.replace("the The ", "the "), None, one.day, one.kind, one.evidence), " (", when, ")"]


def of_documents(findings: Findings, found: Difference) -> tuple[Sentence, ...]:
    """How many events and statements of those days the documents tell, and what they did to the change."""
    if not found.arrived:
        return ()
    id = id_of(found, found.moved)
    events = sum(one.sort == "event" for one in found.arrived)

    def number(text: str, value: int) -> Figure:
        return said(text, float(value), found.last, "told in documents of those days", id, value)

    head: Phrase = [
        "Your documents tell of ",
        number(count(events, "event"), events),
        f" between {findings.both} in that time and of ",
    ]
    spoken = len(found.arrived) - events
    tail: Phrase = [number(count(spoken, "statement"), spoken), " by one about the other"]
    moved_by = found.moved.told_part if found.moved else 0.0
    if found.moved is None or not moved_by:
        return (say(head, tail, "."),)
    part = said(small(moved_by), moved_by, found.last, "part of documents in the change", id, unit="part of the index")
    return (say(head, tail, "; of the change of the index ", part, " is theirs."),)
