"""M1, how aligned and since when not higher: the yardsticks side by side, and where they disagree."""

from __future__ import annotations

from itertools import groupby

from comity.brief.charts import yardstick_chart
from comity.brief.findings import LEAD, Findings, form, stated, value, year_of
from comity.brief.objects import Block, Cell, Figure, Paragraph, Remark, Said, Section, Sentence, Table
from comity.brief.statements import Phrase, alone, at_peak, is_record, peak, probability, say, standing, with_interval
from comity.brief.wording import bracket, count, listed
from comity.measure.votes.records import RecordStatement
from comity.measure.votes.yardsticks import YARDSTICKS

SHORT = ("", "", "90%\ninterval", "Votes", "Not\nhigher\nsince", "Prob.", "Peak", "Year", "Prob.")
COLUMNS = (
    "Yardstick",
    "Value",
    "90% interval",
    "Votes",
    "Not higher since",
    "Probability",
    "Peak",
    "Peak year",
    "Probability of peak",
)

WHY_RAW = Remark(
    "Plain agreement is not comparable across years: where nearly every text passes with nearly every state in favour, any "
    "two states agree on most of them. Kappa takes off the agreement that the two states' own shares of yes, abstention and "
    "no would give, which is why a claim of a record rests on it here."
)


def level(findings: Findings) -> Section:
    """The yardsticks side by side."""
    record = findings.own.record()
    if record is None:
        return Section(
            "level",
            "How aligned, and since when",
            (Paragraph((Remark("Nothing can be said under any yardstick without common votes."),)),),
        )
    blocks: list[Block] = [
        Paragraph((*agreement_on_peak(findings), WHY_RAW)),
        yardstick_chart(findings),
        table(findings, "all"),
        *contested(findings),
    ]
    return Section("level", "How aligned, and since when", tuple(blocks))


SPELT = 2
"""Peak values a sentence gives for one year; a row of more is left to the table."""


def statements(findings: Findings, votes: str) -> list[RecordStatement]:
    """The record statements under every yardstick, in the order they are shown."""
    found = (findings.own.record(name, votes) for name in YARDSTICKS)
    return [record for record in found if record is not None]


def agreement_on_peak(findings: Findings) -> tuple[Said, ...]:
    """Whether the yardsticks put the peak in one year; where they do not, which says what."""
    records = statements(findings, "all")
    if len(records) < 2 or all(record.runner_up_year is None for record in records):
        return ()
    if len({record.peak_year for record in records}) == 1:
        shared = any(record.value.value == record.peak.value and record.year != record.peak_year for record in records)
        verdict = "put no year above" if shared else "put the peak in"
        return (
            say(f"All {count(len(records), 'yardstick')} {verdict} ", year_of(records[0], records[0].peak_year), "."),
        )
    return (disagreement(records), *raw_against_chance(findings))


def disagreement(records: list[RecordStatement]) -> Sentence:
    """Which yardsticks peak when, grouped by year."""
    ordered = sorted(records, key=lambda record: record.peak_year)
    groups = [list(group) for _, group in groupby(ordered, key=lambda record: record.peak_year)]
    phrases: list[Phrase] = []
    for group in groups:
        joint = ", and " if len(groups) == 2 else "; "
        names = listed([_label(record) for record in group])
        phrases += [
            joint if phrases else "",
            f"{names} in ",
            year_of(group[0], group[0].peak_year),
            [" (", _values(group), ")"] if len(group) <= SPELT else "",
        ]
    return say("The yardsticks disagree about when the two were closest: ", phrases, ".")


def _values(group: list[RecordStatement]) -> Phrase:
    parts: list[str | Figure] = []
    for record in group:
        parts += [", " if parts else "", value(record.peak, record.yardstick)]
    return parts


SPOKEN = {
    "graded": "graded agreement",
    "identical": "the share of same answers",
    "yes_no": "yes/no agreement",
    "kappa": "Cohen's kappa",
    "pi": "Scott's pi",
    "s_absolute": "absolute S",
    "s_squared": "squared S",
}
"""The yardsticks as a sentence calls them."""


def _label(record: RecordStatement) -> str:
    return SPOKEN.get(record.yardstick, YARDSTICKS[record.yardstick].label)


def raw_against_chance(findings: Findings) -> tuple[Sentence, ...]:
    """What kappa was in the year in which the plain share of same answers peaked."""
    plain, record = findings.own.record("identical"), findings.own.record()
    if plain is None or record is None or plain.peak_year == record.peak_year:
        return ()
    beyond = findings.own.at(plain.peak_year)
    if beyond is None:
        return ()
    comment = _comment(beyond.low, beyond.high)
    return (
        say(
            "In ",
            year_of(plain, plain.peak_year),
            " the two gave the same answer on ",
            value(plain.peak, "identical"),
            " of votes, ",
            "yet" if comment else "and",
            " kappa was ",
            with_interval(beyond),
            comment,
            ".",
        ),
    )


def _comment(low: float | None, high: float | None) -> str:
    if low is None or high is None or low > 0:
        return ""
    return ": no more than chance gives" if high >= 0 else ": less than chance gives"


def table(findings: Findings, votes: str) -> Table:
    """All yardsticks for the year of the record."""
    records = statements(findings, votes)
    kind = "all votes that were not unanimous" if votes == "all" else "contested votes, yes share below 90%"
    year = records[0].year
    columns = tuple(f"{year}" if name == "Value" else name for name in COLUMNS)
    return Table(
        f"Yardsticks side by side, {kind}",
        columns,
        tuple(row(findings, record) for record in records),
        frozenset(columns[1:]),
        page_only=votes != "all",
        short=SHORT,
    )


def row(findings: Findings, record: RecordStatement) -> tuple[Cell, ...]:
    """One yardstick."""
    name = record.yardstick
    places = 1 if form(name) == "percent" else 3
    return (
        YARDSTICKS[name].label,
        value(record.value, name, places),
        bracket(record.value, form(name)),
        Figure(f"{record.value.n_evidence:,}", record.value),
        _since(findings, record),
        "" if record.probability is None else probability(record, record.probability),
        *(("", "", "") if alone(record) else _peak(record, places)),
    )


def _peak(record: RecordStatement, places: int) -> tuple[Cell, Cell, Cell]:
    peak_year = year_of(record, record.peak_year)
    return value(record.peak, record.yardstick, places), peak_year, probability(record, record.peak_probability)


def _since(findings: Findings, record: RecordStatement) -> Figure:
    """The year the last one was not higher than; where that is the one before it there is no record, and it says so."""
    if record.since is not None and not is_record(record):
        before = findings.own.at(record.since, record.yardstick, record.votes)
        equal = before is not None and before.value == record.value.value
        return stated(record, f"{'as in' if equal else 'below'} {record.since}", float(record.since), "year")
    if record.since is not None:
        return year_of(record, record.since)
    if alone(record):
        return stated(record, "only year", float(record.year), "year")
    return stated(record, f"start ({record.first_year})", float(record.first_year), "year")


def contested(findings: Findings) -> tuple[Block, ...]:
    """The contested votes apart."""
    record, same = findings.own.record(LEAD, "contested"), findings.own.record("identical", "contested")
    if record is None:
        return (Paragraph((Remark("Too few votes were contested for a statement on those alone."),)),)
    parts: list[Phrase] = [
        "On the ",
        Figure(count(record.value.n_evidence, "contested vote"), record.value),
        " of ",
        year_of(record, record.year),
    ]
    answers: Phrase = (
        []
        if same is None or same.year != record.year
        else [" the two gave the same answer in ", with_interval(same.value, "identical"), " of cases, and"]
    )
    sentences: list[Said] = [
        say(parts, answers, " kappa was ", with_interval(record.value), _record_clause(record), ".")
    ]
    return (Paragraph(tuple(sentences)), table(findings, "contested"))


def _record_clause(record: RecordStatement) -> Phrase:
    if alone(record):
        return []
    if not is_record(record):
        return [", as high as in any year" if at_peak(record) else [", against a peak in ", peak(record)]]
    return [", ", standing(record)]
