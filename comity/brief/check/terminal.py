"""A check in the terminal: each claim as said, the verdict, the reason, and the ids to follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.brief.check.record import name_of
from comity.brief.check.results import Checked, Judged
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, UNCHECKED
from comity.brief.wording import count, start
from comity.errors import ComityError

COLOURS = {SUPPORTED: "green", CONTRADICTED: "red", DEPENDS: "yellow", UNCHECKED: "dim"}
LONGEST = 240


def told(checked: Checked) -> Iterator[Any]:
    """Lines for rich."""
    from rich.text import Text

    counts = checked.counts()
    tally = ", ".join(f"{counts[name]} {name}" for name in COLOURS if counts[name])
    found = count(len(checked.judged), "claim")
    yield Text(f"{start(found)} the record can speak to" + (f": {tally}" if tally else ""), style="bold")
    for note in checked.notes:
        yield Text(note, style="dim")
    for number, one in enumerate(checked.judged, start=1):
        yield Text("")
        yield from _claim(number, one)
    if checked.unread:
        yield Text("")
        yield Text(
            f"Not understood ({len(checked.unread)} sentences that read like claims; none was judged)", style="bold"
        )
        for left, words in checked.unread:
            yield Text(f"  [{left.start}-{left.end}] {_short(words)}  ({left.why})", style="dim")
    yield Text("")
    yield Text("Follow an id with: comity why ID", style="dim")


def _claim(number: int, one: Judged) -> Iterator[Any]:
    from rich.text import Text

    claim, verdict = one.claim, one.verdict
    line = Text(f"{number}. ", style="bold")
    line.append(f"\u201c{_short(one.words)}\u201d")
    line.append(f"  [{claim.start}-{claim.end}]", style="dim")
    yield line
    who = ", ".join(map(_named, claim.actors))
    when = f"; {claim.when.words}" if claim.when.words else ""
    by = f"; said by {_short(claim.speaker)}" if claim.speaker else ""
    held = f"; {claim.standing}" if claim.standing != "asserted" else ""
    yield Text(f"   {claim.kind} ({claim.sense.replace('_', ' ')}): {who}{when}{held}{by}", style="dim")
    yield Text(f"   {verdict.said}", style=f"bold {COLOURS[verdict.name]}")
    yield Text(f"   {start(verdict.reason)}.")
    ids = dict.fromkeys(figure.evidence for figure in verdict.figures)
    if ids:
        yield Text(f"   {', '.join(ids)}", style="dim")


def _named(id: str) -> str:
    try:
        return name_of(id)
    except ComityError:
        return id


def _short(words: str) -> str:
    from comity.brief.check.safely import safe

    flat = safe(words)
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}..."
