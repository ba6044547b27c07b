"""Turn the written lines of sentences/*.txt into JSONL with character offsets, refusing what does not parse.

Run `python training/corpus.py` to check every file and print counts; `--out FILE` writes the JSONL.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
STATUSES = {"asserted", "reported", "negated", "planned", "hypothetical", "historical"}
FORMS = {"active", "passive", "nominal", "symmetric"}
TOKEN = re.compile(r"\[([^\[\]|]+)\|([A-Z_0-9?]+(?:\+[A-Z_0-9?]+)*)\]|<(/?)([scq])(\d?)>")
RELATION = re.compile(r'^(\d+)([>=])(\d+) ([A-Z]+) ([a-z]+) ([a-z]+) "(.+)"$')


class BadLine(ValueError):
    """A line that does not follow GUIDE.md."""


@dataclass
class Text:
    """A text under construction: characters so far, mentions, and the statement tags that are open."""

    text: str = ""
    mentions: list[dict[str, Any]] = field(default_factory=list)
    spans: dict[str, dict[str, list[list[int]]]] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)

    def mention(self, words: str, ids: str) -> None:
        start = len(self.text)
        self.text += words
        self.mentions.append({"start": start, "end": len(self.text), "text": words, "actors": ids.split("+")})

    def tag(self, closing: bool, kind: str, number: str) -> None:
        name = kind + number
        if closing != (name in self.open):
            raise BadLine(f"<{'/' if closing else ''}{name}> does not match")
        if not closing:
            self.open[name] = len(self.text)
            return
        start = self.open.pop(name)
        self.spans.setdefault(number or "1", {}).setdefault(kind, []).append([start, len(self.text)])


def parse_text(marked: str) -> Text:
    out, at = Text(), 0
    for token in TOKEN.finditer(marked):
        out.text += marked[at : token.start()]
        at = token.end()
        if token[1] is not None:
            out.mention(token[1], token[2])
        else:
            out.tag(bool(token[3]), token[4], token[5])
    out.text += marked[at:]
    if out.open:
        raise BadLine(f"<{next(iter(out.open))}> is never closed")
    if re.search(r"[\[\]|]|</?[scq]\d?>", out.text):
        raise BadLine("a bracket, bar or tag is left over in the text")
    return out


def parse_relation(written: str, text: Text) -> dict[str, Any]:
    match = RELATION.match(written)
    if not match:
        raise BadLine(f'relation {written!r} is not: A>B TYPE STATUS FORM "trigger"')
    first, mark, second, kind, status, form, trigger = match.groups()
    one, two = int(first) - 1, int(second) - 1
    there = 0 <= one < len(text.mentions) and 0 <= two < len(text.mentions)
    if not there or (one == two and (mark == ">" or len(text.mentions[one]["actors"]) < 2)):
        raise BadLine(f"relation {written!r} names a mention that is not there")
    if kind not in TYPES or status not in STATUSES or form not in FORMS:
        raise BadLine(f"relation {written!r}: unknown type, status or form")
    start = text.text.find(trigger)
    if start < 0:
        raise BadLine(f"trigger {trigger!r} is not in the text")
    return {
        "source": one, "target": two, "mutual": mark == "=", "type": kind, "status": status, "form": form,
        "trigger": [start, start + len(trigger)],
    }  # fmt: skip


def statement(spans: dict[str, list[list[int]]]) -> dict[str, Any]:
    if "c" not in spans or "q" not in spans:
        raise BadLine("a statement needs a cue and content")
    return {"speaker": spans.get("s", [None])[0], "cue": spans["c"][0], "content": spans["q"]}


def parse_line(line: str) -> dict[str, Any]:
    parts = line.split("\t")
    if not 2 <= len(parts) <= 3:
        raise BadLine(f"{len(parts)} columns; a line is TEXT, RELATIONS and perhaps NOTE, parted by tabs")
    text = parse_text(parts[0])
    written = [] if parts[1].strip() == "-" else [r.strip() for r in parts[1].split(";") if r.strip()]
    return {
        "text": text.text,
        "mentions": text.mentions,
        "relations": [parse_relation(r, text) for r in written],
        "statements": [statement(text.spans[number]) for number in sorted(text.spans)],
        "note": parts[2].strip() if len(parts) == 3 else "",
    }


def read(path: Path) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            yield number, {"id": f"{path.stem}-{number}", **parse_line(line)}
        except BadLine as error:
            yield number, error


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="*", type=Path)
    arguments.add_argument("--out", type=Path)
    options = arguments.parse_args()
    rows, bad = [], 0
    seen: dict[str, str] = {}
    for path in options.files or sorted((HERE / "sentences").glob("*.txt")):
        for number, row in read(path):
            if isinstance(row, BadLine):
                bad += 1
                print(f"{path.name}:{number}: {row}", file=sys.stderr)
            elif row["text"] in seen:
                bad += 1
                print(f"{path.name}:{number}: the same text as {seen[row['text']]}", file=sys.stderr)
            else:
                seen[row["text"]] = row["id"]
                rows.append(row)
    report(rows, bad)
    if options.out and not bad:
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return 1 if bad else 0


def report(rows: list[dict[str, Any]], bad: int) -> None:
    relations = [relation for row in rows for relation in row["relations"]]
    print(f"{len(rows)} texts, {len(relations)} relations, {sum(not r['relations'] for r in rows)} texts without one, "
          f"{sum(len(r['statements']) for r in rows)} statements, {bad} bad lines")  # fmt: skip
    for key in ("type", "status", "form"):
        print(" ", ", ".join(f"{name} {count}" for name, count in Counter(r[key] for r in relations).most_common()))


if __name__ == "__main__":
    raise SystemExit(main())
