"""A check as plain data."""

from __future__ import annotations

from typing import Any

from comity.brief.check.results import Checked, Judged
from comity.brief.objects import Figure


def plain(checked: Checked) -> dict[str, Any]:
    """Everything, ready for JSON."""
    return {
        "document": checked.document,
        "title": checked.title,
        "day": checked.day.isoformat() if checked.day else None,
        "until": checked.until.isoformat(),
        "basis": checked.source.kind,
        "counts": dict(checked.counts()),
        "claims": [_claim(one) for one in checked.judged],
        "not_understood": [
            {"start": one.start, "end": one.end, "words": words, "why": one.why} for one, words in checked.unread
        ],
        "notes": list(checked.notes),
    }


def _claim(one: Judged) -> dict[str, Any]:
    claim, when = one.claim, one.claim.when
    return {
        "kind": claim.kind,
        "sense": claim.sense,
        "start": claim.start,
        "end": claim.end,
        "words": one.words,
        "subjects": list(claim.subjects),
        "objects": list(claim.objects),
        "when": {
            "words": when.words,
            "role": when.role,
            "first": when.first.isoformat() if when.first else None,
            "last": when.last.isoformat() if when.last else None,
            "vague": when.vague,
        },
        "number": claim.number,
        "standing": claim.standing,
        "speaker": claim.speaker,
        "verdict": one.verdict.name,
        "to": one.verdict.to,
        "reason": one.verdict.reason,
        "figures": [_figure(figure) for figure in one.verdict.figures],
        "trace": claim.trace,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    found = figure.estimate
    return {
        "said": figure.said,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "level": found.level,
        "unit": found.unit,
        "n_evidence": found.n_evidence,
        "as_of": found.as_of.isoformat(),
        "method": found.method,
        "evidence": found.evidence,
    }
