"""Forecasts that people made, taken word for word from the statements of a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity.ledger.folder import Folder
from comity.ledger.showing import Asked, shown

LONGEST = 600
"""Characters kept of what was said; the document holds the rest."""


def quoted(ledger: Path, actors: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """Statements of kind forecast as lines of the register: who said it, when, of what, until when.

    `actors`: only those who speak for one of these. LedgerError where there is no ledger or nothing was coded.
    """
    asked = Asked(kind="statements", types=("forecast",), actors=actors)
    for row in shown(Folder(ledger.absolute()), asked):
        said = row["date_start"] or row["published"]
        yield {
            "statement": row["id"],
            "document": row["document"],
            "speaker": row["speaker"],
            "speaker_kind": row["speaker_kind"],
            "role": row["role"],
            "affiliation": row["affiliation"],
            "publisher": row["publisher"],
            "said": str(said) if said else "",
            "horizon": row["horizon"].isoformat() if row["horizon"] else "",
            "text": " ".join(str(row["text"]).split())[:LONGEST],
            "negated": bool(row["negated"]),
            "issues": list(row["issues"] or ()),
        }
