"""Who the words for a speaker mean: a person, an organ, a group, or somebody unnamed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.attribution.attributed import Named
from comity.coding.attribution.heads import heads
from comity.coding.attribution.things import issuer
from comity.coding.attribution.titles import NAME, TITLED, affiliation, apposed_name, bears, clean, head, medium, titled
from comity.schema import Mention, Span

PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "there"])
POSSESSIVES = {"his": "he", "her": "she", "their": "they", "its": "it"}


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker: words or name, ids spoken for, name of the person, kind, PLOVER sector, affiliation."""

    speaker: str
    actors: tuple[str, ...] = ()
    person: str = ""
    kind: str = "unnamed"
    role: str = ""
    affiliation: str = ""


_SETTING = re.compile(
    r",\s(?:in|at|on|during|after|before|speaking|citing|quoting|following|addressing|asked|while|when|who|whose)\b"
)
"""Where the words for a speaker pass on to where and when they were said."""

_PRIVATE = re.compile(
    r"(?:[A-Z][\w'\u2019-]* (?:(?:of|for|and|on) )?){1,6}(?:Institute|University|College|Academy|Cent(?:er|re)|Foundation|School|Institution|Society|"
    r"Club|Forum|Times|Post|Daily|News)\b(?: (?:of|for|on) (?:[A-Z][\w'\u2019-]* ?(?:and )?){1,4})?"
)
"""Names of schools, institutes and papers: whoever heads one speaks for no state, whatever place it is named after."""

NOBODY = Who("")


class Speakers:
    """Resolves the words for a speaker with the mentions and persons of the document."""

    def __init__(self, text: str, mentions: Sequence[Mention], persons: Sequence[Named]) -> None:
        self._text = text
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]
        spans = sorted((span, n) for n, person in enumerate(persons) for span in person.spans)
        self._persons = persons
        self._places = spans
        self._genders = {person.name: person.gender for person in persons}
        self._begins = [span[0] for span, _ in spans]

    def may_be(self, pronoun: str, who: Who) -> bool:
        """Whether "he" or "she" can stand for a speaker, as far as the gender is known."""
        return self._genders.get(who.person, "") in ("", pronoun)

    def inside(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in `[start, end)`, or hold it."""
        k = bisect_left(self._starts, start)
        found = [self._mentions[k - 1]] if k and self._mentions[k - 1].end > start else []
        while k < len(self._mentions) and self._mentions[k].start < end:
            found.append(self._mentions[k])
            k += 1
        return found

    def persons_in(self, start: int, end: int) -> list[tuple[Span, Named]]:
        """Persons named in `[start, end)`, with the places of their names."""
        k = bisect_left(self._begins, start)
        found = []
        while k < len(self._places) and self._places[k][0][0] < end:
            found.append((self._places[k][0], self._persons[self._places[k][1]]))
            k += 1
        return found

    def who(self, core: Span, full: Span) -> Who:
        """The speaker that the phrase `core`, with what is apposed in `full`, stands for."""
        low = self._text[slice(*core)].lower()
        if low in PRONOUNS or low in POSSESSIVES:
            return self._pronoun(core)
        inside = self.inside(*full)
        for span, person in self.persons_in(*full):
            if bears(self._text, span, core):
                return self._named(person, span, full, inside)
        for one in inside:
            if one.person and one.kind != "pronoun" and one.start >= full[0] and self._is(one, core):
                actors = self._for(full, one.actors, inside)
                place = self._affiliation((one.start, one.end), full)
                return Who(one.person, actors, one.person, "person", one.role, place)
        return self._phrase(core, full, inside)

    def _is(self, mention: Mention, core: Span) -> bool:
        """Whether a mention with a person is the whole phrase, or bears its name."""
        if heads().get(head(clean(self._text[slice(*core)]))) == "organ":
            return False
        whole = mention.start <= core[0] + 4 and mention.end >= core[1]
        return whole or bears(self._text, (mention.start, mention.end), core)

    def _named(self, person: Named, name: Span, full: Span, inside: Sequence[Mention]) -> Who:
        actors = person.actors or self._for(full, (), inside)
        place = person.affiliation or self._affiliation(name, full)
        return Who(person.name, actors, person.name, "person", person.role, place)

    def _affiliation(self, name: Span, full: Span) -> str:
        """Where somebody belongs: what the words after the name say, else those before it."""
        after, before = self._text[name[1] : max(name[1], full[1])], self._text[full[0] : max(full[0], name[0])]
        return affiliation(after) or affiliation(before)

    def _pronoun(self, core: Span) -> Who:
        found = [m for m in self.inside(*core) if m.start == core[0]]
        if not found:
            return NOBODY
        one = found[0]
        if one.person:
            person = next((p for p in self._persons if p.name == one.person), None)
            actors = person.actors if person else one.actors
            return Who(one.person, actors, one.person, "person", one.role, person.affiliation if person else "")
        if one.antecedent and one.antecedent != core and not self._pronominal(one.antecedent):
            if self._misled(one):
                return NOBODY
            who = self._phrase(one.antecedent, one.antecedent, self.inside(*one.antecedent))
            single = self._text[slice(*core)].lower() in ("he", "she", "his", "her")
            misfit = single and (who.kind in ("organ", "group", "publisher") or who.speaker.isupper())
            return who if who.speaker and not misfit else NOBODY
        if self._text[slice(*core)].lower() in ("he", "she", "his", "her"):
            return NOBODY
        kind = "group" if len(one.actors) > 1 else "organ"
        return Who(self._text[slice(*core)], one.actors, "", kind, one.role) if one.actors else NOBODY

    def _apart(self, full: Span, mention: Mention) -> bool:
        """Whether a state is named only in where it was said, or in the name of a school or institute."""
        setting = _SETTING.search(self._text, *full)
        if setting and mention.start >= setting.start():
            return True
        names = _PRIVATE.finditer(self._text, full[0], max(full[1], mention.end))
        return any(one.start() <= mention.start and mention.end < one.end() for one in names)

    def _misled(self, pronoun: Mention) -> bool:
        """Whether a pronoun leads back to an adjective, or "they" to a single state, so that somebody else is meant."""
        alone = self._text[pronoun.start : pronoun.end].lower() in ("they", "their") and len(pronoun.actors) == 1
        wrong = ("adjective", "name") if alone else ("adjective",)
        return any(
            (m.start, m.end) == pronoun.antecedent and m.kind in wrong
            for m in self.inside(*pronoun.antecedent or (0, 0))
        )

    def _pronominal(self, span: Span) -> bool:
        low = self._text[slice(*span)].lower()
        return low in PRONOUNS or low in POSSESSIVES

    def _for(self, full: Span, known: tuple[str, ...], inside: Sequence[Mention]) -> tuple[str, ...]:
        """Whom somebody with this title speaks for: nobody if the title is an expert's or a witness's."""
        words = self._text[slice(*full)].lower().replace("'s", " ").replace("\u2019s", " ").split()
        kinds = {heads().get(word.strip(".,()")) for word in words}
        if "official" not in kinds and kinds & {"expert", "witness"}:
            return ()
        if known or not kinds & {"official", "organ"}:
            return known
        first = next((m for m in inside if m.actors and not self._apart(full, m)), None)
        return first.actors if first else ()

    def _phrase(self, core: Span, full: Span, inside: Sequence[Mention]) -> Who:
        words = clean(self._text[slice(*core)])
        behind = issuer(words)
        at = self._text.find(behind, *core) if behind else -1
        if at >= 0:
            return self.who((at, at + len(behind)), (at, at + len(behind)))
        name, rest = titled(words)
        apposed = " ".join(self._text[core[1] : full[1]].strip(" ,").split())
        if not name and heads().get(head(words)) in TITLED and apposed_name(apposed):
            name, rest = apposed, words
        role = next((m.role for m in inside if m.role), "")
        place = affiliation(self._text[slice(*full)])
        if name:
            place = rest if rest and heads().get(head(rest)) is None else place
            return Who(name, self._for(full, (), inside), name, "person", role, place)
        kind = heads().get(head(words), "")
        actors = () if kind in ("expert", "witness") else self._for(full, (), inside) or self._own(core, inside, kind)
        return Who(words, actors, "", self._kind(words, kind, actors), role, place)

    def _own(self, core: Span, inside: Sequence[Mention], kind: str) -> tuple[str, ...]:
        """The actor that the phrase is itself, or whose organ it is; all of those joined by "and"."""
        found = [m for m in inside if m.actors and m.start < core[1] and not self._apart(core, m)]
        if " and " in self._text[slice(*core)]:
            return tuple(dict.fromkeys(actor for m in found for actor in m.actors))
        if not found:
            return ()
        return (found[0] if kind == "document" else found[-1]).actors

    def _kind(self, words: str, kind: str, actors: tuple[str, ...]) -> str:
        if medium(words) or kind == "media":
            return "publisher"
        if kind in TITLED:
            return "unnamed"
        if kind == "crowd" or len(actors) > 1 or (" and " in words and words[:1].isupper()):
            return "group"
        if kind == "organ" or actors:
            return "organ"
        return "person" if kind != "document" and NAME.fullmatch(words) and not words.isupper() else "unnamed"
