"""A brief as plain dicts and lists for JSON. The keys below do not change their meaning while `format` is 1.

- `format`: 1
- `title`: the headline
- `question`: `state1`, `state2`, `against` (each `id` and `name`), `until` (the day asked about)
- `as_of`: last day of the record counted; `basis`: "release" or "ledger"
- `estimates`: one object for every number of the brief, charts included, in reading order and each once: `evidence`,
  `value`, `low`, `high`, `level`, `n_evidence`, `as_of`, `method`, `unit`. `value` is null where undefined, `low`, `high`
  where there is no interval
- `sections`: `id`, `title`, `blocks`; a block has a `type`:
  - `paragraph`: `sentences`, each `text`, `claim` (false for remarks on the brief itself) and `figures`
  - `strip`: `stats`, each `label`, `context`, `figure`
  - `table`: `title`, `columns`, `rows` of cells, `note`; a cell is text or a figure
  - `chart`: `id`, `title`, `subtitle`, `alt`, `note`, `panels` of `series` of `points` (`year`, `value`, `low`, `high`,
    `votes`) and `read_to`, the last year with a reading, null where that is the last one, or `spans` (`label`, `start`, `end`)
  - `map`: `id`, `title`, `subtitle`, `alt`, `note`, `keys` (`role`, `label`) and `areas`: by id of the states of today `role`, `name`,
    `words`, `disputed`
  - `network`: the same with `nets`, each `title`, `nodes` (`state`, `name`, `x`, `y` from 0 to 1000, `size`, `role`, `marked`), `ties`
  a figure is `said` (as printed) and `evidence` (the id in `estimates`, and what `comity why` takes), with `value`
- `origins`: the data sets, with `id`, `producer`, `title`, `version`, `date`, `licence`, `citation`, `address`

Days are ISO text. Nothing is rounded.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from comity.brief.document import Brief
from comity.brief.objects import (
    Block,
    Cell,
    Chart,
    Figure,
    Panel,
    Paragraph,
    Said,
    Section,
    Sentence,
    Strip,
    Table,
)
from comity.brief.pictures import Net, Network, WorldMap
from comity.schema import Actor, Estimate

FORMAT = 1

Plain = dict[str, Any]


def to_json(brief: Brief) -> Plain:
    """The brief as dicts and lists that `json.dumps` takes as they are."""
    estimates = {
        (figure.evidence, figure.estimate.unit, figure.estimate.value): figure.estimate for figure in brief.figures()
    }
    return {
        "format": FORMAT,
        "title": brief.title,
        "question": {
            "state1": _actor(brief.state1),
            "state2": _actor(brief.state2),
            "against": _actor(brief.against),
            "until": brief.until.isoformat(),
        },
        "as_of": brief.as_of.isoformat(),
        "basis": brief.basis,
        "estimates": [_estimate(estimate) for estimate in estimates.values()],
        "sections": [_section(section) for section in brief.sections],
        "origins": [asdict(origin) for origin in brief.origins],
    }


def _actor(actor: Actor) -> Plain:
    return {"id": actor.id, "name": actor.name}


def _estimate(estimate: Estimate) -> Plain:
    return {
        "evidence": estimate.evidence,
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "level": estimate.level,
        "n_evidence": estimate.n_evidence,
        "as_of": estimate.as_of.isoformat(),
        "method": estimate.method,
        "unit": estimate.unit,
    }


def _section(section: Section) -> Plain:
    return {"id": section.id, "title": section.title, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> Plain:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "sentences": [_sentence(one) for one in block.sentences]}
    if isinstance(block, Strip):
        stats = [{"label": stat.label, "context": stat.context, "figure": _figure(stat.figure)} for stat in block.stats]
        return {"type": "strip", "stats": stats}
    if isinstance(block, Table):
        rows = [[_cell(cell) for cell in row] for row in block.rows]
        return {"type": "table", "title": block.title, "columns": list(block.columns), "rows": rows, "note": block.note}
    return _chart(block) if isinstance(block, Chart) else _picture(block)


def _sentence(sentence: Said) -> Plain:
    claim = isinstance(sentence, Sentence)
    return {"text": str(sentence), "claim": claim, "figures": [_figure(figure) for figure in sentence.figures]}


def _figure(figure: Figure) -> Plain:
    return {"said": figure.said, "value": figure.estimate.value, "evidence": figure.evidence}


def _cell(cell: Cell) -> str | Plain:
    return cell if isinstance(cell, str) else _figure(cell)


def _chart(chart: Chart) -> Plain:
    told = {
        "type": "chart",
        "id": chart.id,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.alt,
        "note": chart.note,
    }
    spans = [{"label": span.label, "start": span.start.isoformat(), "end": _iso(span.end)} for span in chart.spans]
    return told | ({"spans": spans} if spans else {"panels": [_panel(panel) for panel in chart.panels]})


def _panel(panel: Panel) -> Plain:
    series = [
        {"label": one.label, "points": [asdict(point) for point in one.points], "read_to": one.read_to}
        for one in panel.series
    ]
    return {"title": panel.title, "series": series}


def _picture(picture: Network | WorldMap) -> Plain:
    told = {
        "id": picture.id,
        "title": picture.title,
        "subtitle": picture.subtitle,
        "alt": picture.alt,
        "note": picture.note,
        "keys": [asdict(key) for key in picture.keys],
    }
    if isinstance(picture, WorldMap):
        return {"type": "map"} | told | {"areas": {state: asdict(area) for state, area in picture.areas.items()}}
    return {"type": "network"} | told | {"nets": [_net(net) for net in picture.nets]}


def _net(net: Net) -> Plain:
    return {"title": net.title, "nodes": [asdict(node) for node in net.nodes], "ties": [list(tie) for tie in net.ties]}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
