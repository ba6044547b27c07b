"""Scores of a trained reader on compiled rows: per type, status, trigger, tags, and false events."""

from __future__ import annotations

from collections import Counter
from typing import Any

import torch
from calibrate import calibration
from dataset import IGNORE, batches, collate, example
from model import STATUSES, TAGS, TYPES, Reader
from tokenizers import Tokenizer

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {kind: quad for quad, kinds in QUADS.items() for kind in kinds}


@torch.no_grad()
def predictions(reader: Reader, rows: list[dict[str, Any]], tokenizer: Tokenizer) -> dict[str, torch.Tensor]:
    reader.eval()
    found: dict[str, list[torch.Tensor]] = {
        k: [] for k in ("kind", "status", "logits", "status_logits", "tags", "tag_logits", "hit")
    }
    data = [e for row in rows if (e := example(row, tokenizer))]
    for batch in batches(data, 32, None):
        b = collate(batch)
        states = reader(b["ids"], b["mask"])
        found["tags"].append(b["tags"].flatten())
        found["tag_logits"].append(reader.tags(states).flatten(0, 1))
        if not len(b["rows"]):
            continue
        at = torch.arange(len(b["rows"]))
        hidden, scored = reader.pairs(states, b["mask"], b["rows"], b["one"], b["two"])
        found["kind"].append(b["kind"])
        found["status"].append(b["status"])
        found["logits"].append(reader.kind(hidden))
        found["status_logits"].append(reader.status(hidden))
        points = scored.argmax(-1)
        found["hit"].append(b["points"][at, points] > 0)
    return {k: torch.cat(v) for k, v in found.items()}


def f1s(truth: list[str], said: list[str]) -> dict[str, dict[str, float]]:
    right = Counter(t for t, s in zip(truth, said, strict=True) if t == s)
    of_truth, of_said = Counter(truth), Counter(said)
    out = {}
    for name in sorted(of_truth):
        p = right[name] / of_said[name] if of_said[name] else 0.0
        r = right[name] / of_truth[name]
        out[name] = {
            "precision": round(p, 3),
            "recall": round(r, 3),
            "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0,
            "n": of_truth[name],
        }
    return out


def macro(table: dict[str, dict[str, float]], skip: str = "") -> float:
    kept = [row["f1"] for name, row in table.items() if name != skip]
    return round(sum(kept) / len(kept), 3)


def scores(reader: Reader, rows: list[dict[str, Any]], tokenizer: Tokenizer) -> dict[str, Any]:
    got = predictions(reader, rows, tokenizer)
    truth = [TYPES[k] for k in got["kind"]]
    said = [TYPES[k] for k in got["logits"].argmax(-1)]
    forced = [TYPES[1 + k] for k in got["logits"][:, 1:].argmax(-1)]
    event = [n for n, t in enumerate(truth) if t != "NONE"]
    table = f1s(truth, said)
    root = f1s([truth[n] for n in event], [forced[n] for n in event])
    quad = f1s([QUAD_OF[truth[n]] for n in event], [QUAD_OF[forced[n]] for n in event])
    known = got["status"] != IGNORE
    status = f1s(
        [STATUSES[k] for k in got["status"][known]], [STATUSES[k] for k in got["status_logits"][known].argmax(-1)]
    )
    tagged = got["tags"] != IGNORE
    tags = f1s(
        [TAGS[k][2:] or "O" for k in got["tags"][tagged]],
        [TAGS[k][2:] or "O" for k in got["tag_logits"][tagged].argmax(-1)],
    )
    none = [n for n, t in enumerate(truth) if t == "NONE"]
    return {
        "pairs": len(truth), "events": len(event),
        "macro_f1_with_none": macro(table), "event_macro_f1": macro(table, "NONE"),
        "forced_root_macro_f1": macro(root), "forced_quad_macro_f1": macro(quad),
        "status_macro_f1": macro(status), "status_accuracy": round(float((got["status_logits"].argmax(-1) == got["status"])[known].float().mean()), 3),
        "trigger_hit": round(float(got["hit"][known].float().mean()), 3),
        "false_event_rate": round(sum(said[n] != "NONE" for n in none) / max(1, len(none)), 4),
        "calibration": {
            "type": calibration(got["logits"], got["kind"]),
            "status": calibration(got["status_logits"][known], got["status"][known]),
        },
        "by_type": table, "by_status": status, "token_tags": tags,
    }  # fmt: skip
