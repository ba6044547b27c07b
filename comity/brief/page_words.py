"""Words as the page sets them: escaped, with links, print apostrophes, and figures that open their evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from comity.brief.notes import Noting, Piece
from comity.brief.objects import Figure, Said

LONG = 26
"""Letters from which a figure is set as a link, which can break over lines, and not as a button, which cannot."""

OPENING, CLOSING = re.compile(r"^(.*)(\()$", re.DOTALL), re.compile(r"^([,.;:)]+)(.*)$", re.DOTALL)
"""Punctuation that a line must not break off from a figure: browsers break beside a button where they would not in text."""

SUBSCRIPT = re.compile(r"\b([A-Za-z])_([a-z]{1,2})\b")
"""The indices of a formula: P_o, p_a."""

ADDRESS = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;)])")
APOSTROPHE = re.compile(r"(?<=\w)'")


def quoted(text: str) -> str:
    """Text escaped, with the apostrophes of print.

    >>> quoted("China's <b>")
    'China’s &lt;b&gt;'
    """
    return escape(APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", text))


def linked(text: str) -> str:
    """Text escaped, its addresses made links to follow; nothing is loaded from them."""
    if "http" not in text:
        return quoted(text)
    parts = ADDRESS.split(text)
    return "".join(
        f'<a href="{escape(part)}" rel="noreferrer">{quoted(part.split("://", 1)[1])}</a>' if at % 2 else quoted(part)
        for at, part in enumerate(parts)
    )


def set_sentences(sentences: Sequence[Said], noting: Noting) -> list[str]:
    """Sentences with their figures as buttons that open their evidence, and note numbers."""
    return [_set(pieces) for pieces in noting.paragraph(sentences)]


def set_cell(cell: str | Figure, noting: Noting) -> str:
    """A cell of a table; the numbers of its notes stand in the last column of the row."""
    if isinstance(cell, str):
        return SUBSCRIPT.sub(r"\1<sub>\2</sub>", linked(cell))
    return _piece(Piece(cell.said, noting.numbers.get(cell.evidence, 0)))


def _set(pieces: list[Piece]) -> str:
    """Pieces in a row, each figure kept together with the punctuation that touches it."""
    texts, out = [piece.text for piece in pieces], ""
    for at, piece in enumerate(pieces):
        if not piece.note:
            out += linked(texts[at])
            continue
        before = OPENING.match(texts[at - 1]) if at and not pieces[at - 1].note else None
        after = CLOSING.match(texts[at + 1]) if at + 1 < len(pieces) and not pieces[at + 1].note else None
        if before:
            out = out[:-1]
        if after:
            texts[at + 1] = after.group(2)
        inner = f"{'(' if before else ''}{_piece(piece)}{after.group(1) if after else ''}"
        out += f'<span class="keep">{inner}</span>' if len(piece.text) <= LONG else inner
    return out


def _piece(piece: Piece) -> str:
    if not piece.note:
        return linked(piece.text)
    n = piece.note
    number = f'<a class="n" href="#note-{n}" aria-label="note {n}">{n}</a>' if piece.close else ""
    if len(piece.text) > LONG:
        return f'<a class="fig" href="#note-{n}">{quoted(piece.text)}</a>{number}'
    return f'<button type="button" class="fig" popovertarget="why-{n}">{quoted(piece.text)}</button>{number}'
