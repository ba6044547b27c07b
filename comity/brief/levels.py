"""The chart of an alignment table: the overall index with its interval, its levels as thin lines; to SVG or PNG."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from comity.brief.canvas import WIDE
from comity.brief.curves import lines
from comity.brief.figures import to_svg
from comity.brief.objects import Chart, Panel, Point, Series
from comity.errors import Refused
from comity.results import Table

LEVELS = (("diplomatic", "first"), ("security", "second"), ("economic", "quiet"), ("conflict", "quiet"))
FORMS = (".svg", ".png")


def level_chart(table: Table) -> Chart:
    """The chart of what `align` answered, by year or by month."""
    rows = table.rows()
    when = [_when(row) for row in rows]
    years = (int(when[0]), int(when[-1]))
    shown = [(name, role) for name, role in LEVELS if rows and name in rows[0]]
    series = [_line(rows, when, name, role) for name, role in shown]
    last = rows[-1]
    return Chart(
        "levels",
        table.title,
        "Overall index with its 90% interval, and the levels it is made of; 0 is nothing between them",
        f"{table.title}: the overall index runs from {rows[0]['overall']:.2f} in {years[0]} to {last['overall']:.2f} in {years[1]}.",
        panels=(Panel("", (*series, _line(rows, when, "overall", "main", band=True))),),
        years=years,
    )


def _when(row: dict[str, Any]) -> float:
    if "year" in row:
        return float(row["year"])
    year, month = str(row["month"]).split("-")
    return int(year) + (int(month) - 0.5) / 12


def _line(rows: list[dict[str, Any]], when: list[float], name: str, role: str, band: bool = False) -> Series:
    points = [
        Point(at, row[name], row["low"] if band else None, row["high"] if band else None)  # type: ignore[arg-type]
        for at, row in zip(when, rows, strict=True)
    ]
    return Series(name, role, tuple(points), band)


def write_chart(table: Table, path: Path) -> None:
    """Draw the table into FILE.svg or FILE.png; Refused for another ending or a table without rows."""
    if path.suffix.lower() not in FORMS:
        raise Refused(f"no chart of the form {path.suffix or path.name!r}", next_step="name a file .svg or .png")
    if not len(table):
        raise Refused("nothing to draw", where=table.title, next_step="choose other years")
    chart = level_chart(table)
    svg = standing_alone(to_svg(lines(chart.panels[0], WIDE, chart.years), chart, "wide"))
    if path.suffix.lower() == ".svg":
        path.write_text(svg, encoding="utf-8")
        return
    import vl_convert

    path.write_bytes(vl_convert.svg_to_png(svg, scale=2))


def standing_alone(svg: str) -> str:
    """The drawing with the colours of a light page in place of those a page would lend, and a font of its own."""
    coloured = re.sub(r"var\(--([a-z0-9-]+)\)", lambda found: _colours()[found.group(1)], svg)
    return coloured.replace("<svg ", '<svg font-family="sans-serif" ', 1)


@cache
def _colours() -> dict[str, str]:
    """The light colours of the page, which stand first in its style sheet."""
    css = files("comity.brief").joinpath("templates/brief.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name, colour in re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})", css):
        found.setdefault(name, colour)
    return found
