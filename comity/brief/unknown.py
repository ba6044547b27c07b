"""What is not yet known: what this release does not hold, what its votes leave out, and where the series breaks."""

from __future__ import annotations

from comity.brief.findings import SPARSE, Findings, stated
from comity.brief.objects import Figure, Paragraph, Remark, Said, Section
from comity.brief.statements import Phrase, say
from comity.brief.wording import count, day, listed, start
from comity.measure.alignment.standing import Standing

ABSENT = (
    "trade",
    "arms deliveries",
    "sanctions",
    "visits and meetings",
    "joint exercises",
    "opinion polls",
    "news reports",
)
"""Evidence of DESIGN, section 1, that no measure here uses yet."""

DOUBLED = 2025
"""The year in which recorded votes doubled: many texts that used to pass without a vote were put to one."""


def unknown(findings: Findings) -> Section:
    """The gaps, most important first."""
    said = (
        *(not_held() if findings.together is None else outside(findings.together)),
        *votes(findings),
        *year_gaps(findings),
        *doubling(findings),
        *treaties(findings),
        *notes(findings),
    )
    return Section("unknown", "What is not yet known", (Paragraph(said, "list"),))


def not_held() -> tuple[Said, ...]:
    """Evidence that is not here at all."""
    return (
        Remark(
            f"This brief rests on votes, treaties and memberships alone. It says nothing of {listed(ABSENT)}: none of these is in this "
            "release, so deeds and words outside the record are neither confirmed nor denied."
        ),
    )


UNUSED = ("visits and meetings", "opinion polls", "what the two say of each other")
"""Evidence that the index leaves out; sections of the brief tell it apart."""


def outside(standing: Standing) -> tuple[Said, ...]:
    """What the fused estimates leave out, and how far they reach."""
    carried = [level.name for level in standing.carried]
    gap = (
        f" Nothing is read of the {listed(carried)} level{'s' if len(carried) > 1 else ''} up to the last year."
        if carried
        else ""
    )
    return (
        Remark(
            f"The index of everything together draws on lists that end in different years.{gap} It leaves out {listed(UNUSED)}: "
            "where anything of them is held, it stands in a section of its own."
        ),
    )


def votes(findings: Findings) -> tuple[Said, ...]:
    """What the votes leave out."""
    held = findings.covers.get("un_vote")
    reach = f" They run from {day(held[0])} to {day(held[1])}." if held else ""
    return (
        Remark(
            "The votes are those on resolutions that the General Assembly adopted by recorded vote. Failed drafts, amendments and texts "
            f"adopted without a vote are not among them, nor is anything the two do elsewhere.{reach}"
        ),
    )


def year_gaps(findings: Findings) -> tuple[Said, ...]:
    """Years that were left out of the record statement, and years without any vote."""
    record = findings.own.record()
    if record is None or not record.skipped_years:
        return ()
    years = stated(
        record, listed([str(year) for year in record.skipped_years]), float(len(record.skipped_years)), "years"
    )
    number = count(len(record.skipped_years), "year")
    verb, them = ("was", "it") if len(record.skipped_years) == 1 else ("were", "them")
    spelt = stated(record, start(number), float(len(record.skipped_years)), "years")
    few = stated(record, count(SPARSE, "vote"), float(SPARSE), "votes")
    return (
        say(
            spelt, f" {verb} skipped for want of ", few, f", or because agreement is undefined in {them}: ", years, "."
        ),
    )


def doubling(findings: Findings) -> tuple[Said, ...]:
    """The break in the agenda, where the series reaches it."""
    before, after = findings.own.at(DOUBLED - 1, "graded"), findings.own.at(DOUBLED, "graded")
    if before is None or after is None:
        return ()
    year = Figure(str(DOUBLED), after)
    counts: Phrase = [Figure(f"{after.n_evidence:,}", after), " against ", Figure(f"{before.n_evidence:,}", before)]
    return (
        say(
            "In ",
            year,
            " about twice as many texts went to a recorded vote as in the year before (votes in which both took part: ",
            counts,
            "), many of which used to pass without one. Plain agreement across that break is not comparable; kappa is less "
            "exposed to it, not immune.",
        ),
    )


def treaties(findings: Findings) -> tuple[Said, ...]:
    """How far the record of treaties reaches."""
    last = findings.ladder.as_of
    if last >= findings.as_of:
        return ()
    return (
        Remark(f"The record of treaties ends on {day(last)}; what was signed or lapsed after that day is not in it."),
    )


def notes(findings: Findings) -> tuple[Said, ...]:
    """What the measures themselves had to say about this question."""
    return tuple(map(Remark, findings.remarks()))
