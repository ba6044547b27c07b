"""What a network's tags add to the rules: surer statements where both agree, and indirect ones that no rule saw."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from comity.coding.attribution.attributed import Tag
from comity.coding.attribution.drafts import Draft
from comity.coding.attribution.scene import Scene
from comity.schema import Span

AGREE = 0.4
"""Share of the doubt that an agreeing tag of full confidence takes away."""

ADDED = 0.7
"""Factor on the confidence of a statement that only tags tell."""

LEAST = 0.6
"""Least confidence of each tag of a statement that only tags tell."""


def confirmed(found: Sequence[tuple[int, Draft]], tagged: Sequence[Tag]) -> list[tuple[int, Draft]]:
    """The drafts, those surer whose cue and content are tagged as such."""
    cues = sorted((tag.start, tag.end, tag.confidence) for tag in tagged if tag.kind == "cue")
    contents = sorted((tag.start, tag.end, tag.confidence) for tag in tagged if tag.kind == "content")
    return [(number, _surer(draft, cues, contents)) for number, draft in found]


def _near(rows: Sequence[tuple[int, int, float]], span: Span) -> Sequence[tuple[int, int, float]]:
    """Tags that may touch a span: a tag stays inside its sentence, so one that reaches in begins close before."""
    return rows[max(0, bisect_left(rows, (span[0], 0, 0.0)) - 1) : bisect_left(rows, (span[1], 0, 0.0))]


def _surer(draft: Draft, cues: Sequence[tuple[int, int, float]], contents: Sequence[tuple[int, int, float]]) -> Draft:
    cue = max(
        (sure for start, end, sure in _near(cues, draft.cue) if start < draft.cue[1] and end > draft.cue[0]),
        default=0.0,
    )
    said = max(
        (sure for span in draft.spans for start, end, sure in _near(contents, span) if _half((start, end), span)),
        default=0.0,
    )
    if not cue or not said:
        return draft
    sure = 1 - (1 - draft.sure) * (1 - AGREE * min(cue, said))
    return replace(draft, sure=round(sure, 3), trace=(*draft.trace, "confirmed by the tags of the network"))


def _half(one: Span, two: Span) -> bool:
    common = min(one[1], two[1]) - max(one[0], two[0])
    return 2 * common >= max(one[1] - one[0], two[1] - two[0])


def added(scene: Scene, found: Iterable[Draft], tagged: Sequence[Tag]) -> list[tuple[int, Draft]]:
    """Statements that only tags tell: one speaker, one cue and one content of a sentence in which no rule saw that cue."""
    taken = sorted(draft.cue for draft in found)
    done = []
    at = 0
    ordered = sorted((tag for tag in tagged if tag.confidence >= LEAST), key=lambda tag: tag.start)
    for sentence in scene.sentences:
        here = []
        while at < len(ordered) and ordered[at].start < sentence.end:
            here.append(ordered[at])
            at += 1
        kinds = {kind: [tag for tag in here if tag.kind == kind] for kind in ("speaker", "cue", "content")}
        if all(len(tags) == 1 for tags in kinds.values()):
            speaker, cue, said = (tags[0] for tags in kinds.values())
            k = bisect_left(taken, (cue.end, 0))
            if not k or taken[k - 1][1] <= cue.start:
                done.append((sentence.block, _draft(scene.text, speaker, cue, said)))
    return done


def _draft(text: str, speaker: Tag, cue: Tag, said: Tag) -> Draft:
    who = (speaker.start, speaker.end)
    sure = round(min(speaker.confidence, cue.confidence, said.confidence) * ADDED, 3)
    words = text[cue.start : cue.end]
    return Draft(who, who, (cue.start, cue.end), words, ((said.start, said.end),), "indirect", False, sure, (f"{words}: seen by the network alone",), around=(cue.end, cue.end))  # fmt: skip
