"""What the coder reads in the annotated real sentences, beside what was marked there by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from comity import actors
from comity.coding.coder import Coder
from comity.schema import TYPES, Document, Event

TRAINING = Path(__file__).resolve().parents[1] / "training"
sys.path.insert(0, str(TRAINING))

from corpus import read  # noqa: E402

Act = tuple[str, str, str]


def known(ids: list[str]) -> list[str]:
    """The ids that comity holds as actors."""
    held = {actor.id for actor in (*actors.states(), *actors.blocs())}
    return [id for id in ids if id in held]


def marked(row: dict) -> dict[Act, str]:
    """Acts marked by hand with their status, of actors that comity holds; "reported" is asserted, by somebody."""
    acts: dict[Act, str] = {}
    for relation in row["relations"]:
        sides = [known(row["mentions"][relation[side]]["actors"]) for side in ("source", "target")]
        status = relation["status"].replace("reported", "asserted")
        for one, two in ((a, b) for a in sides[0] for b in sides[1] if a != b):
            acts[one, two, relation["type"]] = status
            if relation["mutual"]:
                acts[two, one, relation["type"]] = status
    return acts


def rows(name: str) -> Iterator[tuple[dict, dict[Act, str], tuple[Event, ...]]]:
    """Each real sentence with the acts marked in it and the events coded from its bare text."""
    coder = Coder(min_confidence=0.3)
    for _, row in read(TRAINING / "annotated" / f"{name}.txt"):
        day = "2020-06-15" if "kremlin" not in row["note"] else "2016-06-15"
        if "ce-20" in row["note"]:
            day = row["note"].split("ce-")[1][:10]
        yield row, marked(row), coder.code(Document.named(row["text"], published=day)).events


@cache
def coded(name: str) -> list[tuple[dict, dict[Act, str], tuple[Event, ...]]]:
    """What `rows` gives, read once."""
    return list(rows(name))


def scores(least: float, name: str = "real") -> dict[str, float]:
    """Precision, recall and F1 of pairs and of pairs with type, and how often the status is right where the pair is."""
    pair = [0, 0, 0, 0]
    typed = [0, 0, 0, 0]
    status = [0, 0]
    for _, gold, events in coded(name):
        said = {(e.actor, e.recipient, e.type): e.status for e in events if e.confidence >= least}
        for counts, g, s in ((typed, set(gold), set(said)), (pair, {x[:2] for x in gold}, {x[:2] for x in said})):
            counts[0] += len(g & s)
            counts[1] += len(s)
            counts[2] += len(g)
        by_pair = {x[:2]: v for x, v in gold.items()}
        for act, told in said.items():
            if act[:2] in by_pair:
                status[0] += told == gold.get(act, by_pair[act[:2]])
                status[1] += 1
    out = {}
    for name, (right, told, there, _) in (("pair", pair), ("typed", typed)):
        p, r = right / max(1, told), right / max(1, there)
        out |= {f"{name}_precision": p, f"{name}_recall": r, f"{name}_f1": 2 * p * r / max(1e-9, p + r)}
    return out | {"status": status[0] / max(1, status[1])}


QUAD = {type: n for n, types in enumerate((TYPES[:4], TYPES[4:7], TYPES[7:11], TYPES[11:])) for type in types}


def macro_f1(pairs: list[tuple[object, object]]) -> float:
    """Mean F1 over the classes of the first of each (truth, said)."""
    scores = []
    for name in {truth for truth, _ in pairs}:
        right = sum(truth == said == name for truth, said in pairs)
        scores.append(2 * right / sum((truth == name) + (said == name) for truth, said in pairs))
    return sum(scores) / len(scores)


def relations(name: str = "real") -> dict[str, float]:
    """Macro-F1 of type and quad and the share of right statuses of `relate`, forced, on each marked pair with an act, the pair given."""
    coder, roots, statuses = Coder(), [], []
    for _, row in read(TRAINING / "annotated" / f"{name}.txt"):
        seen: set[tuple[int, int]] = set()
        for act in row["relations"]:
            ways = [(act["source"], act["target"]), (act["target"], act["source"])][: 1 + act["mutual"]]
            for one, two in ways:
                if one == two or (one, two) in seen:
                    continue
                seen.add((one, two))
                spans = [(row["mentions"][k]["start"], row["mentions"][k]["end"]) for k in (one, two)]
                said = coder.relate(row["text"], *spans, forced=True)
                roots.append((act["type"], said.type))
                statuses.append(act["status"].replace("reported", "asserted") == said.status)
    quads = [(QUAD[truth], QUAD[said]) for truth, said in roots]
    return {"root": macro_f1(roots), "quad": macro_f1(quads), "status": sum(statuses) / len(statuses), "n": len(roots)}
