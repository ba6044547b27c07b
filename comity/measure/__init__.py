"""Measures: from roll calls and treaties to similarity, records, rungs of commitment and shared bodies.

Everything numeric is a pure function of joint choice counts (`comity.measure.votes.choices`), so the shipped release and a
ledger of single votes give the same answer.
"""

from comity.measure.aligning import align, pressure, rank
from comity.measure.evidence import why
from comity.measure.pacts.bodies import SharedBody, shared_bodies
from comity.measure.pacts.ladder import RUNGS, Ladder, ladder
from comity.measure.release import make_release
from comity.measure.source import Source, cite, open_source
from comity.measure.votes.records import RecordStatement, record_in, records
from comity.measure.votes.similarity import Similarity, record, similarity
from comity.measure.votes.yardsticks import YARDSTICKS, Yardstick

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
    "cite",
    "ladder",
    "make_release",
    "open_source",
    "pressure",
    "rank",
    "record",
    "record_in",
    "records",
    "shared_bodies",
    "similarity",
    "why",
]
