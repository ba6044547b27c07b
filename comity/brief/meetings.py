"""Meetings: visits on record by year, and what documents tell of meetings held and announced, each with its sentence."""

from __future__ import annotations

from comity.brief.findings import Findings
from comity.brief.indexed import named_year
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Table
from comity.brief.sizes import number
from comity.brief.statements import Phrase, say
from comity.brief.texts import last_day, last_year, ledger_of, none_held
from comity.brief.told_rows import READ, told_table, when
from comity.brief.wording import count, possessive, said
from comity.measure.kept.series import Kept, Series
from comity.measure.readings import line
from comity.measure.source import Source
from comity.measure.strength.acts_told import Told, acts_told
from comity.measure.strength.readiness import together
from comity.schema import Estimate

TITLE = "Meetings"
VISITS, MEETINGS = "visits/china_vitae/visits", "visits/china_vitae/meetings"
ROWS = 6
NO_LIST = "No public list of meetings held here covers {both}: the one there is follows Chinese leaders alone, from 2003 to 2018."


def meetings(findings: Findings, source: Source) -> Section:
    """Visits on record, then meetings that documents tell of."""
    listed = visits(findings, source.kept, last_year(findings))
    held, announced = told(findings, source)
    ledger = ledger_of(source)
    blocks: list[Block] = []
    sentences: list[Said] = [*listed]
    if not listed:
        sentences.append(Remark(NO_LIST.format(both=findings.both)))
    sentences += _told(findings, source, held, announced)
    if not held and not announced:
        sentences.append(none_held(findings, "What else is known of meetings, held and announced,", ledger is not None))
    else:
        sentences.append(READ)
    blocks.append(Paragraph(tuple(sentences)))
    if held:
        blocks.append(told_table("Meetings held, as documents tell", held, source.made, ROWS, " and "))
    if announced:
        blocks.append(told_table("Meetings announced", announced, source.made, ROWS, " and "))
    table = by_year(findings, source.kept, last_year(findings))
    return Section("meetings", TITLE, (*blocks, table) if table else tuple(blocks))


def visits(findings: Findings, kept: Kept, until: int) -> tuple[Said, ...]:
    """Stays of Chinese leaders and meetings, over the years the list covers, and the last year with one."""
    one, two = findings.state1.id, findings.state2.id
    met = together(kept, MEETINGS, one, two, until)
    if met is None:
        return ()
    other = findings.name2 if one == "CHN" else findings.name1
    span = Figure(f"{met.first} to {met.last_year}", met.n)
    head: Phrase = ["A list of what seven Chinese leaders did from ", span, " has ", number(met.n, "meeting")]
    if met.last is None:
        return (say(head, f" with {possessive(other)} side."),)
    last: Phrase = [
        ", ",
        number(met.last),
        " of them in ",
        named_year(met.last.evidence, met.last.as_of.year),
        ", the last year with any",
    ]
    stays = _stays(kept, one, two, until)
    if not stays:
        return (say(head, f" with {possessive(other)} side", last, "."),)
    newest = stays[max(stays)]
    visit: Phrase = ["; the last visit to ", other, " is of ", named_year(newest.evidence, newest.as_of.year)]
    return (say(head, f" with {possessive(other)} side", last, visit, "."),)


def _stays(kept: Kept, one: str, two: str, until: int) -> Series:
    a, b = (one, two) if one == "CHN" else (two, one)
    return kept.pair(a, b, until).get(VISITS, {})


def by_year(findings: Findings, kept: Kept, until: int) -> Table | None:
    """Meetings and stays of every year the list covers, noughts among them."""
    one, two = findings.state1.id, findings.state2.id
    met = together(kept, MEETINGS, one, two, until)
    if met is None or not met.series:
        return None
    stays = _stays(kept, one, two, until)
    rows = tuple(
        (str(year), _count(met.series.get(year)), _count(stays.get(year)))
        for year in range(met.last_year, met.first - 1, -1)
    )
    other = findings.name2 if one == "CHN" else findings.name1
    columns = ("Year", "Meetings", f"Stays in {other}")
    note = "As listed: meetings are lines, anywhere; days in a row are one stay. A year with nought is covered and has none."
    return Table("Chinese leaders, by year", columns, rows, frozenset(columns[1:]), note, page_only=True, folded=True)


def _count(found: Estimate | None) -> Figure | str:
    return "0" if found is None else Figure(str(int(found.value or 0)), found)


def told(findings: Findings, source: Source) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Meetings held and announced in the documents of a ledger, the newest first."""
    ledger, until = ledger_of(source), last_day(findings)
    if ledger is None:
        return (), ()
    ones, twos = line(findings.state1.id), line(findings.state2.id)
    held = acts_told(ledger, "CONSULT", ones, twos, ("asserted", "historical"), until)
    return held, acts_told(ledger, "CONSULT", ones, twos, ("planned",), until)


def _told(findings: Findings, source: Source, held: tuple[Told, ...], announced: tuple[Told, ...]) -> list[Said]:
    """How many of each the documents tell of, and the newest."""
    out: list[Said] = []
    for acts, verb in ((held, "held"), (announced, "announced")):
        if not acts:
            continue
        newest = acts[0]
        day = newest.day or newest.published or source.made
        how_many = said(count(len(acts), "meeting or talk", "meetings or talks"), float(len(acts)), day, "stories of CONSULT events", newest.id)  # fmt: skip
        known: Phrase = [", the newest ", said(when(newest), None, day, f"event, {newest.status}", newest.id, unit="event")] if newest.day else ""  # fmt: skip
        out.append(
            say("The documents of the ledger tell of ", how_many, f" {verb} between {findings.both}", known, ".")
        )
    return out
