"""Publishing: one DuckDB file made of all intact parts and swapped in whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from comity.errors import LedgerError
from comity.ledger import manifest as manifests
from comity.ledger import tables, text_tables
from comity.ledger.columns import SCHEMAS
from comity.ledger.disk import move, writing
from comity.ledger.engine import connect, quoted
from comity.ledger.folder import FIRST_ADD, KINDS, Folder
from comity.ledger.holding import CODING, DOCUMENTS
from comity.ledger.lock import only_writer
from comity.ledger.manifest import Manifest
from comity.ledger.merging import merge

MEMORY = "2GB"
"""More than that is sorted on disk."""


@dataclass(frozen=True)
class Built:
    """What the published file holds, and its path."""

    path: Path
    n_records: int
    n_items: int
    n_origins: int
    n_documents: int = 0
    n_events: int = 0
    n_statements: int = 0

    def __str__(self) -> str:
        counts = {"records": self.n_records, "items": self.n_items, "origins": self.n_origins}
        texts = {"documents": self.n_documents, "events": self.n_events, "statements": self.n_statements}
        said = [f"{count:,} {name}" for name, count in {**counts, **texts}.items() if count]
        return f"{', '.join(said) or 'no rows'}: {self.path}"


def build(folder: Folder) -> Built:
    """Publish what is held; readers of the file before keep theirs until they close it.

    Raises:
        LedgerError: nothing was added yet, another writer is at work, the directory cannot be
            written, or a part is damaged; then all that is intact was published all the same.
    """
    folder.require()
    with only_writer(folder):
        folder.furnish()
        held, unreadable = manifests.everything(folder)
        old = manifests.superseded(held)
        held = [manifest for manifest in held if manifest not in old]
        intact = [manifest for manifest in held if not manifest.damaged(folder)]
        built, replaced = _publish(folder, intact) if intact else (None, [])
        old = [*old, *replaced]
        held = [manifest for manifest in held if manifest not in replaced]
        with writing(folder.root):
            _tidy(folder, held, old, keep_parts=bool(unreadable))
    _report_damage([manifest for manifest in held if manifest not in intact], unreadable, folder)
    if built is None:
        raise LedgerError("nothing was added to this ledger yet", where=str(folder.root), next_step=FIRST_ADD)
    return built


def _publish(folder: Folder, held: Sequence[Manifest]) -> tuple[Built, list[Manifest]]:
    """What was published, and the codings of which no document is coded by them any longer."""
    with writing(folder.database):
        desk = Path(tempfile.mkdtemp(prefix="build-", dir=folder.tmp))
        try:
            draft = desk / "comity.duckdb"
            with connect(draft, memory=MEMORY, spill=desk / "spill") as connection:
                _load(connection, folder, held, desk)
                replaced = _replaced(connection, held)
                merge(connection)
                counts = _arrange(connection, held)
            _prove(draft, counts)
            move(draft, folder.database)
        finally:
            shutil.rmtree(desk, ignore_errors=True)
    return Built(folder.database, *counts), replaced


def _load(connection: duckdb.DuckDBPyConnection, folder: Folder, held: Sequence[Manifest], desk: Path) -> None:
    connection.execute("CREATE TEMP TABLE held (path VARCHAR, file_id VARCHAR, record VARCHAR, added VARCHAR)")
    named = [
        (str(folder.part(part.kind, part.name)), manifest.id, manifest.record, manifest.added)
        for manifest in held
        for part in manifest.parts
    ]
    _insert(connection, "held", named)
    steps = (
        ("origins", tables.ORIGINS),
        ("items", tables.ITEMS),
        ("failures", tables.FAILURES),
        ("records", tables.RAW),
        *text_tables.STEPS,
    )
    for kind, statement in steps:
        names = sorted({part.name for manifest in held for part in manifest.parts if part.kind == kind})
        paths = [folder.part(kind, name) for name in names] or [_empty(connection, kind, desk)]
        connection.execute(statement.format(paths="[" + ", ".join(map(quoted, paths)) + "]"))
    connection.execute(text_tables.FORGET)


def _replaced(connection: duckdb.DuckDBPyConnection, held: Sequence[Manifest]) -> list[Manifest]:
    newest = {row[0] for row in connection.execute("SELECT DISTINCT file_id FROM coded").fetchall()}
    return [manifest for manifest in held if manifest.record == CODING and manifest.id not in newest]


def _arrange(connection: duckdb.DuckDBPyConnection, held: Sequence[Manifest]) -> tuple[int, ...]:
    texts = (*text_tables.VIEWS, text_tables.STORIES)
    for statement in (tables.RECORDS, "DROP TABLE raw", tables.HOLDINGS, tables.FILES, *tables.VIEWS, *texts):
        connection.execute(statement)
    _insert(connection, "files", [_file_row(manifest) for manifest in held])
    for thing, comment in (tables.COMMENTS | text_tables.COMMENTS).items():
        connection.execute(f"COMMENT ON {thing} IS {quoted(comment)}")
    # Closing writes the file too, but keeps silent when the disk is full; this does not.
    connection.execute("CHECKPOINT")
    return _counts(connection)


def _prove(draft: Path, counts: tuple[int, ...]) -> None:
    """Read the finished file back as a reader would."""
    with connect(threads=1) as connection:
        connection.execute(f"ATTACH {quoted(draft)} AS draft (READ_ONLY)")
        connection.execute("USE draft")
        if _counts(connection) != counts:
            raise OSError("the finished file does not hold what was written to it")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        arrays = {f"c{n}": np.array(column, dtype=object) for n, column in enumerate(zip(*rows, strict=True))}
        connection.register("arrays", arrays)
        connection.execute(f"INSERT INTO {table} FROM arrays")
        connection.unregister("arrays")


def _empty(connection: duckdb.DuckDBPyConnection, kind: str, desk: Path) -> Path:
    path = desk / f"no-{kind}.parquet"
    columns = ", ".join(f'NULL::{type_} AS "{name}"' for name, type_ in SCHEMAS[kind].items())
    connection.execute(f"COPY (SELECT {columns} LIMIT 0) TO {quoted(path)} (FORMAT parquet)")
    return path


def _file_row(manifest: Manifest) -> tuple[object, ...]:
    counts = (manifest.rows(kind) for kind in ("records", "items", "failures"))
    added = manifest.added.removesuffix("+00:00")
    return (manifest.id, manifest.name, manifest.sha256, manifest.record, added, *counts)


def _counts(connection: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    counted = ("records", "items", "origins", "documents", "events", "statements")
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in counted)
    return tuple(map(int, connection.execute(f"SELECT {counts}").fetchall()[0]))


def _tidy(folder: Folder, held: Sequence[Manifest], old: Sequence[Manifest], *, keep_parts: bool) -> None:
    """Remove what an add or build that was killed left behind, and what a newer reading replaced."""
    for path in folder.tmp.iterdir():
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    for manifest in old:
        folder.manifest(manifest.id).unlink(missing_ok=True)
    named = {(part.kind, part.name) for manifest in held for part in manifest.parts}
    orphans = [(kind, path) for kind in KINDS for path in folder.parts(kind).glob("*.parquet")]
    for kind, path in orphans:
        if not keep_parts and (kind, path.stem) not in named:
            path.unlink(missing_ok=True)


def _again(manifest: Manifest) -> str:
    names = " ".join(file.name for file in manifest.files)
    record, own, _ = manifest.record.partition(":")
    if own:
        columns = manifest.version.partition("|")[2]
        return f'comity add --record {record} {names} --columns "{columns}"'
    return {CODING: "comity code", DOCUMENTS: f"comity add {names}"}.get(
        manifest.record, f"comity add --record {manifest.record} {names}"
    )


def _report_damage(damaged: Sequence[Manifest], unreadable: Sequence[str], folder: Folder) -> None:
    if damaged:
        names = "; ".join(manifest.name for manifest in damaged)
        again = "; ".join(dict.fromkeys(map(_again, damaged)))
        parts = [f"parts/{part.kind}/{part.name}.parquet" for m in damaged for part in m.damaged(folder)]
        lost = ", ".join(parts[:2]) + (f" and {len(parts) - 2} more" if len(parts) > 2 else "")
        raise LedgerError(
            f"what was stored of {names} is damaged ({lost}); everything else was published",
            where=str(folder.root),
            next_step=f"add the file again: {again}, then comity build",
        )
    if unreadable:
        raise LedgerError(
            f"damaged: files/{', files/'.join(unreadable)}; everything else was published",
            where=str(folder.root),
            next_step="add again the files that comity status does not list, then comity build; delete what is still reported after that",
        )
