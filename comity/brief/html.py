"""A brief as one self-contained page: styles and drawings inside, no script, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import escape
from importlib.resources import files

from comity.brief.atlas import DISPUTED_NAMES
from comity.brief.document import Brief
from comity.brief.figures import draw
from comity.brief.notes import Noting, note_numbers, read_notes
from comity.brief.objects import Block, Chart, Paragraph, Section, Strip, Table
from comity.brief.page_notes import written_notes
from comity.brief.page_parts import caption, paragraph, strip, table
from comity.brief.page_words import quoted
from comity.brief.pictures import Key, Network, WorldMap
from comity.brief.wording import day, named
from comity.errors import Refused


def to_html(brief: Brief, disputed_names: str = DISPUTED_NAMES[0]) -> str:
    """The whole page. `disputed_names` on the map: "neutral" says that their status is disputed, "local" calls them as those who hold them do.

    Refused for another word.
    """
    if disputed_names not in DISPUTED_NAMES:
        raise Refused(f"no way of naming {disputed_names!r}", next_step=f"choose one of {', '.join(DISPUTED_NAMES)}")
    noting = Noting(note_numbers(brief.noted()))
    opening, *sections = brief.sections
    show: Callable[[Block], str] = lambda block: shown(block, noting, disputed_names)  # noqa: E731
    return "\n".join(
        (
            _head(brief),
            '<main id="main">\n<article>\n<div class="opening">',
            f"<h1>{quoted(brief.title)}</h1>",
            *map(show, opening.blocks),
            "</div>",
            _contents(sections),
            *(_section(section, "".join(map(show, section.blocks))) for section in sections),
            f'<section id="notes" aria-labelledby="notes-title">\n<h2 id="notes-title">Notes</h2>\n<div class="body">\n{written_notes(read_notes(brief))}</div>\n</section>',
            "</article>\n</main>",
            "<footer><p>Made with comity. Association is not cause. Data belong to the producers named under “How this was measured”.</p></footer>",
            "</body>\n</html>\n",
        )
    )


def to_fragment(brief: Brief) -> str:
    """The page for a notebook: kept apart from the notebook's own styles."""
    page = escape(to_html(brief))
    return f'<iframe srcdoc="{page}" style="width:100%;height:46rem;border:0" title="{escape(brief.title)}"></iframe>'


def shown(block: Block, noting: Noting, disputed: str) -> str:
    """A block of a section."""
    if isinstance(block, Paragraph):
        return paragraph(block, noting)
    if isinstance(block, Strip):
        return strip(block, noting)
    if isinstance(block, Table):
        return table(block, noting)
    if isinstance(block, Network | WorldMap):
        return _pictured(block, draw(block, disputed))
    return _charted(block, draw(block))


def _charted(chart: Chart, drawn: tuple[str, ...]) -> str:
    if len(chart.panels) > 1:
        panels = (f"<div><h4>{quoted(one.title)}</h4>{svg}</div>" for one, svg in zip(chart.panels, drawn, strict=True))
        body = f'<div class="panels">{"".join(panels)}</div>'
    else:
        body = "".join(drawn)
    return _figure(chart.id, caption(chart.title, chart.subtitle), body, chart.note)


def _pictured(picture: Network | WorldMap, drawn: tuple[str, ...]) -> str:
    if isinstance(picture, Network):
        nets = (f"<div><h4>{quoted(net.title)}</h4>{svg}</div>" for net, svg in zip(picture.nets, drawn, strict=True))
        body = f'<div class="panels nets">{"".join(nets)}</div>'
    else:
        body = "".join(drawn)
    return _figure(picture.id, caption(picture.title, picture.subtitle) + _legend(picture.keys), body, picture.note)


def _legend(keys: tuple[Key, ...]) -> str:
    items = (f'<li><i class="{key.role}"></i>{quoted(key.label)}</li>' for key in keys)
    return f'<ul class="legend">{"".join(items)}</ul>'


def _figure(id: str, head: str, body: str, note: str) -> str:
    foot = f'<p class="foot">{quoted(note)}</p>' if note else ""
    return f'<figure id="chart-{escape(id)}">\n{head}\n{body}\n{foot}</figure>\n'


def _section(section: Section, body: str) -> str:
    id = escape(section.id)
    return (
        f'<section id="{id}" aria-labelledby="{id}-title">\n<h2 id="{id}-title">{quoted(section.title)}</h2>\n'
        f'<div class="body">\n{body}</div>\n</section>'
    )


def _contents(sections: list[Section]) -> str:
    items = "".join(f'<li><a href="#{escape(one.id)}">{quoted(one.title)}</a></li>' for one in sections)
    return f'<nav aria-label="Contents"><ol>{items}<li><a href="#notes">Notes</a></li></ol></nav>'


def _head(brief: Brief) -> str:
    counted = (
        f"{quoted(brief.state1.name)} and {quoted(brief.state2.name)}, against {quoted(named(brief.against))}. "
        f"Votes counted to {day(brief.as_of)}"
    )
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="comity">
<title>{quoted(brief.title)}</title>
<style>
{_styles()}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the brief</a>
<header class="mast">
<p><b>comity</b> <span>Brief</span></p>
<p>{counted}</p>
</header>"""


@cache
def _styles() -> str:
    return (files("comity.brief") / "templates" / "brief.css").read_text(encoding="utf-8")
