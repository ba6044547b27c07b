"""GDELT: events that machines read out of the news, from raw exports of either version, or as a monthly pair score.

Exports give one record for each event between two states: `gdelt_consult`, `gdelt_threaten` and so on, one for
each of the twenty roots of CAMEO (`comity.intake.records.cameo.ROOTS`); value its Goldstein value, unit
"Goldstein scale (-10 to 10)", directed from actor 1 to actor 2, on the day of the event, item
"gdelt:<GLOBALEVENTID>" with the full code as its symbol and, where the export has one, the address of the report.
Actors are found by their CAMEO country codes. Rows without two states are skipped and counted: no country,
a region or body (NATO is WST), a territory, both in one state. Counts follow the volume of the news: compare shares.
The pair scores give `gdelt_score` and `gdelt_score_days`, undirected.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.gdelt import events, scores
from comity.intake.records.gdelt.opening import open_export
from comity.intake.rows import Dialect

_GDELT = Publisher(
    "The GDELT Project",
    "free for any use with citation",
    "Leetaru, Schrodt (2013), GDELT: Global Data on Events, Location and Tone, ISA Annual Convention. "
    "The GDELT Project, https://www.gdeltproject.org/",
    "http://data.gdeltproject.org/events/index.html",
)
_GDELT_2 = Publisher(
    _GDELT.producer, _GDELT.licence, _GDELT.citation, "http://data.gdeltproject.org/gdeltv2/masterfilelist.txt"
)
_SCORES = Publisher(
    "G. Zemo, from The GDELT Project",
    "GPL-3",
    f"G. Zemo, gdelt-graph-data. {_GDELT.citation}",
    "https://www.gdeltproject.org/",
)

ADAPTER = Adapter(
    "gdelt",
    "Events between states read from the news by machine (GDELT 1.0 and 2.0), or a monthly pair score made of them.",
    (events.VERSION_2_LAYOUT, events.VERSION_1_LAYOUT, scores.LAYOUT),
    {"gdelt_1": _GDELT, "gdelt_2": _GDELT_2, "gdelt_scores": _SCORES},
    dialect=Dialect(encoding="latin-1"),
    opener=open_export,
)
