"""What the reader's own documents change: by how much the index moves with them, and because of which sentences."""

from __future__ import annotations

from datetime import date
from math import floor, log10

from comity.actors import get
from comity.brief.findings import Findings
from comity.brief.objects import Block, Cell, Figure, Paragraph, Remark, Said, Section, Sentence, Table
from comity.brief.quoting import VERBS
from comity.brief.statements import Phrase, say
from comity.brief.texts import last_day
from comity.brief.wording import MINUS, count, named, said, short_day, start
from comity.measure.change.fed import Fed
from comity.measure.change.fed import fed as measured
from comity.measure.source import Source

TITLE = "What your documents change"
SIDE = 4
"""Sentences shown of each way, up and down."""

WEIGHT = Remark(
    "How much a happening weighs was learnt from the news of all pairs: most of what is told between states is co-operative, so that a "
    "hostile act moves the index further than a friendly one, and many friendly ones say little that was not expected."
)


def fed(findings: Findings, source: Source) -> Section | None:
    """The index with the documents of the ledger against the index without them; None where no document is held."""
    until = last_day(findings)
    found = measured(source, findings.state1.id, findings.state2.id, until)
    if found is None:
        return None
    if found.effect is None:
        held = start(count(found.held["documents"], "document"))
        verb = "moves" if found.held["documents"] == 1 else "move"
        nothing = Remark(f"{held} of your ledger {verb} nothing in the index of {findings.both}: {found.why_not}.")
        return Section("documents", TITLE, (Paragraph((nothing,)),))
    year = min(findings.together.year if findings.together else findings.as_of.year, int(found.effect.years[-1]))
    blocks: list[Block] = [
        Paragraph((counted(findings, found, year), *moved(found, year), WEIGHT)),
        sentences(found, found.most[0]),
    ]
    return Section("documents", TITLE, tuple(blocks))


def counted(findings: Findings, found: Fed, year: int) -> Sentence:
    """How many happenings the documents tell between the two."""
    good, bad = found.kinds

    def number(text: str, value: int) -> Figure:
        return _figure(found, text, float(value), year, "happenings told in documents", good + bad)

    size = found.held["documents"]
    tells = "tells" if size == 1 else "tell"
    head: Phrase = [number(f"The {count(size, 'document')}", size), f" of your ledger {tells} of "]
    split: Phrase = [number(said_count(good), good), " co-operative and ", number(said_count(bad), bad), " hostile"]
    whole = number(count(good + bad, "happening"), good + bad)
    return say(head, whole, f" between {findings.both}, ", split, "; reports of the same one count once.")


def said_count(number: int) -> str:
    """A count without its noun.

    >>> said_count(0), said_count(3), said_count(31)
    ('none', 'three', '31')
    """
    return "none" if not number else count(number, "one").split()[0]


def moved(found: Fed, year: int) -> tuple[Said, ...]:
    """By how much the index moves in the year of the brief and in the year and month moved most."""
    with_them, without, now = found.level(year)
    most, largest = found.most
    ends: Phrase = [
        _figure(found, small(with_them, now), with_them, year, "index with documents"), " in place of ",
        _figure(found, small(without, now), without, year, "index without documents"),
    ]  # fmt: skip
    first = say(f"They {_way(now)} the index of ", _year(found, year), " by ", _by(found, now, year), " (", ends, ").")
    month = _figure(found, month_of(found.month), None, most, "month moved most")
    by_month = _by(found, found.most_by_month, most)
    tail: Phrase = ["; counted by month it moves most in ", month, ", by ", by_month, "."]
    if most == year:
        return (first, say("That is the ", _figure(found, "year", float(year), year, "year"), " they move most", tail))
    return (
        first,
        say(f"Most of all they {_way(largest)} that of ", _year(found, most), ", by ", _by(found, largest, most), tail),
    )


def _way(change: float) -> str:
    return "raise" if change > 0 else "lower"


def small(value: float, like: float = 0.0) -> str:
    """A number with as many places as show two figures of it, or of the change it is told for; two to six.

    >>> small(0.00186), small(0.2215, 0.00186), small(-0.00009), small(0.25, 0.1)
    ('0.0019', '0.2215', '−0.000090', '0.25')
    """
    size = abs(like or value)
    places = 2 if size >= 0.1 else min(6, 1 - floor(log10(size))) if size else 2
    text = f"{abs(value):.{places}f}"
    return f"{MINUS}{text}" if value < 0 and float(text) else text


def month_of(text: str) -> str:
    """A month such as 2016-08 in words."""
    year, month = (int(part) for part in text.split("-"))
    return f"{date(year, month, 1):%B %Y}"


def sentences(found: Fed, year: int) -> Table:
    """The sentences that move a year most, the larger moves of either way, and all others in one row; they add up."""
    shown, left, rest = found.foremost(year, SIDE)
    rows: list[tuple[Cell, ...]] = []
    for one, move in shown:
        words = found.words.get(one)
        evidence, text = (words.event, words.sentence) if words else (one.story, "")
        quoted: Cell = said(text, None, one.day, "sentence of a document", evidence, unit="sentence") if text else ""
        act = (
            f"{named(get(words.actor))} {VERBS[words.kind][1]} {named(get(words.recipient))}"
            if words
            else one.kind.lower()
        )
        where = f"{short_day(one.day)}, {words.publisher or words.title}" if words else short_day(one.day)
        rows.append((where, start(act), quoted, _moves(found, move, year, one.day, evidence)))
    if left:
        rows.append((f"{left:,} others", "", "", _moves(found, rest, year, date(year, 12, 31), _id(found, year))))
    columns = ("When and where", "Read as", "Sentence", "Moves by")
    note = (
        "Thousandths of the index. The parts add up to the whole move, but for rounding; what is read wrongly can be put right: "
        "comity review ID --wrong --ledger DIR."
    )
    return Table(f"The sentences that move {year} most", columns, tuple(rows), frozenset(columns[3:]), note)


def _moves(found: Fed, move: float, year: int, day: date, evidence: str) -> Figure:
    text = f"{abs(1000 * move):.3f}"
    sign = MINUS if move < 0 and float(text) else "+"
    return said(
        f"{sign}{text}", move, day, f"part of a happening in the index of {year}", evidence, unit="part of the index"
    )


def _by(found: Fed, change: float, year: int) -> Figure:
    return _figure(found, small(abs(change)), change, year, "index with documents less the index without")


def _year(found: Fed, year: int) -> Figure:
    return _figure(found, str(year), float(year), year, "year", unit="year")


def _id(found: Fed, year: int) -> str:
    return f"change/{found.pair}/documents/{year}"


def _figure(found: Fed, text: str, value: float | None, year: int, method: str, n: int = 1, unit: str = "") -> Figure:
    return said(text, value, date(year, 12, 31), method, _id(found, year), n, unit)
