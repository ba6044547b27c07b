"""The notes at the end of the page: each opens its evidence in place, stands open where a link leads to it, and is listed in print."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from comity.brief.notes import Note
from comity.brief.page_words import linked, quoted

ABOUT = "Every underlined number opens its evidence. In a terminal the command beside it follows it further."


def written_notes(notes: Sequence[Note]) -> str:
    """All notes as a list."""
    return f'<p class="foot">{ABOUT}</p>\n<ol class="notes">\n{"".join(map(_note, notes))}</ol>\n'


def _note(note: Note) -> str:
    n, title, command = note.number, quoted(note.title), escape(note.command)
    more = f"<p>and {note.left_out} more rows.</p>\n" if note.left_out else ""
    about = f"<p>{linked(note.note)}</p>\n" if note.note else ""
    return (
        f'<li id="note-{n}"><span class="no">{n}</span><div><button type="button" class="fig" popovertarget="why-{n}">{title}</button> '
        f"<code>{command}</code></div>\n"
        f'<div popover id="why-{n}" class="evidence" aria-label="Evidence of note {n}">\n<h3><span>{n}</span> {title}</h3>\n'
        f'{_rows(note)}{more}{about}<p class="command"><code>{command}</code></p>\n</div></li>\n'
    )


def _rows(note: Note) -> str:
    if not note.rows:
        return ""
    heads = "".join(f'<th scope="col">{quoted(column.replace("_", " "))}</th>' for column in note.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{linked(cell)}</td>' for cell in row)}</tr>" for row in note.rows)
    return f'<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody>\n</table></div>\n'
