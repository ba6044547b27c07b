"""M17, who said what of the two and of their rival, word for word; and what is only claimed, planned or denied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from comity.brief.findings import Findings
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Table
from comity.brief.quoting import acts, quoted, spoken_for, stances
from comity.brief.statements import Phrase, joined, say
from comity.brief.texts import last_day, ledger_of, none_held
from comity.brief.wording import count, said, start
from comity.measure.said.choosing import chosen, conflicts
from comity.measure.said.claims import Claim, claims, varied
from comity.measure.said.question import Question, question
from comity.measure.said.voices import Voice, texts, undated
from comity.measure.said.voices import voices as spoken
from comity.measure.source import Source

ROWS, ACTS, SIDES = 12, 6, 2
"""The most statements, acts and conflicts shown."""

READ = Remark(
    "Statements, their speakers and stances are read by rules and a small network, and some are read wrongly; each row leads to "
    "its sentence. A stance is told only where the words that show it are among those quoted. In quotation marks is what was quoted word for word."
)


def voices(findings: Findings, source: Source) -> Section:
    """Counts, conflicting voices side by side, officials, experts and others, and what is not told as done."""
    title, ledger, until = "Who says what", ledger_of(source), last_day(findings)
    what = "What is said of the two, by whom and in which words,"
    if ledger is None:
        return Section("voices", title, (Paragraph((none_held(findings, what, False),)),))
    asked = question(findings.state1.id, findings.state2.id, findings.against.id, until)
    found, acting = spoken(ledger, asked), claims(ledger, asked)
    left = undated(ledger, asked)
    if not found and not acting:
        gap = (none_held(findings, what, True), *undated_remark(left))
        return Section("voices", title, (Paragraph(gap),))
    held, _ = texts(ledger, until)
    blocks = quotations(findings, source, asked, found, held, left) if found else []
    if acting:
        blocks.append(acts_table(acting, source.made))
    return Section("voices", title, tuple(blocks))


def quotations(
    findings: Findings, source: Source, asked: Question, found: Sequence[Voice], held: int, left: int
) -> list[Block]:
    """The sentences on what is said and the tables of quotations."""
    issues = {issue for voice in found for issue in voice.issues}
    targets = [*asked.ones, *asked.twos, asked.against, *sorted(issues)]
    opposed = [voice for one in conflicts(found, targets, SIDES) for voice in (one.for_it, one.against)]
    used = {voice.id for voice in opposed}
    officials, others = shared_out([voice for voice in found if voice.id not in used], ROWS - len(used))
    n_shown = len(used) + len(officials) + len(others)
    head: tuple[Said, ...] = (*counted(findings, asked, found, held, n_shown, source.made), *undated_remark(left), READ)
    sort = "Experts" if all(voice.standing == "expert" for voice in others) else "Experts and others"
    tables = (
        ("Officials, in their words", officials),
        (f"{sort}, in their words", others),
        ("Voices on two sides", opposed),
    )
    return [Paragraph(head), *(voice_table(title, rows, source.made) for title, rows in tables if rows)]


def shared_out(found: Sequence[Voice], room: int) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """Officials, and experts and others; each group half of the room, or what the other leaves of it."""
    official = [voice for voice in found if voice.standing == "official"]
    other = [voice for voice in found if voice.standing != "official"]
    first = chosen(official, room - min(len(other), room // 2))
    return first, chosen(other, room - len(first))


def counted(
    findings: Findings, asked: Question, found: Sequence[Voice], held: int, n_shown: int, made: date
) -> tuple[Said, ...]:
    """How many statements are held, by whom, and how many are shown."""
    as_of = asked.until or made

    def number(text: str, value: int) -> Figure:
        return said(
            text, float(value), as_of, "statements coded in the documents of the ledger", asked.evidence, len(found)
        )

    sorts = (("official", "official", "officials"), ("expert", "expert", "experts"), ("other", "other", "others"))
    split: list[Phrase] = []
    for standing, _, many in sorts:
        n = sum(voice.standing == standing for voice in found)
        if n:
            split.append([number(f"{n:,}", n), f" by {many}"])
    size = number(start(count(held, "document")), held)
    whole = number(count(len(found), "statement"), len(found))
    verb = "holds" if held == 1 else "hold"
    sentence = say(
        size, f" of the ledger {verb} ", whole, f" about {findings.both}, one of them or, by their officials, {findings.rival}: ",
        joined(split), ".",
    )  # fmt: skip
    if n_shown == len(found):
        return (sentence,)
    shown = number(str(n_shown), n_shown)
    return (
        sentence,
        say(
            "Shown are ",
            shown,
            ", those that name both before those that name one; the id of the count leads to them all.",
        ),
    )


def undated_remark(left: int) -> tuple[Said, ...]:
    """What was left out because nobody knows when it was said."""
    if not left:
        return ()
    verb = "is" if left == 1 else "are"
    return (
        Remark(
            f"{count(left, 'statement').capitalize()} of documents without a date {verb} left out, as a day was asked for."
        ),
    )


def voice_table(title: str, found: Sequence[Voice], made: date) -> Table:
    """Quotations, one a row."""
    rows = tuple((spoken_for(voice), quoted(voice, made), stances(voice)) for voice in found)
    return Table(title, ("Who, when and where", "Words", "Stance"), rows)


def acts_table(found: Sequence[Claim], made: date) -> Table:
    """Acts that the texts do not tell as done."""
    picked = varied(found, ACTS)
    rows = tuple(acts(claim, made) for claim in picked)
    more = len(found) - len(picked)
    note = f"{start(count(more, 'other'))} not shown; comity show events --status planned, negated or hypothetical lists such acts."
    return Table("Claimed, planned or denied", ("Told as", "Sentence", "By and where"), rows, note=note if more else "")
