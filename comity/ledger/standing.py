"""How a ledger stands: what was added, what was read of it, what is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from comity.errors import LedgerError
from comity.ledger import manifest as manifests
from comity.ledger.folder import Folder
from comity.ledger.holding import CODING, DOCUMENTS, JUDGEMENTS
from comity.ledger.manifest import Manifest
from comity.ledger.published import rows
from comity.results import Table

_COUNTED = ("records", "items", "documents", "events", "statements", "judgements")


def status(folder: Folder) -> Table:
    """One row for each file set added, with whether the published file holds it; one for each run of a coder."""
    folder.require()
    held, damaged = manifests.everything(folder)
    published = set(rows(folder, "SELECT id FROM files")["id"]) if folder.database.exists() else set()
    groups = [list(group) for _, group in groupby(sorted(held, key=lambda m: (m.added, m.id)), key=_row_of)]
    counted = [kind for kind in _COUNTED if kind in ("records", "items") or any(m.rows(kind) for m in held)]
    notes = [*_notes(held, damaged, published), *_uncoded(folder)]
    columns: dict[str, Sequence[object]] = {
        "file": [_named(group) for group in groups],
        "record": [group[0].record for group in groups],
        "added": [group[-1].added[:19] for group in groups],
        **{kind: [_rows(group, kind) for group in groups] for kind in counted},
        "failures": [_rows(group, "failures") for group in groups],
        "skipped": [sum(sum(m.skipped.values()) for m in group) for group in groups],
        "published": [all(m.id in published for m in group) for group in groups],
    }
    return Table(f"ledger {folder.root}", columns, note=". ".join(notes))


def _row_of(manifest: Manifest) -> tuple[str, str]:
    """Shards of one file and of one coder are one row each; anything else is a row of its own."""
    shared = {DOCUMENTS: manifest.name, CODING: manifest.version, JUDGEMENTS: ""}
    return manifest.record, shared.get(manifest.record, manifest.id)


def _named(group: Sequence[Manifest]) -> str:
    record = group[0].record
    if record == CODING:
        return f"{sum(m.rows('codings') for m in group):,} documents by coder {group[0].version}"
    return "judgements" if record == JUDGEMENTS else group[0].name


def _rows(group: Iterable[Manifest], kind: str) -> int:
    return sum(manifest.rows(kind) for manifest in group)


def _notes(held: Sequence[Manifest], damaged: Sequence[str], published: set[str]) -> list[str]:
    notes = [f"damaged: files/{name}; comity build says what to do" for name in damaged]
    if any(m.id not in published for m in held):
        notes.append("comity build brings in what is not published yet")
    if not held:
        notes.append("nothing added yet: comity add PATH, or comity add --record un_votes PATH")
    return notes


def _uncoded(folder: Folder) -> list[str]:
    """What is published and not coded, where the published file knows of texts."""
    try:
        (count,) = rows(folder, "SELECT count(*) AS n FROM documents WHERE coder IS NULL")["n"]
    except LedgerError:
        return []
    return [f"{count:,} documents are not coded yet: comity code"] if count else []
