"""M13 and M8, which issues divide the two from their rival, who stands where, and whether each backs the other without a stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from comity.brief.findings import Findings
from comity.brief.issue_tables import agenda_table, stake_table
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section
from comity.brief.statements import Phrase, joined, say
from comity.brief.texts import last_day, last_year, ledger_of
from comity.brief.wording import count, named, percent, said, start
from comity.measure.affinity.agreement import Agreement, agreements
from comity.measure.affinity.reciprocity import ALL, reciprocity
from comity.measure.affinity.stakes import Stand, evidence, stands
from comity.measure.said.matters import touched
from comity.measure.said.question import Question, question
from comity.measure.source import Source
from comity.schema import LEVEL, Actor, Estimate

TITLE = "Issues: who stands where"
LIKE = Remark(
    "Votes under a heading are put together over five years, and the shares compare states on the same texts; they do not compare years."
)
OURS = Remark(
    "Sides and stakes are those of comity's own table of issues, which names the main parties and not every interest."
)


def issues(findings: Findings, source: Source) -> Section:
    """Votes by heading, matters in dispute, and backing without a stake."""
    one, two, rival = findings.state1, findings.state2, findings.against
    asked = question(one.id, two.id, rival.id, findings.day)
    found = agreements(source, one.id, two.id, rival.id, last_year(findings))
    from comity.coding.issues_table import shipped

    matters = stands(shipped(), asked, findings.day)
    ledger = ledger_of(source)
    held = replace(asked, until=last_day(findings))
    spoken = touched(ledger, held) if ledger is not None else {}
    blocks: list[Block] = []
    if found:
        blocks += [Paragraph((*votes(findings, found), LIKE)), agenda_table(findings, found)]
    blocks.append(Paragraph((*disputes(findings, asked, matters), *backing(findings, source))))
    if matters:
        blocks.append(stake_table(findings, matters, spoken))
    return Section("issues", TITLE, tuple(blocks))


def votes(findings: Findings, found: Sequence[Agreement]) -> tuple[Said, ...]:
    """On what the two vote alike and apart, what divides each from the rival, and where one is nearer the rival."""
    own = sorted((one for one in found if one.own is not None), key=lambda one: _value(one.own))
    least, most = own[0], own[-1]
    head: Phrase = [
        "In the General Assembly of ",
        _years(most),
        f" {findings.both} gave the same answer most often on {most.name} (",
    ]
    out: list[Said] = []
    if len(own) > 1:
        out.append(
            say(
                head,
                _share(most.own),
                " of ",
                _n(most.own),
                f") and least on {least.name} (",
                _share(least.own),
                " of ",
                _n(least.own),
                ").",
            )
        )
    else:
        out.append(
            say(
                "In the General Assembly of ",
                _years(most),
                f" {findings.both} gave the same answer on {most.name} in ",
                _share(most.own),
                " of ",
                _n(most.own),
                ".",
            )
        )
    first = divided(findings, findings.state1, [(one, one.with1) for one in found])
    return (
        *out,
        *first,
        *divided(findings, findings.state2, [(one, one.with2) for one in found], bool(first)),
        *nearer(findings, found),
    )


def divided(
    findings: Findings, actor: Actor, found: Sequence[tuple[Agreement, Estimate | None]], again: bool = False
) -> tuple[Said, ...]:
    """The heading that divides a state most from the rival, and the one that does least."""
    held = sorted(((one, beside) for one, beside in found if beside is not None), key=lambda pair: _value(pair[1]))
    if len(held) < 2:
        return ()
    (low, least), (high, most) = held[0], held[-1]
    both = f"{named(actor)} and {findings.beside(actor)}"
    if again:
        return (
            say(
                f"{start(both)} were furthest apart on {low.name} (",
                _share(least),
                f") and closest on {high.name} (",
                _share(most),
                ").",
            ),
        )
    mean = "" if findings.against.kind == "state" else ", in the mean over its members"
    return (
        say(
            f"{start(both)} agreed least on {low.name} (",
            _share(least),
            f"{mean}) and most on {high.name} (",
            _share(most),
            ").",
        ),
    )


def nearer(findings: Findings, found: Sequence[Agreement]) -> tuple[Said, ...]:
    """Headings on which one of the two is clearly more with the rival than with the other."""
    out: list[Said] = []
    for one in found:
        for at, actor, other, beside in (
            (1, findings.state1, findings.name2, one.with1),
            (2, findings.state2, findings.name1, one.with2),
        ):
            if one.nearer & at and one.own is not None and beside is not None:
                head = f"On {one.name} {named(actor)} voted clearly more often with {findings.beside(actor)} ("
                out.append(say(head, _share(beside), f") than with {other} (", _share(one.own), ")."))
    return tuple(out[:MOST])


MOST = 2
"""Headings told on which one of the two is nearer the rival; the table has them all."""


def _value(estimate: Estimate | None) -> float:
    return 0.0 if estimate is None or estimate.value is None else estimate.value


def _share(estimate: Estimate | None) -> Figure:
    if estimate is None:
        raise ValueError("no share")
    return Figure(percent(_value(estimate)), estimate)


def _n(estimate: Estimate | None) -> Figure:
    if estimate is None:
        raise ValueError("no votes")
    return Figure(count(estimate.n_evidence, "vote"), estimate)


def _years(one: Agreement) -> Figure:
    if one.own is None:
        raise ValueError("no votes")
    return said(
        f"{one.first} to {one.last}",
        float(one.last),
        one.own.as_of,
        "years put together",
        one.own.evidence,
        unit="year",
    )


def disputes(findings: Findings, asked: Question, found: Sequence[Stand]) -> tuple[Said, ...]:
    """How many matters in dispute set whom against whom on the day."""
    if not found:
        return (
            Remark(
                f"No matter in dispute of comity's table sets two of {findings.both} and {findings.rival} beside each other on the day."
            ),
        )
    id = evidence(asked, findings.day)

    def figure(value: int, noun: str = "", capital: bool = False) -> Figure:
        text = count(value, noun) if noun else count(value, "x").split()[0]
        return said(
            start(text) if capital else text, float(value), findings.day, "table of issues", id, value, "issues"
        )

    both = sum(one.against1 and one.against2 for one in found)
    first = sum(one.against1 and not one.against2 for one in found)
    second = sum(one.against2 and not one.against1 for one in found)
    apart, together = sum(one.apart for one in found), sum(one.together for one in found)
    verb = "concerns" if len(found) == 1 else "concern"
    whole = f" in dispute on the day {verb} at least two of {findings.name1}, {findings.name2} and {findings.rival}"
    sides = [
        (n, who)
        for n, who in ((both, "both"), (first, findings.name1), (second, findings.name2))
        if n and not findings.inside
    ]
    parts: list[Phrase] = [
        [
            figure(n),
            f" set{'s' if n == 1 else ''} {who}{'' if who == 'both' else ' alone'} against members of {findings.rival}",
        ]
        for n, who in sides
    ]
    parts += [[figure(apart), f" set{'s' if apart == 1 else ''} the two against each other"]] if apart else []
    parts += [[figure(together), f" ha{'s' if together == 1 else 've'} the two on one side"]] if together else []
    head: Phrase = [figure(len(found), "matter", capital=True), whole]
    return (say(head, ": " if parts else "", joined(parts), "."), OURS)


def backing(findings: Findings, source: Source) -> tuple[Said, ...]:
    """How often each speaks up for the other where it has no stake of its own, in the documents of a ledger."""
    ledger = ledger_of(source)
    if ledger is None:
        return (
            Remark(
                "Whether each speaks up for the other where it has no stake of its own is read from documents, of which the release holds none."
            ),
        )
    from comity.coding.issues_table import shipped

    table = reciprocity(ledger, shipped(), findings.state1.id, findings.state2.id, until=last_day(findings))
    rows = {row["speaker"]: row for row in table.rows() if row["issue"] == ALL and row["evidence"]}
    out: list[Said] = []
    for actor, other in ((findings.state1, findings.name2), (findings.state2, findings.name1)):
        row = rows.get(actor.id)
        if row is None:
            out.append(
                Remark(
                    f"No statement is held in which {named(actor)} speaks on a matter where {other} has a stake and it has none."
                )
            )
        else:
            out.append(_backed(actor, other, row, findings))
    return tuple(out)


def _backed(actor: Actor, other: str, row: dict[str, object], findings: Findings) -> Said:
    n, plus, minus = (int(str(row[name])) for name in ("n_evidence", "n_for", "n_against"))
    value, low, high = (None if row[name] is None else float(str(row[name])) for name in ("value", "low", "high"))
    as_of = row["as_of"] if isinstance(row["as_of"], date) else findings.day
    estimate = Estimate(value, low, high, LEVEL, n, as_of, str(row["method"]), str(row["evidence"]), "share")

    def number(text: str) -> Figure:
        return Figure(text, estimate)

    head: Phrase = [
        f"In the documents held {named(actor)} speaks ", number(TIMES.get(n, f"{n:,} times")),
        f" on matters where {other} has a stake and it has none: ",
    ]  # fmt: skip
    counts: Phrase = [
        number(str(plus)), f" for {other}, ", number(str(minus)), " against and ", number(str(n - plus - minus)), " taking no side",
    ]  # fmt: skip
    if value is None:
        return say(head, counts, ".")
    interval: Phrase = [
        " (",
        number(percent(value)),
        " for, of those that take one; ",
        number(f"90% interval {between(estimate)}"),
        ")",
    ]
    return say(head, counts, interval, ".")


TIMES = {1: "once", 2: "twice"}


def between(estimate: Estimate) -> str:
    """The interval of a share, "30% to 95%"."""
    return f"{percent(estimate.low or 0.0)} to {percent(estimate.high or 0.0)}"
