"""Who does what a verb says: the subject of a clause, said or carried over, and what passive and negation make of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.stance_clauses import AUXILIARIES, PREPOSITIONS, RELATIVE, STRANGERS, Clause, Scene, Target
from comity.coding.stance_words import Entry, listed
from comity.schema import Span

NEGATIONS = listed("not n't never no neither nor without hardly cannot none nobody nothing denies denied deny")
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "gets", "got", "am"})
UNSURE = listed("could would may might 'd whether if unless alleged allegedly supposedly accused")
OUGHT = frozenset({"must", "should", "ought"})
_NO_NOUNS = PREPOSITIONS | listed(
    "of by is are itself themselves continues continue keep keeps started began kept risks"
)
LOOK_BACK = 4
"""Words that are read back from a name for the preposition or verb that governs it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """`target` None: nobody named. `known`: whether somebody is the subject at all, named or not; else the words do not say."""

    target: Target | None
    known: bool

    @property
    def speaker(self) -> bool:
        """Whether the speaker is."""
        return self.target is not None and self.target.speaker


NOBODY, STRANGER = Subject(None, False), Subject(None, True)


@dataclass(frozen=True, slots=True)
class Reading:
    """A scene with the words of the table found in it. `verbs` are places whose word ends a verb of the table; `heads` the subject of each clause."""

    scene: Scene
    found: tuple[tuple[Span, tuple[Entry, ...]], ...]
    verbs: frozenset[int]
    heads: tuple[Subject, ...]

    def near(self, first: int, last: int) -> list[tuple[Span, tuple[Entry, ...]]]:
        """What was found between two words."""
        low = bisect_left(self.found, first, key=lambda one: one[0][0])
        high = bisect_left(self.found, last, key=lambda one: one[0][0])
        return list(self.found[low:high])


def reading(scene: Scene, found: Sequence[tuple[Span, tuple[Entry, ...]]]) -> Reading:
    """The subjects of the clauses of a scene, each carried on where a clause only goes on with a verb."""
    verbs = frozenset(last - 1 for (_, last), some in found if some[0].form)
    heads: list[Subject] = []
    for n, clause in enumerate(scene.clauses):
        before = heads[n - 1] if n and scene.clauses[n - 1].sentence == clause.sentence else NOBODY
        heads.append(_head(scene, verbs, n, before))
    return Reading(scene, tuple(found), verbs, tuple(heads))


def subject_of(read: Reading, n: int, place: int) -> Subject:
    """The subject of a verb at a word of clause `n`."""
    scene, clause = read.scene, read.scene.clauses[n]
    if scene.word(place).endswith("ing") and (noun := _modified(read, clause, place)):
        return noun
    named = _named_before(read, clause, place)
    if named is not None:
        return Subject(named, True)
    if scene.word(clause.first) == "to" and clause.opener == "," and (told := _told_before(read, n)):
        return told
    if scene.word(place - 1) in STRANGERS - RELATIVE:
        return STRANGER
    opening = next((k for k in range(clause.first, place) if not light(scene, k) and k not in read.verbs), place)
    if opening < place and not _passing(scene, clause, opening) and not scene.word(opening).endswith(("ing", "ed")):
        return STRANGER
    return _carried_on(read, n)


def _named_before(read: Reading, clause: Clause, place: int) -> Target | None:
    """The name right before a verb, else the first of its clause that can be a subject."""
    scene = read.scene
    before = [t for t in scene.named(clause.first, place) if t.last <= place and t.kind != "issue"]
    if before and all(light(scene, k) for k in range(before[-1].last, place)):
        controlled = any(scene.word(k) == "to" for k in range(before[-1].last, place))
        how = governor(scene, read.verbs, before[-1])
        if (controlled and how in {"verb", "on", "upon", "for"}) or eligible(scene, read.verbs, before[-1]):
            return before[-1]
    return next((one for one in before if eligible(scene, read.verbs, one)), None)


def _carried_on(read: Reading, n: int) -> Subject:
    """The subject of the clause before in the sentence; of one that begins a sentence with an -ing form, of the clause behind."""
    scene, clause = read.scene, read.scene.clauses[n]
    if n > 0 and scene.clauses[n - 1].sentence == clause.sentence:
        return _antecedent(scene, read.verbs, n, read.heads[n - 1])
    behind = n + 1 < len(read.heads) and scene.clauses[n + 1].opener == ","
    return read.heads[n + 1] if behind and scene.word(clause.first).endswith("ing") else NOBODY


def _told_before(read: Reading, n: int) -> Subject | None:
    """The object of a verb in one of the two clauses before, to whom an infinitive after an aside belongs."""
    scene = read.scene
    for k in range(n - 1, max(n - 3, -1), -1):
        if scene.clauses[k].sentence != scene.clauses[n].sentence:
            break
        for one in scene.named(scene.clauses[k].first, scene.clauses[k].last):
            if governor(scene, read.verbs, one) in {"verb", "on", "upon"}:
                return Subject(one, True)
    return None


def _modified(read: Reading, clause: Clause, place: int) -> Subject | None:
    """The owner of the noun right before an -ing form ("Peruvian forces occupying"); None where no noun stands there."""
    scene, noun = read.scene, place - 1
    while noun > clause.first and scene.word(noun).endswith("ly"):
        noun -= 1
    plain = scene.at[noun] < 0 and scene.word(noun).isalpha() and not scene.word(noun).endswith(("ing", "ly", "ed"))
    if noun < clause.first or not plain or light(scene, noun) or noun in read.verbs or scene.word(noun) in _NO_NOUNS:
        return None
    for k in range(noun - 1, max(noun - 4, clause.first - 1), -1):
        if scene.at[k] >= 0:
            return Subject(scene.targets[scene.at[k]], True)
    return STRANGER


def light(scene: Scene, place: int) -> bool:
    """Whether a word only helps a verb: an auxiliary, an adverb, a joining word."""
    word = scene.word(place)
    return scene.at[place] < 0 and (word in AUXILIARIES or (word.endswith("ly") and len(word) > 4))


def governor(scene: Scene, verbs: frozenset[int], target: Target) -> str:
    """The preposition that governs a name, "verb" where it is the object of a verb of the table, else ""."""
    for place in range(target.first - 1, max(target.first - 1 - LOOK_BACK, -1), -1):
        word = scene.word(place)
        if (place in verbs and scene.word(place + 1) != "'s") or (
            word.endswith("ing") and scene.word(place - 1) in {"by", "for", "of"}
        ):
            return "verb"
        if word in PREPOSITIONS or word in {"of", "by", "on"}:
            return word
        if (
            scene.at[place] >= 0
            or word in AUXILIARIES
            or word in {",", ".", ";", ":", "'s", "that", "which", "while", "who"}
        ):
            return ""
    return ""


def eligible(scene: Scene, verbs: frozenset[int], target: Target) -> bool:
    """Whether a name can be, or own, the subject of its clause."""
    if target.kind == "apart" or scene.word(target.first - 1) in {"not", "without"}:
        return False
    return bool(target.ids or target.kind != "issue") and governor(scene, verbs, target) in {"", "of", "by"}


def negated(scene: Scene, place: int, clause: Clause, reach: int = 4) -> bool:
    """Whether one of the last words before a place in its clause denies it."""
    low = max(clause.first, place - reach)
    denies = (scene.word(k) in NEGATIONS and scene.word(k + 1) != "only" for k in range(low, place))
    return clause.opener in {"lest", "instead"} or any(denies) or _rather(scene, clause)


def _rather(scene: Scene, clause: Clause) -> bool:
    return clause.opener == "than" and scene.word(clause.first - 2) == "rather"


def passive(scene: Scene, span: Span, entry: Entry, clause: Clause) -> bool:
    """Whether a past form is a passive: a form of "be" before it, or "by" behind it."""
    if entry.form != "past":
        return False
    if scene.word(span[1]) == "by":
        return True
    place = span[0] - 1
    while place >= clause.first and light(scene, place):
        if scene.word(place) in BE:
            return True
        place -= 1
    return False


def unsure(scene: Scene, place: int, clause: Clause) -> bool:
    """Whether the clause only supposes what it says."""
    return clause.opener in {"if", "unless", "whether"} or any(
        scene.word(k) in UNSURE for k in range(max(clause.first, place - 4), place)
    )


def _head(scene: Scene, verbs: frozenset[int], n: int, before: Subject) -> Subject:
    clause = scene.clauses[n]
    for one in scene.named(clause.first, clause.last):
        if one.kind != "issue" and eligible(scene, verbs, one):
            if one.first > clause.first + 8 and not one.speaker:
                break
            return Subject(one, True)
    opening = next((k for k in range(clause.first, clause.last) if not light(scene, k)), clause.last)
    goes_on = opening == clause.last or opening in verbs or _passing(scene, clause, opening)
    if goes_on or scene.word(opening).endswith(("ing", "ed")):
        return _antecedent(scene, verbs, n, before)
    return STRANGER


def _passing(scene: Scene, clause: Clause, opening: int) -> bool:
    """Whether a clause is only an aside between a subject and its verb, or begins with one."""
    word = scene.word(opening)
    return (
        word in PREPOSITIONS
        or word in {"by", "of"}
        or (clause.opener in {",", "(", "-", "—", "–"} and word in {"itself", "themselves"})
    )


def _antecedent(scene: Scene, verbs: frozenset[int], n: int, before: Subject) -> Subject:
    """Whom a relative clause or one without a subject goes on about."""
    clause = scene.clauses[n]
    if clause.opener not in RELATIVE or n == 0:
        return before
    previous = scene.clauses[n - 1]
    named = [t for t in scene.named(previous.first, previous.last) if t.kind != "issue"]
    if named and clause.opener == "who" and named[-1].kind == "demonym":
        return STRANGER
    if named and named[-1].last == previous.last and governor(scene, verbs, named[-1]) in {"", "verb", "of", "by"}:
        return Subject(named[-1], True)
    if len(named) == 1 and previous.last - named[0].last <= 4 and not named[0].speaker:
        return Subject(named[0], True) if governor(scene, verbs, named[0]) in {"", "verb", "of", "by"} else STRANGER
    return STRANGER
