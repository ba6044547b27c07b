"""The same brief in the terminal and on the page: widths, colour, escaping, nothing loaded, every figure with its note."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser

import pytest
from brief_findings import RISING, findings, pairing

from comity.brief.against import against
from comity.brief.bodies import bodies
from comity.brief.canvas import NARROW, WIDE
from comity.brief.charts import ties_chart
from comity.brief.commitment import commitment
from comity.brief.curves import alone, axis_text, lines, spread, wrap
from comity.brief.document import Brief
from comity.brief.figures import draw
from comity.brief.headline import headline
from comity.brief.level import level
from comity.brief.method import method
from comity.brief.notes import SHOWN, Noting, heading, note_numbers, read_notes
from comity.brief.objects import Chart, Figure, Panel, Point, Series, Span
from comity.brief.plot import plot, runs
from comity.brief.pressure import pressure
from comity.brief.timeline import timeline
from comity.brief.titles import title
from comity.brief.together import together
from comity.brief.unknown import unknown
from comity.results import Table as Rows
from comity.schema import Actor

SCRIPT = Actor("WEST", "alliance", "<script>alert('x')</script>")


def rows(evidence: str) -> Rows:
    """Evidence of twenty rows."""
    return Rows(
        f"why {evidence}", {"vote": [f"<b>{n}</b>" for n in range(20)], "share": [0.25] * 20}, note="From <here>."
    )


SECTIONS = (headline, level, together, against, pressure, bodies, commitment, unknown, method)
"""What is written from findings alone."""


def answer(**changes: object) -> Brief:
    found = findings(**changes)
    return Brief(
        title(found), found.state1, found.state2, found.against, found.day, found.as_of, found.basis,
        tuple(section(found) for section in SECTIONS), found.origins, rows,
    )  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_longer_than_the_terminal(width: int) -> None:
    said = answer().to_text(width)
    assert max(map(len, said.splitlines())) <= width
    assert "\x1b" not in said
    assert "probably at their closest since 2009" in said.replace("\n", " ")


def test_colour_only_adds_codes() -> None:
    plain, coloured = answer().to_text(90), answer().to_text(90, colour=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_the_terminal_lists_the_id_behind_every_number_it_shows() -> None:
    said = answer().to_text(100)
    shown = set(map(int, re.findall(r"\[(\d+)\]", said.split("NOTES")[0])))
    listed = dict(re.findall(r"\[(\d+)\] (\S+)", said.split("NOTES")[1]))
    assert shown <= set(map(int, listed))
    assert listed["1"].startswith(("record/", "similarity/"))


def test_a_rich_console_and_a_bare_repr_show_the_brief() -> None:
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    Console(file=out, width=80).print(answer())
    assert "NOTES" in out.getvalue()
    assert "\x1b" not in out.getvalue()
    Console(file=(coloured := StringIO()), width=80, force_terminal=True, color_system="truecolor").print(answer())
    assert "\x1b[" in coloured.getvalue()
    assert "NOTES" in repr(answer())
    assert answer()._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html')


def test_the_terminal_chart_breaks_at_gaps_and_shows_both_marks() -> None:
    chart = next(block for block in answer().blocks() if isinstance(block, Chart))
    drawn = plot(chart, 80, colour=False)
    assert "●" in drawn
    assert "░" in drawn
    assert "2009" in drawn.splitlines()[-1]
    points = (Point(2000, 0.1), Point(2001, None), Point(2002, 0.2), Point(2003, 0.3))
    assert [[point.year for point in run] for run in runs(points)] == [[2000], [2002, 2003]]


def test_a_series_of_one_year_is_not_plotted() -> None:
    chart = Chart("x", "", "", "", panels=(Panel("", (Series("s", "main", (Point(2000, 0.1),)),)),), years=(2000, 2000))
    assert plot(chart, 80, colour=False) == ""


class Page(HTMLParser):
    """Checks nesting and collects tags, ids and targets."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.loads: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), f"{tag} {name}"
            if name == "id":
                self.ids.append(value or "")
            if name in ("popovertarget",) or (name == "href" and (value or "").startswith("#")):
                self.targets.append((value or "").removeprefix("#"))
            if name in ("src", "srcset", "data", "action", "xlink:href") or (name == "href" and tag != "a"):
                self.loads.append(f"{tag} {name}={value}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def test_the_page_is_well_formed_and_loads_nothing() -> None:
    html = answer().to_html()
    page = parsed(html)
    assert page.loads == []
    assert "script" not in page.tags
    assert not re.search(r"@import|url\(|<link|@font-face", html)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) <= set(page.ids)


def test_every_noted_figure_of_the_page_opens_its_evidence() -> None:
    brief = answer()
    html = brief.to_html()
    for number in range(1, len(brief.evidence()) + 1):
        assert f'id="note-{number}"' in html
        assert f'popovertarget="why-{number}"' in html
        assert f'id="why-{number}"' in html
    assert html.count("<code>comity why ") == 2 * len(brief.evidence())
    assert f"and {20 - SHOWN} more rows" in html


def test_names_and_evidence_are_escaped() -> None:
    html = answer(against=SCRIPT).to_html()
    assert "<script" not in html
    assert "&lt;script&gt;alert(" in html
    assert "<b>3</b>" not in html
    assert "Treaty of &lt;Friendship&gt; &amp; Alliance" in html


def test_the_page_knows_dark_print_and_phones() -> None:
    html = answer().to_html()
    for rule in (
        "prefers-color-scheme: dark",
        "@media print",
        "@page",
        "max-width: 40rem",
        'content="width=device-width',
    ):
        assert rule in html
    assert '<html lang="en-GB">' in html


@pytest.mark.parametrize("at", range(4))
def test_each_drawing_has_words_a_viewbox_and_no_colour_of_its_own(at: int) -> None:
    chart = [block for block in answer().blocks() if isinstance(block, Chart)][at]
    for svg in draw(chart):
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("viewBox")
        assert root.get("width") is None
        ids = [child.get("id") for child in root[:2]]
        assert root.get("aria-labelledby") == " ".join(map(str, ids))
        assert len(root[1].text or "") > 30
        painted = re.findall(r'(?:fill|stroke)="([^"]+)"', svg)
        assert {colour for colour in painted if colour != "none" and not colour.startswith("var(--")} <= {"transparent"}
        assert "<script" not in svg


def test_drawings_escape_names() -> None:
    chart = next(b for b in answer(against=SCRIPT).blocks() if isinstance(b, Chart) and b.id == "rival")
    svg = "".join(draw(chart))
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    for one in draw(chart):
        ET.fromstring(one)


def test_a_sparse_year_is_a_gap_and_a_lonely_one_a_dot() -> None:
    points = (
        Point(2000, 0.1),
        Point(2001, None),
        Point(2002, 0.2),
        Point(2003, None),
        Point(2004, 0.3),
        Point(2005, 0.3),
    )
    assert [point.year for point in alone(points)] == [2000, 2002]
    own = pairing(RISING)
    sparse = {**own.series[("kappa", "all")]}
    from dataclasses import replace

    sparse[2014] = replace(sparse[2014], n_evidence=9)
    changed = replace(own, series={**own.series, ("kappa", "all"): sparse})
    chart = next(b for b in answer(own=changed).blocks() if isinstance(b, Chart))
    shown = {point.year: point.value for point in chart.panels[0].series[1].points}
    assert shown[2014] is None
    assert shown[2013] is not None


def test_labels_wrap_and_keep_apart() -> None:
    assert wrap("all votes", 20) == ["all votes"]
    assert wrap("incomprehensibilities", 5) == ["incomprehensibilities"]
    apart = spread([0.5, 0.5, 0.5], [0.1, 0.1, 0.1], 0, 1)
    assert all(b - a >= 0.1 - 1e-6 for a, b in zip(sorted(apart), sorted(apart)[1:], strict=False))


def test_a_long_name_hangs_from_the_end_of_a_late_bar() -> None:
    spans = (
        Span("Short", "main", date(1950, 1, 1), None),
        Span("A very long name of a body", "second", date(2019, 1, 1), None),
    )
    body = timeline(Chart("t", "", "", "", spans=spans, years=(1950, 2020)), NARROW).body
    anchored = dict(reversed(pair) for pair in re.findall(r'text-anchor="(start|end)"[^>]*>([^<]+)<', body))
    assert anchored == {"Short": "start", "A very long name of a body": "end"}


def test_axes_name_percentages_as_such() -> None:
    panel = Panel("", (Series("s", "main", (Point(2000, 0.1), Point(2001, 0.4))),), form="percent")
    assert ">40%</text>" in lines(panel, WIDE, (2000, 2001)).body
    assert axis_text(-0.25, "index", 0.05) == "−0.25"


def test_a_chart_without_values_is_drawn_empty() -> None:
    panel = Panel("", (Series("s", "main", (Point(2000, None),)),))
    assert "NaN" not in lines(panel, WIDE, (2000, 2000)).body


def test_no_ties_no_timeline() -> None:
    from brief_findings import BARE

    assert ties_chart(findings(ladder=BARE, bodies=())) is None


def test_a_note_number_stands_once_a_paragraph() -> None:
    brief = answer()
    noting = Noting(note_numbers(brief.noted()))
    lead = next(block for block in brief.section("headline").blocks if getattr(block, "kind", "") == "lead")
    closing = [piece.note for pieces in noting.paragraph(lead.sentences) for piece in pieces if piece.close]  # type: ignore[union-attr]
    assert closing
    assert len(closing) == len(set(closing))


def test_a_note_that_cannot_be_read_says_so() -> None:
    brief = answer()
    object.__setattr__(brief, "explain", None)
    notes = read_notes(brief)
    assert all(note.rows == () and "carries no evidence" in note.note for note in notes)
    assert heading("r0123") == "R0123"


def test_figures_of_charts_stand_in_their_table() -> None:
    charts = [block for block in answer().blocks() if isinstance(block, Chart)]
    assert [chart.id for chart in charts] == ["alignment", "yardsticks", "rival", "ties"]
    assert all(chart.figures == () for chart in charts)
    data = next(block for block in answer().blocks() if getattr(block, "data", False))
    assert len(data.figures) == 4 * len(RISING)
    assert all(isinstance(figure, Figure) and figure.evidence for figure in data.figures)
