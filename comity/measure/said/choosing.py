"""Which of many statements a reader is shown: the most telling, of as many speakers as there are, and those that conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from comity.measure.said.voices import Voice

SHORT = 25
"""Letters below which a quotation says little."""


def telling(voice: Voice) -> tuple[int, ...]:
    """How much a statement tells of the pair: both named, a known standing, a side taken, words long enough and its own."""
    own_words = voice.directness != "indirect"
    return voice.rank, len(voice.words) >= SHORT, bool(voice.stances) + (voice.standing != "other"), own_words


def chosen(found: Sequence[Voice], most: int) -> tuple[Voice, ...]:
    """At most so many, the most telling first, the newest among equals; a speaker's second statement waits for others' first."""
    newest = sorted(found, key=lambda voice: voice.day.toordinal() if voice.day else 0, reverse=True)
    queue = sorted(newest, key=telling, reverse=True)
    heard: Counter[str] = Counter()
    turns = []
    for at, voice in enumerate(queue):
        turns.append((-voice.rank, heard[voice.speaker], at))
        heard[voice.speaker] += 1
    return tuple(queue[at] for *_, at in sorted(turns)[:most])


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two speakers on two sides of one target, an actor or issue id."""

    target: str
    for_it: Voice
    against: Voice


def conflicts(found: Sequence[Voice], targets: Sequence[str], most: int) -> tuple[Conflict, ...]:
    """For each of the targets on which speakers stand on both sides, the most telling of each side; each statement once.

    One who takes both sides is in no conflict with himself, nor two who speak for one state.
    """
    out: list[Conflict] = []
    used: set[str] = set()
    order = Counter(target for voice in found for target, _ in voice.stances if target in targets)
    for target, _ in order.most_common():
        sides = {
            value: [v for v in found if (target, value) in v.stances and v.id not in used]
            for value in ("for", "against")
        }
        pro = chosen(sides["for"], 1)
        contra = chosen([v for v in sides["against"] if pro and _apart(v, pro[0])], 1)
        if pro and contra and len(out) < most:
            out.append(Conflict(target, pro[0], contra[0]))
            used |= {pro[0].id, contra[0].id}
    return tuple(out)


def _apart(one: Voice, two: Voice) -> bool:
    return one.speaker != two.speaker and not set(one.states) & set(two.states)
