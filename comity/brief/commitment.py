"""M19, where the two stand on the ladder from nothing to a defence pact, since when, and by which treaties."""

from __future__ import annotations

from comity.brief.charts import ties_chart
from comity.brief.findings import Findings
from comity.brief.objects import Block, Cell, Figure, Paragraph, Remark, Said, Section, Table
from comity.brief.statements import Phrase, say
from comity.brief.wording import count, day, listed, prose_days, said, short_day
from comity.brief.wording import start as capital
from comity.measure.ladder import Spell, Treaty

METHOD = "ladder of commitment"


def commitment(findings: Findings) -> Section:
    """The rung, the earlier rungs, the treaties and the timeline."""
    ladder = findings.ladder
    sentences: list[Said] = [rung(findings), *highest(findings), *declarations(findings)]
    if ladder.note:
        sentences.append(Remark(prose_days(ladder.note)))
    blocks: list[Block] = [Paragraph(tuple(sentences))]
    chart = ties_chart(findings)
    blocks += [chart] if chart else []
    binding, declared = split(findings)
    if binding:
        blocks.append(table(findings, "Treaties that bind or bound the two", binding))
    if declared:
        blocks.append(
            table(findings, "Declarations and agreements without an obligation of this kind", declared, page_only=True)
        )
    return Section("commitment", "What they have promised each other", tuple(blocks))


def split(findings: Findings) -> tuple[tuple[Treaty, ...], tuple[Treaty, ...]]:
    """Treaties with obligations, and what was signed without any."""
    binding = tuple(treaty for treaty in findings.ladder.treaties if treaty.obligations)
    return binding, tuple(treaty for treaty in findings.ladder.treaties if not treaty.obligations)


def figure(findings: Findings, text: str, number: float | None, unit: str, evidence: str = "") -> Figure:
    """A figure that rests on the ladder or on one of its spells or treaties."""
    return said(text, number, findings.ladder.as_of, METHOD, evidence or findings.ladder.evidence, unit=unit)


def rung(findings: Findings) -> Said:
    """Where the two stand on the last day the record of treaties speaks for."""
    ladder = findings.ladder
    as_of = figure(findings, day(ladder.as_of), float(ladder.as_of.year), "day")
    label = figure(findings, ladder.label.lower(), float(ladder.rung), "rung")
    reach: Phrase = ["; the record of treaties speaks up to ", as_of]
    if ladder.rung == 0 or ladder.since is None:
        ended: Phrase = (
            []
            if ladder.since is None
            else [" from ", figure(findings, day(ladder.since), float(ladder.since.year), "day"), " on"]
        )
        return say(f"There {findings.tense('is', 'was')} ", label, f" between {findings.both}", ended, reach, ".")
    since = figure(findings, day(ladder.since), float(ladder.since.year), "day")
    if ladder.rung == 1:
        return say(
            f"{findings.both} {findings.tense('have', 'had')} no pact of their own, but a ",
            label,
            ", since ",
            since,
            reach,
            ".",
        )
    owed: Phrase = [f", with obligations of {obligations(ladder.spells[-1])}"] if ladder.spells[-1].obligations else []
    return say(
        f"{findings.both} {findings.tense('are', 'were')} bound by a ", label, ", since ", since, owed, reach, "."
    )


def obligations(spell: Spell | Treaty) -> str:
    """The obligations of a spell or treaty as a list in words."""
    return listed(list(spell.obligations))


def highest(findings: Findings) -> tuple[Said, ...]:
    """The highest rung ever held, where it is not the present one."""
    ladder = findings.ladder
    top = max(ladder.spells, key=lambda spell: spell.rung, default=None)
    if top is None or top.rung <= ladder.rung:
        return ()
    label = figure(findings, top.label.lower(), float(top.rung), "rung", top.evidence)
    first = figure(findings, str(top.start.year), float(top.start.year), "year", top.evidence)
    last = figure(findings, str(top.end.year), float(top.end.year), "year", top.evidence) if top.end else None
    until: Phrase = [" to ", last] if last else [" on"]
    return (say("The highest rung they ever held was ", label, ", from ", first, until, "."),)


def declarations(findings: Findings) -> tuple[Said, ...]:
    """What was signed without an obligation to defend, abstain or consult: how many, and the newest."""
    _, declared = split(findings)
    if not declared:
        return ()
    newest = declared[-1]
    number = figure(
        findings,
        count(len(declared), "declaration or agreement", "declarations and agreements"),
        float(len(declared)),
        "treaties",
    )
    name = figure(findings, newest.name, None, "treaty", newest.evidence)
    when = figure(findings, day(newest.start), float(newest.start.year), "day", newest.evidence)
    if len(declared) == 1:
        return (say("The record also holds ", number, " without such obligations: ", name, " (", when, ")."),)
    return (say("The record also holds ", number, " without such obligations, the newest ", name, " (", when, ")."),)


def table(findings: Findings, title: str, treaties: tuple[Treaty, ...], page_only: bool = False) -> Table:
    """Treaties with their days, what they oblige to and how many states they bind."""
    columns = (
        ("Treaty", "From", "To", "Obligations", "Parties") if not page_only else ("Title", "From", "To", "Parties")
    )
    rows = tuple(row(findings, treaty, page_only) for treaty in treaties)
    return Table(title, columns, rows, frozenset({"Parties"}), page_only=page_only, folded=page_only)


def row(findings: Findings, treaty: Treaty, bare: bool = False) -> tuple[Cell, ...]:
    """One treaty; `bare` leaves out the obligations."""
    start = figure(findings, short_day(treaty.start), float(treaty.start.year), "day", treaty.evidence)
    if treaty.end is not None and treaty.end <= findings.day:
        end: Cell = figure(findings, short_day(treaty.end), float(treaty.end.year), "day", treaty.evidence)
    else:
        known = treaty.known_to
        end = "in force" if known is None or known >= findings.as_of else f"in force ({known.year})"
    parties = (
        ""
        if treaty.n_parties is None
        else figure(findings, f"{treaty.n_parties}", float(treaty.n_parties), "states", treaty.evidence)
    )
    words = obligations(treaty)
    if treaty.one_sided:
        words += f" (one-sided: {listed(treaty.one_sided)})"
    name = capital(treaty.name)
    return (name, start, end, parties) if bare else (name, start, end, words, parties)
