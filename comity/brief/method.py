"""How the numbers were made: formulas, intervals, records, the ladder, and where every row comes from."""

from __future__ import annotations

from comity.brief.findings import SPARSE, Findings
from comity.brief.objects import Block, Paragraph, Remark, Section, Table
from comity.brief.wording import day, named, start
from comity.measure.votes.yardsticks import YARDSTICKS
from comity.schema import Origin

INTERVALS = Remark(
    "Intervals hold with 90% probability and say how far a value could move if the year's votes were a sample of the votes such "
    "a year might bring; they say nothing of what was never put to a vote."
)

RECORDS = Remark(
    "A record is tested by drawing the votes of every year again, with replacement, many times. Its probability is the share of "
    "draws in which the year stands above every year since the one named; the probability of a peak is the share in which that "
    f"year tops the series. Years with fewer than {SPARSE} votes are left out."
)

CHOICES = Remark(
    "A vote counts where both said yes, abstained or said no; absence is no choice. Votes on which all who voted chose alike are "
    "set apart, for they tell no two states from one another. A vote is contested where less than nine tenths of those saying "
    "yes or no said yes. The vote of a bloc is the choice of more than half of its members that voted."
)

BANDS = Remark(
    "The words for kappa (slight, fair, moderate, substantial, near-complete) are the bands of Landis and Koch (1977), Biometrics 33."
)


INDEX = Remark(
    "Everything together: each reading (votes, ideal points, shared bodies and news for the diplomatic level; treaties, likeness of "
    "alliances, arms and exercises for security; trade, trade agreements and sanctions for the economic; rivalries, disputes and wars "
    "for conflict) comes to one unit, in which two standard deviations of all pairs are about 1. Levels drift from year to year and are "
    "read with noise estimated from all pairs; the index is their sum with fixed weights. Years up to the last that hardly differ from "
    "it count as one stretch in a claim of a record, whose probability is the share of histories drawn from the model in which it "
    "holds. A break is a year in which a level starts anew instead of drifting on. Pressure is smoothed in the same way."
)


def method(findings: Findings) -> Section:
    """Formulas, methods and origins."""
    blocks: tuple[Block, ...] = (
        *(Paragraph((remark,), page_only=True) for remark in (CHOICES, INTERVALS, RECORDS, BANDS)),
        *((Paragraph((INDEX,), page_only=True),) if fused(findings) else ()),
        formulas(),
        Paragraph((basis(findings), *lineages(findings), *definition(findings))),
        Paragraph(origins(findings), "sources"),
    )
    return Section("method", "How this was measured", blocks)


def fused(findings: Findings) -> bool:
    """Whether anything fused is told."""
    return findings.together is not None or any(findings.pressed)


def formulas() -> Table:
    """One row a yardstick, in the words of the code that computes it."""
    rows = tuple((y.label, y.formula, "yes" if y.chance_corrected else "no", y.reference) for y in YARDSTICKS.values())
    return Table("The yardsticks", ("Yardstick", "Formula", "Discounts chance", "Reference"), rows, page_only=True)


def origins(findings: Findings) -> tuple[Remark, ...]:
    """Where the rows come from, with version and licence."""
    return tuple(Remark(_origin(origin)) for origin in findings.origins) or (Remark("No origin is recorded."),)


def _origin(origin: Origin) -> str:
    dated = f" ({origin.date})" if origin.date and origin.date not in origin.version else ""
    version = f", version {origin.version}{dated}" if origin.version else dated
    address = "" if origin.address in origin.citation else origin.address
    parts = (
        f"{origin.producer}: {origin.title}{version}",
        "No licence stated" if origin.licence.lower().startswith("none stated") else start(origin.licence),
        origin.citation and f"Cite as: {origin.citation}",
        address,
    )
    return ". ".join(part.rstrip(". ") for part in parts if part) + "."


def definition(findings: Findings) -> tuple[Remark, ...]:
    """What the rival bloc is taken to be, where that is a definition of ours."""
    if findings.against.kind != "definition" or not findings.against.note:
        return ()
    rule = findings.against.note.split("] ", 1)[-1].removeprefix("Rule: ").split(" The rows of memberships")[0]
    return (Remark(f"{start(findings.rival)} is a definition, not a body: {rule.rstrip('.')}."),)


def basis(findings: Findings) -> Remark:
    """What the numbers were read from, and up to which day."""
    place = (
        "the release of estimates that ships with comity" if findings.basis == "release" else "a ledger of single votes"
    )
    asked = "" if findings.day == findings.as_of else f" The day asked about is {day(findings.day)}."
    return Remark(
        f"The numbers were read from {place}, made on {day(findings.made)}; votes are counted up to {day(findings.as_of)}.{asked}"
    )


def lineages(findings: Findings) -> tuple[Remark, ...]:
    """Whose record is continued."""
    out = []
    for id, line in findings.lineage.items():
        actor = findings.state1 if findings.state1.id == id else findings.state2
        earlier = [one for one in line if one.id != id]
        for one in earlier:
            until = f" to {day(one.end)}" if one.end else ""
            out.append(Remark(f"{start(named(actor))} continues the record of {named(one)}{until}."))
    return tuple(out)
