"""How lopsided the two are: who leans on whom in trade and arms, who is the stronger, who gains in a third region, gas."""

from __future__ import annotations

from comity.brief.findings import Findings
from comity.brief.indexed import named_year
from comity.brief.lopsided_beyond import gas, region, rival
from comity.brief.lopsided_rows import chart, data, rows
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Sentence
from comity.brief.sizes import ninety, place, shared, times
from comity.brief.statements import Phrase, joined, say
from comity.brief.texts import last_day, last_year
from comity.brief.wording import possessive, start
from comity.measure.kept.series import Kept
from comity.measure.source import Source
from comity.measure.strength.leaning import Lean, Ratio, holdings, leans, ratios
from comity.measure.strength.third_regions import third_region
from comity.measure.transit.parts import parts
from comity.schema import Estimate

TITLE = "Who depends on whom"
WHAT = Remark(
    "A share says with whom a state trades, not whom it could not do without. Every series ends in its own year, given with it; "
    "series are never joined."
)
OF = {
    "cow_share": "the other's share in all trade",
    "wits_imports": "the other's share in imports",
    "imf_of_gdp": "trade with the other over GDP",
    "cow_of_gdp": "trade with the other over GDP",
}
YARDSTICKS = {
    "wb_gdp": "GDP at exchange rates",
    "fariss_gdp": "GDP at purchasing power",
    "sipri_milex": "military spending",
    "cow_milex": "military spending",
    "cow_cinc": "material capabilities",
}


def lopsided(findings: Findings, source: Source) -> Section:
    """Dependence, power, border, arms, a third region and gas of the two, with the rival's shares of power over time."""
    kept, until = source.kept, last_year(findings)
    one, two = findings.state1.id, findings.state2.id
    leaning, strong = leans(kept, one, two, until), ratios(kept, one, two, until)
    held = holdings(kept, tuple(dict.fromkeys((one, two, findings.against.id))), until)
    played = parts(one, two, last_day(findings) or findings.day)
    near: tuple[Said, ...] = (
        *trade(findings, leaning),
        *arms(findings, kept, until),
        *neighbours(findings, kept, until),
    )
    far: tuple[Said, ...] = (*power(findings, strong), *rival(findings, held))
    third: tuple[Said, ...] = (*region(findings, third_region(kept, one, two, until)), *gas(findings, played))
    if not any((leaning, strong, far, third)):
        gap = f"No series of trade, power or arms held here speaks of {findings.both}."
        return Section("lopsided", TITLE, (Paragraph((Remark(gap),)),))
    blocks: list[Block] = [Paragraph(said) for said in (near, far, (*third, WHAT)) if said]
    if drawn := next((lean for lean in leaning if all(len(course) > 1 for course in lean.courses)), None):
        blocks += [chart(findings, drawn, OF[drawn.series]), data(findings, leaning, OF)]
    table = rows(findings, leaning, strong, held, played, arms_of(findings, kept, until), OF, YARDSTICKS)
    return Section("lopsided", TITLE, (*blocks[:1], table, *blocks[1:]))


def trade(findings: Findings, leaning: tuple[Lean, ...]) -> tuple[Said, ...]:
    """The first series of both sides, and the places of both among partners."""
    full = next((lean for lean in leaning if None not in lean.sides), None)
    if full is None:
        return one_sided(findings, leaning) or _silent(findings, leaning)
    return (leaned(findings, full), *places(findings, full))


def leaned(findings: Findings, lean: Lean) -> Sentence:
    """Who leans more, by how much, and as it was ten years earlier."""
    names = findings.name1, findings.name2
    at = 0 if lean.more is None else lean.more
    first, second = lean.sides[at], lean.sides[1 - at]
    verb = findings.tense("leans", "leaned")
    head = f"{start(names[at])} {verb} more on {names[1 - at]} in trade than the other way round"
    if all((side.value or 0.0) < SLIGHT for side in lean.sides if side is not None):
        head = f"The two {findings.tense('are', 'were')} slight partners in trade"
    if lean.more is None:
        head = f"In trade neither {verb} much more on the other"
    told: Phrase = [f": {OF[lean.series]} was ", _shared(first), f" for {names[at]} and ", _shared(second)]
    year: Phrase = [f" for {names[1 - at]} in ", named_year(_id(first), lean.year)]
    then = lean.before[at], lean.before[1 - at]
    before: Phrase = ""
    if then[0] is not None and then[1] is not None:
        before = [
            ", after ",
            shared(then[0]),
            " and ",
            shared(then[1]),
            " in ",
            named_year(then[0].evidence, then[0].as_of.year),
        ]
    return say(head, told, year, before, ".")


SLIGHT = 1.0
"""Per cent of trade on both sides below which two are slight partners."""


def _shared(estimate: Estimate | None) -> Figure:
    if estimate is None:
        raise ValueError("a side is not held")
    return shared(estimate)


def _id(estimate: Estimate | None) -> str:
    return "" if estimate is None else estimate.evidence


def places(findings: Findings, lean: Lean) -> tuple[Sentence, ...]:
    """Which partner each is of the other."""
    names = findings.name1, findings.name2
    clauses: list[Phrase] = [
        [f"{names[1 - at]} was {possessive(names[at])} ", place(rank)]
        for at, rank in enumerate(lean.place)
        if rank is not None
    ]
    return (say(joined(clauses), " that year."),) if clauses else ()


def one_sided(findings: Findings, leaning: tuple[Lean, ...]) -> tuple[Sentence, ...]:
    """Where only one side is held."""
    names = findings.name1, findings.name2
    for lean in leaning:
        for at, side in enumerate(lean.sides):
            if side is not None:
                head = f"Of {possessive(names[at])} side alone is there a figure: {OF[lean.series]} was "
                return (say(head, shared(side), " in ", named_year(side.evidence, lean.year), "."),)
    return ()


def _silent(findings: Findings, leaning: tuple[Lean, ...]) -> tuple[Remark, ...]:
    return (
        Remark(
            f"No share of trade is kept for {findings.both}: it is below a fifth of one per cent on both sides, or not on record."
        ),
    )


def power(findings: Findings, strong: tuple[Ratio, ...]) -> tuple[Sentence, ...]:
    """Who has more of what, grouped by who has it."""
    names = findings.name1, findings.name2
    clear = [ratio for ratio in strong if ratio.clear]
    close = [ratio for ratio in strong if not ratio.clear]
    out = []
    for at in (0, 1):
        had = [ratio for ratio in clear if ratio.larger == at]
        if had:
            clauses: list[Phrase] = [
                _times(ratio, "" if n else possessive(names[1 - at])) for n, ratio in enumerate(had)
            ]
            has, is_ = findings.tense("has", "had"), findings.tense("is", "was")
            head = f"{start(names[at])} {has} "
            if len(had) == len(strong) > 1:
                head = f"{start(names[at])} {is_} the stronger by every yardstick held: it {has} "
            out.append(say(head, joined(clauses), "."))
    if close:
        clauses = [
            [YARDSTICKS[ratio.resource], " (", named_year(ratio.value.evidence, ratio.year), ")"] for ratio in close
        ]
        out.append(say("The two are near each other, or not told apart, in ", joined(clauses), "."))
    return tuple(out)


def _times(ratio: Ratio, whose: str) -> Phrase:
    spread: Phrase = "" if ratio.value.low is None else ["; ", ninety(ratio.value)]
    return [
        times(ratio.value), f" {whose or 'its'} {YARDSTICKS[ratio.resource]} (", named_year(ratio.value.evidence, ratio.year), spread, ")",
    ]  # fmt: skip


BORDERS = {
    1: ("share a land border", "shared a land border"),
    2: ("face each other over at most 12 miles of water", "faced each other over at most 12 miles of water"),
    3: ("face each other over at most 24 miles of water", "faced each other over at most 24 miles of water"),
}


def neighbours(findings: Findings, kept: Kept, until: int) -> tuple[Sentence, ...]:
    """Whether they border on each other, in the last year covered."""
    series = kept.pair(findings.state1.id, findings.state2.id, until).get("asymmetry/border", {})
    covered = kept.covered("asymmetry/border", findings.state1.id, findings.state2.id, until)
    if covered is None or covered[1] not in series:
        return ()
    found = series[covered[1]]
    kind = BORDERS.get(int(found.value or 5))
    if kind is None:
        return ()
    verb = Figure(findings.tense(*kind), found)
    return (say(f"{start(findings.both)} ", verb, ", by the record for ", named_year(found.evidence, covered[1]), "."),)


def arms_of(findings: Findings, kept: Kept, until: int) -> tuple[Estimate | None, Estimate | None]:
    """The other's share in the arms each received in the five years that end last."""
    found = []
    covered = kept.covered(ARMS, findings.state1.id, findings.state2.id, until)
    for one, two in ((findings.state1.id, findings.state2.id), (findings.state2.id, findings.state1.id)):
        series = kept.pair(one, two, until).get(ARMS, {})
        found.append(series.get(covered[1]) if covered else None)
    return found[0], found[1]


ARMS = "arms/arms_delivered"


def arms(findings: Findings, kept: Kept, until: int) -> tuple[Sentence, ...]:
    """Who arms whom."""
    names = findings.name1, findings.name2
    held = [(at, found) for at, found in enumerate(arms_of(findings, kept, until)) if found is not None]
    if not held:
        return ()
    clauses: list[Phrase] = [
        [shared(found), f" of the major arms that {names[at]} received came from {names[1 - at]}" if not n else f" of {possessive(names[at])} from {names[1 - at]}"]
        for n, (at, found) in enumerate(held)
    ]  # fmt: skip
    last = held[0][1]
    span = Figure(f"{last.as_of.year - 4} to {last.as_of.year}", last)
    return (say("By volume, ", joined(clauses), " (", span, ")."),)
