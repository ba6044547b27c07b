"""The vocabulary: frozen dataclasses that every room shares. No behaviour beyond naming."""

from __future__ import annotations

from comity.schema.record import ABSTAIN, LEVEL, NO, YES, Actor, Estimate, Failure, Item, Origin, Record
from comity.schema.text import (
    STATUSES,
    TYPES,
    Coding,
    Document,
    Event,
    Judgement,
    Mention,
    Relation,
    Span,
    Stance,
    Statement,
    named,
)

__all__ = [
    "ABSTAIN",
    "LEVEL",
    "NO",
    "STATUSES",
    "TYPES",
    "YES",
    "Actor",
    "Coding",
    "Document",
    "Estimate",
    "Event",
    "Failure",
    "Item",
    "Judgement",
    "Mention",
    "Origin",
    "Record",
    "Relation",
    "Span",
    "Stance",
    "Statement",
    "named",
]
