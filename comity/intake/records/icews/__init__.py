"""ICEWS: events that machines read out of the news, as published, counted by pair and year, or as a knowledge graph.

Event rows give one record for each event between two states: `icews_consult`, `icews_threaten` and so on, one for
each of the twenty roots of CAMEO (`comity.intake.records.cameo.ROOTS`); value the file's Intensity, which is the Goldstein value of
the code, unit "Goldstein scale (-10 to 10)", directed from source to target, on the day of the event, item
"icews:<Event ID>" with the full code as its symbol and the newspaper as its body. Rows without two states are skipped and counted.
Counts give `icews_verbal_cooperation`, `icews_material_cooperation`, `icews_verbal_conflict` and
`icews_material_conflict`, unit "events", directed, by year. The graph, a random fifth of the
events, gives `icews_sample_consult` and so on, item "icews_graph:<hash>": kinds of events, not their number.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.icews import counts, events, graph
from comity.intake.rows import Dialect

_ICEWS = Publisher(
    "Lockheed Martin; Elizabeth Boschee, Jennifer Lautenschlager, Sean O'Brien, Steve Shellman, James Starz, Michael Ward",
    "ICEWS terms on Dataverse",
    "Boschee, Lautenschlager, O'Brien, Shellman, Starz, Ward (2015), ICEWS Coded Event Data, Harvard Dataverse. "
    "https://doi.org/10.7910/DVN/28075",
    "https://doi.org/10.7910/DVN/28075",
)
_GRAPH = Publisher(
    "Alberto García-Durán, Sebastijan Dumančić, Mathias Niepert, from ICEWS",
    "BSD-style (NEC); ICEWS terms",
    "García-Durán, Dumančić, Niepert (2018), Learning Sequence Encoders for Temporal Knowledge Graph Completion, EMNLP. "
    + _ICEWS.citation,
    "https://doi.org/10.7910/DVN/28075",
)

ADAPTER = Adapter(
    "icews",
    "Events between states read from the news by machine (ICEWS), as rows, as yearly counts or as a knowledge graph.",
    (events.LAYOUT, counts.LAYOUT, graph.LAYOUT),
    {"icews_events": _ICEWS, "icews_counts": _ICEWS, "icews_graph": _GRAPH},
    dialect=Dialect(encoding="latin-1"),
)
