"""What a network's tags add to the rules: surer statements where both agree, and indirect ones that no rule saw."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from comity.coding.attribution.attributed import Tag
from comity.coding.attribution.cues import table
from comity.coding.attribution.drafts import Draft
from comity.coding.attribution.heads import heads
from comity.coding.attribution.questions import asked
from comity.coding.attribution.scene import Scene
from comity.coding.sentences import Sentence
from comity.coding.spacing import wordset
from comity.schema import Span

AGREE = 0.4
"""Share of the doubt that an agreeing tag of full confidence takes away."""

ADDED = 0.7
"""Factor on the confidence of a statement that only tags tell."""

LEAST = 0.6
"""Least confidence of each tag of a statement that only tags tell."""


FEWEST = 4
"""Least words of the content of a statement that only tags tell."""

NO_SPEAKERS = frozenset({"i", "we", "you", "everyone", "nobody", "people", "the", "this", "that"})
_CLOSED = re.compile(
    r"[\s\"'\u201d\u2019]*(?:[,.;:!?()\u2013\u2014-]|$|\n|(?:and|but|as|which|who|while|when|during|after|before|in|at|on|for)\b)"
)
_VERBAL = wordset("is are was were be been has have had will would can could may might must should does do did")
_OPEN_ENDS = wordset(
    "the a an of to in on at for with by and or but between that which who from as is are was were be has have had their his its our"
)


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
            if (not k or taken[k - 1][1] <= cue.start) and _sound(scene.text, sentence, speaker, cue, said):
                done.append((sentence.block, _draft(scene.text, speaker, cue, said)))
    return done


def _sound(text: str, sentence: Sentence, speaker: Tag, cue: Tag, said: Tag) -> bool:
    """Whether tags that no rule bears out hold whole words, tell of saying, and stand where content can; no question is one."""
    who = text[speaker.start : speaker.end]
    somebody = any(word[:1].isupper() or word in heads() for word in who.split())
    if asked(text, sentence.start, sentence.end) or who.lower() in NO_SPEAKERS or not somebody:
        return False
    whole = all(_whole(text, tag.start) and _whole(text, tag.end) for tag in (speaker, cue, said))
    return whole and _telling(text[cue.start : cue.end].lower().split()) and _clausal(text, speaker, cue, said)


def _whole(text: str, at: int) -> bool:
    return not 0 < at < len(text) or not text[at - 1 : at + 1].isalnum()


def _telling(words: Sequence[str]) -> bool:
    """Whether a cue is one word, or a known phrase, and tells more than that something shows."""
    known = table().get(words[0], ())
    if not known:
        return len(words) == 1
    return any(cue.kind != "show" and len(cue.particle) == len(words) - 1 for cue in known)


def _clausal(text: str, speaker: Tag, cue: Tag, said: Tag) -> bool:
    """Whether the content begins beside the cue, "that" or the speaker, ends where a clause may, and is no scrap."""
    content = text[said.start : said.end].lower().split()
    if cue.end <= speaker.start < said.start and not text[cue.start : cue.end].lower().startswith("accord"):
        return False
    between = text[max(cue.end, speaker.end if speaker.start >= cue.end else 0) : said.start].lower().split()
    joined = between[-1:] == ["that"]
    if len(content) < (FEWEST if not joined else 2) or (content[0] == "to" and content[1] in _OPEN_ENDS):
        return False
    if content[0] in _VERBAL or content[-1].strip(",") in _OPEN_ENDS or not _CLOSED.match(text, said.end):
        return False
    return joined or len(between) < 2


def _draft(text: str, speaker: Tag, cue: Tag, said: Tag) -> Draft:
    who = (speaker.start, speaker.end)
    sure = round(min(speaker.confidence, cue.confidence, said.confidence) * ADDED, 3)
    words = text[cue.start : cue.end]
    return Draft(who, who, (cue.start, cue.end), words, ((said.start, said.end),), "indirect", False, sure, (f"{words}: seen by the network alone",), around=(cue.end, cue.end))  # fmt: skip
