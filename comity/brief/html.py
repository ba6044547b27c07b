"""A brief as one self-contained page: styles and drawings inside, no script, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from threading import Thread
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from comity.brief.document import Brief
from comity.brief.figures import draw, warm
from comity.brief.notes import Noting, Piece, note_numbers, read_notes
from comity.brief.objects import Chart, Figure, Paragraph, Said, Strip, Table
from comity.brief.wording import day, named

LONG = 26
"""Letters from which a figure is set as a link, which can break over lines, and not as a button, which cannot."""


def to_html(brief: Brief) -> str:
    """The whole page."""
    return _render("brief.html.j2", brief)


def to_fragment(brief: Brief) -> str:
    """The page for a notebook: kept apart from the notebook's own styles."""
    page = escape(to_html(brief))
    return f'<iframe srcdoc="{page}" style="width:100%;height:46rem;border:0" title="{escape(brief.title)}"></iframe>'


def warm_up() -> Thread:
    """Load the drawing engine, which takes half a second, beside other work: call it before the brief is composed."""
    thread = Thread(target=warm, daemon=True)
    thread.start()
    return thread


def _render(template: str, brief: Brief) -> str:
    noting = Noting(note_numbers(brief.noted()))
    charts = [block for block in brief.blocks() if isinstance(block, Chart)]
    # the drawing engine works outside the interpreter's lock, so the notes are read meanwhile
    with ThreadPoolExecutor(1) as aside:
        drawn = {chart.id: aside.submit(draw, chart) for chart in charts}
        page = _environment().get_template(template)
        return page.render(
            brief=brief,
            opening=brief.sections[0],
            sections=brief.sections[1:],
            notes=read_notes(brief),
            drawings=lambda chart: tuple(map(Markup, drawn[chart.id].result())),
            sentences=lambda sentences: set_sentences(sentences, noting),
            cell=lambda cell: set_cell(cell, noting),
            row_notes=noting.of_row,
            css=Markup(_text("brief.css")),
        )


def kind(block: object) -> str:
    """The name of a block in the template."""
    return {Paragraph: "paragraph", Strip: "strip", Table: "table", Chart: "chart"}[type(block)]


def set_sentences(sentences: Sequence[Said], noting: Noting) -> list[Markup]:
    """Sentences with their figures as buttons that open their evidence, and note numbers."""
    return [_set(pieces) for pieces in noting.paragraph(sentences)]


OPENING, CLOSING = re.compile(r"^(.*)(\()$", re.DOTALL), re.compile(r"^([,.;:)]+)(.*)$", re.DOTALL)
"""Punctuation that a line must not break off from a figure: browsers break beside a button where they would not in text."""


def _set(pieces: list[Piece]) -> Markup:
    """Pieces in a row, each figure kept together with the punctuation that touches it."""
    texts = [piece.text for piece in pieces]
    out = Markup("")
    for at, piece in enumerate(pieces):
        if not piece.note:
            out += linked(texts[at])
            continue
        before = OPENING.match(texts[at - 1]) if at and not pieces[at - 1].note else None
        after = CLOSING.match(texts[at + 1]) if at + 1 < len(pieces) and not pieces[at + 1].note else None
        if before:
            out = Markup(str(out)[:-1])
        if after:
            texts[at + 1] = after.group(2)
        keep = Markup('<span class="keep">{}{}{}</span>') if len(piece.text) <= LONG else Markup("{}{}{}")
        out += keep.format("(" if before else "", _piece(piece), after.group(1) if after else "")
    return out


def set_cell(cell: str | Figure, noting: Noting) -> Markup:
    """A cell of a table; the numbers of its notes stand in the last column of the row."""
    if isinstance(cell, str):
        return Markup(SUBSCRIPT.sub(r"\1<sub>\2</sub>", str(linked(cell))))
    return _piece(Piece(cell.said, noting.numbers.get(cell.evidence, 0)))


def _piece(piece: Piece) -> Markup:
    if not piece.note:
        return linked(piece.text)
    text = quoted(piece.text)
    number = (
        Markup('<a class="n" href="#note-{0}" aria-label="note {0}">{0}</a>').format(piece.note)
        if piece.close
        else Markup("")
    )
    if len(piece.text) > LONG:
        return Markup('<a class="fig" href="#note-{}">{}</a>{}').format(piece.note, text, number)
    return Markup('<button type="button" class="fig" popovertarget="why-{}">{}</button>{}').format(
        piece.note, text, number
    )


SUBSCRIPT = re.compile(r"\b([A-Za-z])_([a-z]{1,2})\b")
"""The indices of a formula: P_o, p_a."""

ADDRESS = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;)])")


def linked(text: str) -> Markup:
    """Text escaped, its addresses made links to follow; nothing is loaded from them."""
    parts = ADDRESS.split(text)
    link = Markup('<a href="{}" rel="noreferrer">{}</a>')
    return Markup("").join(
        link.format(part, part.split("://", 1)[1]) if at % 2 else quoted(part) for at, part in enumerate(parts)
    )


def quoted(text: str) -> Markup:
    """Text escaped, with the apostrophes of print."""
    return escape(re.sub(r"(?<=\w)'", "\N{RIGHT SINGLE QUOTATION MARK}", text))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    helpers: dict[str, Any] = {"day": day, "kind": kind, "named": named}
    environment.globals.update(helpers)
    environment.filters.update({"quoted": quoted, "linked": linked})
    return environment


def _text(name: str) -> str:
    return (files("comity.brief") / "templates" / name).read_text(encoding="utf-8")
