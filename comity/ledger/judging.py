"""Judgements: kept one by one, never changed; the newest of a row counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from comity.errors import Refused
from comity.ledger import manifest as manifests
from comity.ledger.folder import Folder
from comity.ledger.holding import JUDGEMENTS
from comity.ledger.lock import only_writer
from comity.ledger.manifest import HeldFile, Manifest
from comity.ledger.staging import stage
from comity.ledger.text_rows import judgement_row
from comity.ledger.text_schemas import TEXT_SCHEMAS
from comity.ledger.text_tables import CHANGEABLE
from comity.ledger.texts import PATIENCE
from comity.schema import STATUSES, TYPES, Judgement

VERDICTS = ("right", "wrong", "changed")

KINDS = {"e": "events", "s": "statements"}
"""The first letter of a row's id says what it is."""

STATEMENT_KINDS = ("claim", "position", "promise", "threat", "forecast")

_VALUES = {
    "type": TYPES,
    "status": STATUSES,
    "speaker_kind": ("person", "organ", "group", "unnamed", "publisher"),
    "directness": ("direct", "mixed", "indirect"),
    "kind": STATEMENT_KINDS,
    "negated": ("true", "false"),
}


def judge(folder: Folder, judgement: Judgement) -> None:
    """Store a judgement for good. A moment it was made is set where it says none.

    Raises:
        Refused: an unknown verdict or field, or a value that the field does not take; nothing was stored.
        LedgerError: not a ledger, or it cannot be written.
    """
    check(judgement)
    folder.require()
    if not judgement.made:
        judgement = replace(judgement, made=datetime.now(UTC).isoformat(timespec="microseconds"))
    with only_writer(folder, PATIENCE):
        folder.furnish()
        with stage(folder) as desk:
            desk.take_text("judgements", judgement_row(judgement))
            parts = desk.shelve()
        files = (HeldFile(judgement.row, parts[0].name, 1),)
        id = manifests.fingerprint(files, JUDGEMENTS, "1")
        Manifest(id, JUDGEMENTS, "1", files, judgement.made, parts).write(folder)


def check(judgement: Judgement) -> None:
    """Refused unless verdict, fields and values are such as the row of that id can have.

    >>> check(Judgement("e1", "changed", (("status", "planned"),), "", "me", ""))
    """
    kind = KINDS.get(judgement.row[:1])
    if kind is None:
        raise Refused("only events and statements are judged", where=judgement.row, next_step="comity show events")
    if judgement.verdict not in VERDICTS or bool(judgement.changes) != (judgement.verdict == "changed"):
        raise Refused("a row is right, wrong, or changed in some field", where=judgement.row)
    for name, value in judgement.changes:
        if name not in CHANGEABLE[kind]:
            fields = ", ".join(CHANGEABLE[kind])
            raise Refused(f"{name!r} of {kind} cannot be set", where=judgement.row, next_step=f"set one of {fields}")
        if reason := _unfit(kind, name, value):
            raise Refused(f"{value!r} is no {name}", where=judgement.row, next_step=reason)


def _unfit(kind: str, name: str, value: str) -> str:
    """What a field takes, where the value is none of it; else ''."""
    if name in _VALUES:
        return "" if value in _VALUES[name] else f"write one of {', '.join(_VALUES[name])}"
    type_ = TEXT_SCHEMAS[kind][name]
    try:
        if type_ == "DATE" and value:
            date.fromisoformat(value)
        if type_ == "DOUBLE" and not -10 <= float(value) <= 10:
            return "write a number from -10 to 10"
    except ValueError:
        return "write a day as 2021-12-17, or nothing" if type_ == "DATE" else "write a number from -10 to 10"
    if name in ("actor", "recipient", "speaker_actors", "addressee") and not _known(name, value):
        return "write ids of states, blocs or bodies: RUS, CHN, NATO (comity actor NAME tells them)"
    return ""


def _known(name: str, value: str) -> bool:
    from comity import actors
    from comity.errors import UnknownActor

    ids = value.replace(",", " ").split()
    if name in ("actor", "recipient") and len(ids) != 1:
        return False
    try:
        return all(actors.get(id).id == id for id in ids)
    except UnknownActor:
        return False
