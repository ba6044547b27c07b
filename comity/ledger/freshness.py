"""How fresh the public record in a ledger is: release, age, last fetched, licence. Asks no network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from comity.intake import records
from comity.intake.releases import releases
from comity.ledger import arrivals, holding
from comity.ledger import manifest as manifests
from comity.ledger.folder import Folder
from comity.ledger.manifest import Manifest
from comity.results import Table


def freshness(folder: Folder, today: date | None = None) -> Table:
    """One row for each public file held. `until` is the date of the release, `days` how long ago it came in.

    `checked` is when its publisher was last asked, None for a file added by hand.

    Raises:
        LedgerError: not a ledger.
    """
    folder.require()
    held, damaged = manifests.everything(folder)
    old = manifests.superseded(held)
    public = [m for m in held if m not in old and m.record.partition(":")[0] in records.ADAPTERS]
    public.sort(key=lambda manifest: (manifest.record, manifest.added))
    day = today or datetime.now(UTC).date()
    fetched = {arrival.sha256: arrival for arrival in arrivals.everything(folder)}
    origins = [_origin(folder, manifest) for manifest in public]
    columns: dict[str, Sequence[object]] = {
        "record": [m.record for m in public],
        "version": [origin[0] for origin in origins],
        "until": [origin[1] for origin in origins],
        "added": [m.added[:10] for m in public],
        "days": [(day - date.fromisoformat(m.added[:10])).days for m in public],
        "checked": [fetched[m.sha256].checked if m.sha256 in fetched else None for m in public],
        "licence": [origin[2] for origin in origins],
        "file": [m.name for m in public],
    }
    return Table(f"public data in ledger {folder.root}", columns, note=_note(public, damaged))


def _origin(folder: Folder, manifest: Manifest) -> tuple[str, str, str]:
    """Version, date and licence, where the parts that say so are intact."""
    for part in manifest.parts:
        if part.kind == "origins" and part.intact(folder):
            for version, day, licence in holding.rows(folder.part("origins", part.name), "version, date, licence"):
                return str(version or ""), str(day or ""), str(licence or "")
    return "damaged", "", ""


def _note(public: Sequence[Manifest], damaged: Sequence[str]) -> str:
    notes = [f"damaged: files/{name}" for name in damaged]
    missing = sorted({row.record for row in releases().values()} - {m.record for m in public})
    if missing:
        notes.append(f"not held: {', '.join(missing)}; comity sync NAME says how to get one")
    return ". ".join(notes)
