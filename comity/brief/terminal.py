"""A brief in the terminal: 80 to 120 columns, whole without colour, compact. Notes give the id that `comity why` takes."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from comity.brief.document import Brief
from comity.brief.notes import Noting, Piece, note_numbers
from comity.brief.objects import Block, Chart, Figure, Paragraph, Section, Strip, Table
from comity.brief.pictures import Network, WorldMap
from comity.brief.plot import plot
from comity.brief.wording import day, named

NARROWEST, WIDEST = 60, 110
"""Lines longer than this are hard to read, so wider terminals are not filled."""


def to_text(brief: Brief, width: int = 100, colour: bool = False) -> str:
    """The brief as text, at most `width` characters a line; `colour` adds ANSI codes."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        color_system="truecolor" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        emoji=False,
    )
    for block in lay_out(brief, width, colour):
        console.print(block)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def lay_out(brief: Brief, width: int, colour: bool = False) -> Iterator[RenderableType]:
    """The parts of the brief in reading order, for a rich console of that width."""
    width = max(NARROWEST, min(width, WIDEST))
    noting = Noting(note_numbers(_shown(brief)))
    yield from _head(brief, width)
    for at, section in enumerate(brief.sections):
        if at:
            yield Text(section.title.upper(), style="bold")
        for block in shown_blocks(section):
            yield from _block(block, noting, width, colour)
    yield from _notes(noting, width)


def shown_blocks(section: Section) -> Iterator[Block]:
    """The blocks of a section that the terminal shows."""
    for block in section.blocks:
        if isinstance(block, Network | WorldMap) or (isinstance(block, Chart) and section.id != "headline"):
            continue
        if isinstance(block, Paragraph | Table) and block.page_only:
            continue
        yield block


def _shown(brief: Brief) -> Iterator[Figure]:
    for section in brief.sections:
        for block in shown_blocks(section):
            yield from block.figures


def _head(brief: Brief, width: int) -> Iterator[RenderableType]:
    yield Text(brief.title, style="bold")
    counted = f"Against {named(brief.against)}. Votes counted to {day(brief.as_of)}, from the {brief.basis}."
    yield Text(counted, style="dim")
    yield Padding(Rule(style="dim", characters="─"), (0, 0, 1, 0)) if width else Text()


def _block(block: Block, noting: Noting, width: int, colour: bool) -> Iterator[RenderableType]:
    if isinstance(block, Paragraph):
        yield from _paragraph(block, noting, width)
    elif isinstance(block, Strip):
        yield _strip(block, noting)
    elif isinstance(block, Chart):
        yield from _chart(block, width, colour)
    elif isinstance(block, Table):
        yield from _table(block, noting, width)


def _paragraph(block: Paragraph, noting: Noting, width: int) -> Iterator[RenderableType]:
    sentences = [_sentence(pieces) for pieces in noting.paragraph(block.sentences)]
    if block.kind in ("list", "sources"):
        for one in sentences:
            row = Grid.grid(padding=(0, 1))
            row.add_column(width=1)
            row.add_column(ratio=1)
            row.width = width
            row.add_row(Text("-", style="dim"), one)
            yield row
    else:
        yield _filled(Text(" ").join(sentences), width)
    yield Text()


def _filled(text: Text, width: int) -> RenderableType:
    grid = Grid.grid()
    grid.width = width
    grid.add_row(text)
    return grid


def _sentence(pieces: list[Piece]) -> Text:
    text = Text()
    for piece in pieces:
        text.append(piece.text, style="bold" if piece.note else "")
        if piece.close:
            text.append(f"\N{NO-BREAK SPACE}[{piece.note}]", style="dim")
    return text


def _strip(block: Strip, noting: Noting) -> RenderableType:
    grid = Grid.grid(padding=(0, 2))
    for stat in block.stats:
        note = noting.numbers.get(stat.figure.evidence)
        grid.add_row(
            Text(stat.label),
            Text(stat.figure.said, style="bold", justify="right"),
            Text(stat.context),
            Text(f"[{note}]" if note else "", style="dim"),
        )
    return Padding(grid, (0, 0, 1, 2))


def _chart(chart: Chart, width: int, colour: bool) -> Iterator[RenderableType]:
    drawn = plot(chart, width, colour)
    if not drawn:
        return
    yield Text(chart.title, style="bold")
    yield _filled(Text(chart.subtitle, style="dim"), width)
    yield Text.from_ansi(drawn)
    yield _filled(
        Text(f"● {', '.join(mark.label for mark in chart.panels[0].marks)}. {chart.note}", style="dim"), width
    )
    yield Text()


def _table(block: Table, noting: Noting, width: int) -> Iterator[RenderableType]:
    grid = Grid(
        box=SIMPLE_HEAD,
        title=Text(block.title, style="bold"),
        title_justify="left",
        pad_edge=False,
        padding=(0, 0 if block.short and width < 100 else 1, 0, 0),
        show_edge=False,
    )
    noted = any(isinstance(cell, Figure) for row in block.rows for cell in row)
    for name, short in zip_longest(block.columns, block.short, fillvalue=""):
        grid.add_column(
            Text(short or name, style="dim"),
            justify="right" if name in block.numeric else "left",
            no_wrap=(bool(block.short) or name == "90% interval") and name in block.numeric,
            min_width=_widest_word(block) if name == block.columns[0] else None,
        )
    if noted:
        ids = [", ".join(map(str, noting.of_row(row))) for row in block.rows]
        grid.add_column(Text("Why", style="dim"), justify="left", min_width=4)
    for at, row in enumerate(block.rows):
        grid.add_row(*(Text(str(cell)) for cell in row), *([Text(ids[at], style="dim")] if noted else []))
    yield grid
    if block.note:
        yield _filled(Text(block.note, style="dim"), width)
    yield Text()


def _widest_word(block: Table) -> int:
    """Room for the longest word of the first column, where it is no longer than most."""
    words = [word for row in block.rows for word in str(row[0]).split()]
    return min(max(map(len, words), default=0), LONGEST_WORD)


LONGEST_WORD = 14
"""Longer words of a table's first column are cut where there is little room."""


def _notes(noting: Noting, width: int) -> Iterator[RenderableType]:
    yield Text("NOTES", style="bold")
    yield _filled(Text("What stands behind a number: comity why ID, with the id of its note.", style="dim"), width)
    cells = [Text(f"[{number}] {id}") for id, number in noting.numbers.items()]
    columns = 2 if width >= 2 * max((len(cell) for cell in cells), default=width) + 2 else 1
    grid: Any = Grid.grid(padding=(0, 2))
    half = -(-len(cells) // columns)
    for at in range(half):
        grid.add_row(*(cells[at + part * half] if at + part * half < len(cells) else Text() for part in range(columns)))
    yield grid
