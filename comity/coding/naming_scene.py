"""What stands around a hit: the words before and after, its neighbours, and who else the text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from comity.coding.gate import Gate
from comity.coding.naming_forms import Hit
from comity.coding.naming_options import Options
from comity.schema import Span

REACH = 70
"""Characters before and after a hit that are looked at."""
HEADLINE = 0.6
"""Share of capitalised words from which a sentence is read as a headline."""

_BEFORE = re.compile(r"([^\s,;:()\"“”]+)\s$")
_AFTER = re.compile(r"\s([^\s,;:()\"“”]+)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(slots=True)
class Scene:
    """A text with its hits. `named` holds ids and the words that name them for sure; `spans` are the sentences; `places` the hits found to be places;
    `spelt` says of abbreviations whether the text spells them out as something else.
    """

    text: str
    day: date | None
    gate: Gate
    hits: Sequence[Hit]
    options: Sequence[Options]
    spans: Sequence[Span]
    named: dict[str, set[str]] = field(default_factory=dict)
    places: set[int] = field(default_factory=set)
    spelt: dict[str, bool] = field(default_factory=dict)
    _style: dict[int, str] = field(default_factory=dict)

    def style(self, sentence: int) -> str:
        """ "shouted" (all capitals), "headline" (most words with a capital, no full stop) or ""."""
        found = self._style.get(sentence)
        if found is None:
            found = self._style[sentence] = _style(self.text[slice(*self.spans[sentence])])
        return found


def _style(text: str) -> str:
    if text.isupper() and len(text) > 12:
        return "shouted"
    words = _WORD.findall(text)
    long = [word for word in words if len(word) > 3]
    if len(words) < 4 or text.rstrip()[-1:] in '.!"”':
        return ""
    high = sum(word[0].isupper() for word in long)
    return "headline" if long and high >= HEADLINE * len(long) and high > 2 else ""


class Around:
    """The words around one hit, inside its sentence."""

    def __init__(self, scene: Scene, place: int, sentence: int) -> None:
        self.scene, self.place, self.sentence = scene, place, sentence
        self.hit = scene.hits[place]
        self.start, self.end = scene.spans[sentence]

    @cached_property
    def before(self) -> str:
        """Text before the hit, within reach."""
        return self.scene.text[max(self.start, self.hit.start - REACH) : self.hit.start]

    @cached_property
    def after(self) -> str:
        """Text after the hit, within reach."""
        return self.scene.text[self.hit.end : min(self.end, self.hit.end + REACH)]

    @cached_property
    def word_before(self) -> str:
        """The word right before, without a comma between; "" where there is none."""
        found = _BEFORE.search(self.before[-40:])
        return found[1] if found else ""

    @cached_property
    def word_after(self) -> str:
        """The word right after."""
        found = _AFTER.match(self.after)
        return found[1].rstrip(".!?'’") if found else ""

    @property
    def style(self) -> str:
        """Style of the sentence."""
        return self.scene.style(self.sentence)

    @property
    def opens(self) -> bool:
        """Whether the word right before the hit opens the sentence."""
        return self.hit.start - self.start <= len(self.word_before) + 2

    def previous(self) -> tuple[Hit, Options, str] | None:
        """The hit before in the sentence, its options, and the text between."""
        return self._neighbour(self.place - 1)

    def following(self) -> tuple[Hit, Options, str] | None:
        """The hit after in the sentence, its options, and the text between."""
        return self._neighbour(self.place + 1)

    def _neighbour(self, place: int) -> tuple[Hit, Options, str] | None:
        scene = self.scene
        if not 0 <= place < len(scene.hits):
            return None
        hit = scene.hits[place]
        if hit.start < self.start or hit.end > self.end:
            return None
        gap = scene.text[hit.end : self.hit.start] if place < self.place else scene.text[self.hit.end : hit.start]
        return hit, scene.options[place], gap
