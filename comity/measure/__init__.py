"""Measures: from roll calls and treaties to similarity, records, commitment, alignment, camps, dependence and force.

What ships answers these at once, by name of state (`ledger=` answers from your own):

>>> from comity import measure
>>> measure.align("Russia", "China", since=2020, until=2020).rows()[0]["n_indicators"] > 5
True
>>> [row["group"] for row in measure.camps_in(1985).rows() if "RUS" in row["largest"]]
['D', 'D2']
>>> measure.polarisation(since=2021, until=2021).rows()[1]["measure"]
'modularity'
>>> from datetime import date
>>> measure.leverage(date(2021, 12, 1)).rows()[0]["player"]
'RUS'
>>> import numpy as np
>>> round(float(measure.scores(np.array([[5, 0, 1], [0, 2, 0], [1, 0, 4.0]]), ["kappa"])["kappa"]), 3)
0.75

The others read the record in a ledger, `Ledger(path)`, states by id, and each answers with a table whose rows lead to
records: `dependence(ledger, "RUS", "CHN")`, `arms_dependence`, `asymmetry(ledger, "RUS", "CHN", date(2020, 12, 31))`,
`power(ledger, ["WEST"])`, `contest(ledger, "CENTRAL_ASIA", "RUS", "CHN", 2000, 2020)`, `force(ledger, "RUS")`, `exercises`, `visits`,
`deeds` and `warmth` of two states, `reciprocity` over the table of issues, `portfolios` of alliances. Networks of your own or of votes
go to `camps_of`, `balances` and `pulls`; roll calls to `ideal_points` and `best_points`; arrays of alignment and pressure to
`response_to_pressure`. Everything numeric about votes is a pure function of joint choice counts (`comity.measure.votes.choices`),
so the shipped release and a ledger of single votes give the same answer.

Names are imported on first use; what estimates (`ideal_points`, `best_points`, `camps_of`) needs the extra `estimate`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from comity.measure.aligning import align, pressure, rank
from comity.measure.evidence import why
from comity.measure.pacts.bodies import SharedBody, shared_bodies
from comity.measure.pacts.ladder import RUNGS, Ladder, ladder
from comity.measure.release import make_release
from comity.measure.source import Source, cite, open_source
from comity.measure.votes.records import RecordStatement, record_in, records
from comity.measure.votes.similarity import Similarity, record, similarity
from comity.measure.votes.yardsticks import YARDSTICKS, Yardstick

if TYPE_CHECKING:
    from comity.measure.affinity.deeds import deeds
    from comity.measure.affinity.reciprocity import reciprocity
    from comity.measure.affinity.warmth import warmth
    from comity.measure.camps.balance import balances, pulls
    from comity.measure.camps.camps import camps as camps_of
    from comity.measure.ideal.best import best_points
    from comity.measure.ideal.points import ideal_points
    from comity.measure.pacts.portfolios import portfolios
    from comity.measure.response.answer import response as response_to_pressure
    from comity.measure.standing_together import camp_by_year, camps_in, polarisation, sits_with
    from comity.measure.strength.arms import arms_dependence
    from comity.measure.strength.asymmetry import asymmetry
    from comity.measure.strength.contest import contest
    from comity.measure.strength.dependence import dependence
    from comity.measure.strength.exercises import exercises
    from comity.measure.strength.force import force
    from comity.measure.strength.power import power
    from comity.measure.strength.visits import visits
    from comity.measure.transit.leverage import leverage
    from comity.measure.votes.scores import scores

HOMES = {
    "arms_dependence": "strength.arms",
    "asymmetry": "strength.asymmetry",
    "balances": "camps.balance",
    "best_points": "ideal.best",
    "camp_by_year": "standing_together",
    "camps_in": "standing_together",
    "camps_of": "camps.camps:camps",
    "contest": "strength.contest",
    "deeds": "affinity.deeds",
    "dependence": "strength.dependence",
    "exercises": "strength.exercises",
    "force": "strength.force",
    "ideal_points": "ideal.points",
    "leverage": "transit.leverage",
    "polarisation": "standing_together",
    "portfolios": "pacts.portfolios",
    "power": "strength.power",
    "pulls": "camps.balance",
    "reciprocity": "affinity.reciprocity",
    "response_to_pressure": "response.answer:response",
    "scores": "votes.scores",
    "sits_with": "standing_together",
    "visits": "strength.visits",
    "warmth": "affinity.warmth",
}
"""Questions imported on first use and where they live; behind a colon, the name there. `camps` and `response` are rooms."""

__all__ = [
    "RUNGS",
    "YARDSTICKS",
    "Ladder",
    "RecordStatement",
    "SharedBody",
    "Similarity",
    "Source",
    "Yardstick",
    "align",
    "arms_dependence",
    "asymmetry",
    "balances",
    "best_points",
    "camp_by_year",
    "camps_in",
    "camps_of",
    "cite",
    "contest",
    "deeds",
    "dependence",
    "exercises",
    "force",
    "ideal_points",
    "ladder",
    "leverage",
    "make_release",
    "open_source",
    "polarisation",
    "portfolios",
    "power",
    "pressure",
    "pulls",
    "rank",
    "reciprocity",
    "record",
    "record_in",
    "records",
    "response_to_pressure",
    "scores",
    "shared_bodies",
    "similarity",
    "sits_with",
    "visits",
    "warmth",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'comity.measure' has no attribute {name!r}")
    home, _, there = HOMES[name].partition(":")
    return getattr(import_module(f"comity.measure.{home}"), there or name)


def __dir__() -> list[str]:
    return sorted(__all__)
