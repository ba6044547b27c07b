"""Paragraphs, strips and tables as the page sets them."""

from __future__ import annotations

from html import escape

from comity.brief.notes import Noting
from comity.brief.objects import Cell, Paragraph, Strip, Table
from comity.brief.page_words import quoted, set_cell, set_sentences


def paragraph(block: Paragraph, noting: Noting) -> str:
    """Running text, or one sentence a line."""
    said = set_sentences(block.sentences, noting)
    if block.kind in ("list", "sources"):
        items = "".join(f"<li>{one}</li>" for one in said)
        return f'<ul class="{"plain" if block.kind == "list" else "sources"}">{items}</ul>\n'
    lead = ' class="lead"' if block.kind == "lead" else ""
    return f"<p{lead}>{' '.join(said)}</p>\n"


def strip(block: Strip, noting: Noting) -> str:
    """Numbers set large."""
    stats = (
        f'<div><dt>{quoted(stat.label)}</dt><dd class="big">{set_cell(stat.figure, noting)}</dd><dd>{quoted(stat.context)}</dd></div>\n'
        for stat in block.stats
    )
    return f'<dl class="strip">\n{"".join(stats)}</dl>\n'


def caption(title: str, subtitle: str) -> str:
    """The head of a picture."""
    return f"<figcaption><strong>{quoted(title)}</strong> <span>{quoted(subtitle)}</span></figcaption>"


def table(block: Table, noting: Noting) -> str:
    """A table, folded away where it repeats a chart or is long."""
    foot = f'<p class="foot">{quoted(block.note)}</p>\n' if block.note else ""
    if block.data or block.folded:
        kind = "data" if block.data else "more"
        return f'<details class="{kind}"><summary>{quoted(block.title)}</summary>\n{_grid(block, noting)}{foot}</details>\n'
    return f'<p class="cap">{quoted(block.title)}</p>\n{_grid(block, noting)}{foot}'


def _grid(block: Table, noting: Noting) -> str:
    noted = not block.data and bool(block.figures)
    stack = "" if block.short or block.data else ' class="stack"'
    title = escape(block.title)
    heads = "".join(f'<th scope="col"{_num(block, column)}>{quoted(column)}</th>' for column in block.columns)
    heads += '<th scope="col" class="why">Notes</th>' if noted else ""
    rows = "\n".join(_row(block, row, noting, noted) for row in block.rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">\n<table aria-label="{title}"{stack}>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n"
    )


def _row(block: Table, row: tuple[Cell, ...], noting: Noting, noted: bool) -> str:
    first, *rest = row
    cells = [f'<th scope="row">{set_cell(first, noting)}</th>']
    for column, cell in zip(block.columns[1:], rest, strict=True):
        label = "" if block.data else f' data-label="{escape(column)}"'
        cells.append(f"<td{label}{_num(block, column)}>{set_cell(cell, noting)}</td>")
    if noted:
        links = " ".join(f'<a class="n" href="#note-{n}">{n}</a>' for n in noting.of_row(row))
        cells.append(f'<td class="why" data-label="Notes">{links}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _num(block: Table, column: str) -> str:
    return ' class="num"' if column in block.numeric else ""
