"""Lines of marked pairs: read one by one, each with its uid, its pair and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from comity.coding.relating import MarkedPair, places
from comity.schema import Span

MAX_LINE = 4 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `uid` is None where none can be read; `problem` says why the pair is not as it should be, else ''."""

    number: int
    uid: str | None
    pair: MarkedPair
    problem: str = ""


def lines(source: IO[bytes]) -> Iterator[Line]:
    """Every line that is not blank; lines longer than MAX_LINE bytes are passed over and said to be."""
    number = 0
    while raw := source.readline(MAX_LINE + 1):
        number += 1
        if len(raw) > MAX_LINE and not raw.endswith(b"\n"):
            while (rest := source.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            yield _nothing(number, None, f"a line of more than {MAX_LINE:,} bytes")
        elif raw.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _line(number, raw)


def _line(number: int, raw: bytes) -> Line:
    text = raw.decode("utf-8-sig", "replace")
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _nothing(number, None, f"not JSON: {error}"[:200])
    if not isinstance(row, dict):
        return _nothing(number, None, f"an object was expected, found {type(row).__name__}")
    uid = row.get("uid")
    if not isinstance(uid, str | int) or isinstance(uid, bool):
        return _nothing(number, None, "no uid: text or a whole number was expected")
    sentence = row.get("sentence")
    if not isinstance(sentence, str) or not sentence.strip():
        return _nothing(number, str(uid), "no sentence")
    sides = [_side(row, name, sentence) for name in ("source", "target")]
    problem = "; ".join(reason for _, reason in sides if reason)
    return Line(number, str(uid), MarkedPair(sentence, sides[0][0], sides[1][0]), problem)


def _side(row: dict[str, Any], name: str, sentence: str) -> tuple[tuple[Span, ...], str]:
    """Where one mention stands: the spans given, else where its text is found; and the trouble with it."""
    given, text = row.get(f"{name}_spans"), row.get(name)
    spans = _spans(given, len(sentence))
    if spans:
        return spans, ""
    wrong = "" if given in (None, [], ()) else f"{name}_spans are no spans of the sentence"
    found = places(sentence, text) if isinstance(text, str) else ()
    if found:
        return found, wrong and f"{wrong}: found by its text"
    return (), "; ".join(filter(None, [wrong, f"{name} does not stand in the sentence"]))


def _spans(given: object, length: int) -> tuple[Span, ...]:
    """The spans in order, or none where one of them is none."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        return ()
    spans = []
    for span in given:
        whole = isinstance(span, Sequence) and len(span) == 2 and all(type(place) is int for place in span)
        if not whole or not 0 <= span[0] < span[1] <= length:
            return ()
        spans.append((span[0], span[1]))
    return tuple(sorted(spans))


def _nothing(number: int, uid: str | None, problem: str) -> Line:
    return Line(number, uid, MarkedPair("", (), ()), problem)
