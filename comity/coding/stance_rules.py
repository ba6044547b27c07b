"""What each kind of word says of whom: one rule a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from comity.coding.stance_clauses import MARKS, PREPOSITIONS, STOPS, Scene, Target
from comity.coding.stance_owners import REACH, apposed, described, objects, owner
from comity.coding.stance_spots import NOUN_ONLY, Evaluation, Spot, alone, fits, made, usable
from comity.coding.stance_subjects import BE, OUGHT, Reading, governor, negated, passive, subject_of, unsure
from comity.coding.stance_words import listed
from comity.schema import Span

LINKS = listed(
    "remains remain remained constitutes constitute represents represent as becomes became poses stands stand seems looks appears"
)
COURTS = listed(
    "court courts investigation law case cases charges code justice proceedings probe trial tribunal complaint record"
)
LOSSES = listed("end expiry collapse fall defeat withdrawal departure death expulsion loss failure removal resignation")
ABLE = listed(
    "right power basis ability means obligation authority able efforts effort order measures steps helped help duty responsibility possible "
    "needed necessary action work"
)
OPEN_ENDS = (PREPOSITIONS | STOPS | MARKS | {"and", ""}) - {"to"}
TIED = {
    "attitude": 0.8,
    "deed": 0.75,
    "passive": 0.8,
    "act": 0.75,
    "subject": 0.6,
    "trait": 0.7,
    "told": 0.55,
    "omitted": 0.75,
}
"""Confidence of each rule where somebody is named: about the share of right ones on speeches (see the tests)."""
LOOSE = 0.4
"""Confidence where nobody is."""


def evaluate(read: Reading, spots: Sequence[Spot]) -> list[Evaluation]:
    """The evaluations of a scene, in order."""
    found: list[Evaluation] = []
    for spot in spots:
        rule = RULES.get(spot.entry.kind)
        if rule is not None and fits(read, spot):
            found += [one for one in rule(read, spot) if one.target or alone(read, spot)]
    return found


def attitude(read: Reading, spot: Spot) -> Iterator[Evaluation]:
    """What the speaker thinks: "we condemn the blockade by Peru", "grateful to Chile"."""
    scene, clause = read.scene, read.scene.clauses[spot.n]
    holder = subject_of(read, spot.n, spot.span[0])
    if not (spot.framing or holder.speaker or (not holder.known and spot.entry.form != "past")):
        return
    if passive(scene, spot.span, spot.entry, clause) or scene.word(spot.span[1]) == "-" or _idle(scene, spot):
        return
    denied = negated(scene, spot.span[0], clause)
    if denied and spot.entry.value < 0:
        return
    value = -1 if denied else spot.entry.value
    about = list(objects(read, spot))
    share = 1.0 if spot.framing or holder.speaker else 0.7
    for target in about:
        yield made(read, spot, target, value, TIED["attitude"] * share, "attitude")
    if not about and value < 0 and (holder.speaker or spot.framing):
        yield made(read, spot, None, value, LOOSE, "attitude")


def _idle(scene: Scene, spot: Spot) -> bool:
    """Whether a noun of attitude has no object ("the opposition"), a greeting greets, or a loss is welcomed."""
    last = spot.span[1]
    after = scene.word(last)
    if spot.entry.sort == "noun":
        return after not in {"to", "for", "of", "with", "at", "over", "about", "against", "towards"}
    return (after == "to" and scene.word(last - 1) == "welcome") or (
        spot.entry.value > 0 and any(scene.word(k) in LOSSES for k in range(last, last + 4))
    )


def deed(read: Reading, spot: Spot) -> Iterator[Evaluation]:
    """A verb that speaks for or against its subject: "Peru violated", "attacked by Peru"."""
    scene, clause = read.scene, read.scene.clauses[spot.n]
    if scene.word(spot.span[1]) == "-":
        return
    if passive(scene, spot.span, spot.entry, clause):
        yield from _passive_deed(read, spot)
        return
    who = subject_of(read, spot.n, spot.span[0])
    value = _valued(scene, spot)
    if who.speaker or value == 0 or (spot.entry.form == "past" and not who.known) or _undetermined(read, spot):
        return
    if who.target is not None and _opposed(read, spot, who.target):
        return
    share = 0.6 if value > 0 or unsure(scene, spot.span[0], clause) else 1.0
    if usable(who.target):
        yield made(read, spot, who.target, value, TIED["deed"] * share, "deed")
    elif value < 0 and not (who.target and who.target.ids):
        yield made(read, spot, None, value, LOOSE * share, "deed")


def _opposed(read: Reading, spot: Spot, subject: Target) -> bool:
    """Whether the subject opposes or only means the deed: "Peru condemns attempts to block", "Peru's wish to help"."""
    scene, place = read.scene, spot.span[0]
    if spot.entry.form not in {"base", "ing"}:
        return False
    if spot.entry.value > 0 and scene.word(place - 1) == "to":
        return True
    return any(e.kind in {"undergo", "attitude"} for _, some in read.near(subject.last, place) for e in some)


def _undetermined(read: Reading, spot: Spot) -> bool:
    """Whether a past form may as well be a passive or an adjective ("a drone shot down over the bay", "a drowned island"),
    an adverb describes what was suffered, or the deed is a right or only asked for ("the power to veto")."""
    scene, (first, last) = read.scene, spot.span
    if spot.entry.sort == "adverb":
        return any(scene.word(k) in BE for k in range(first - 3, first))
    if scene.word(first - 1) == "to":
        return scene.word(first - 2) in ABLE or (spot.entry.form == "base" and _directed(read, spot, "ask"))
    if spot.entry.form != "past":
        return False
    return scene.word(first - 1) in NOUN_ONLY or (scene.word(last) in OPEN_ENDS and not spot.entry.alone)


def _valued(scene: Scene, spot: Spot) -> int:
    """The value of a deed after negation: what was not violated is no praise, what was not respected is a reproach."""
    clause = scene.clauses[spot.n]
    if scene.word(spot.span[1]) in {"no", "nobody", "none"}:
        return 0
    if not negated(scene, spot.span[0], clause):
        return spot.entry.value
    ought = any(scene.word(k) in OUGHT for k in range(max(clause.first, spot.span[0] - 4), spot.span[0]))
    return -1 if spot.entry.value > 0 or ought else 0


def _passive_deed(read: Reading, spot: Spot) -> Iterator[Evaluation]:
    scene, clause = read.scene, read.scene.clauses[spot.n]
    if spot.entry.value > 0 or negated(scene, spot.span[0], clause):
        return
    near = scene.named(spot.span[1], min(spot.span[1] + REACH, clause.last))
    agent = next((one for one in near if governor(scene, read.verbs, one) == "by"), None)
    if usable(agent):
        yield made(read, spot, agent, spot.entry.value, TIED["passive"], "passive deed")
    elif agent is None:
        yield made(read, spot, None, spot.entry.value, LOOSE, "passive deed")


def act(read: Reading, spot: Spot) -> Iterator[Evaluation]:
    """A noun for a deed: "Peru's aggression", "violations by Peru", "the annexation of Chile" (not against Chile)."""
    scene, clause = read.scene, read.scene.clauses[spot.n]
    if negated(scene, spot.span[0], clause, 3):
        return
    value, whose = spot.entry.value, owner(read, spot)
    if whose is not None:
        if usable(whose):
            yield made(read, spot, whose, value, TIED["act"], "act")
        return
    who = subject_of(read, spot.n, spot.span[0])
    if value > 0 or (not who.speaker and _undergoes(read, spot)):
        return
    if usable(who.target) and _commits(read, spot):
        yield made(read, spot, who.target, -1, TIED["subject"], "act of the subject")
    elif who.target is None or who.speaker:
        yield made(read, spot, None, -1, LOOSE, "act")


def _commits(read: Reading, spot: Spot) -> bool:
    """Whether a verb before a noun makes its subject the doer of it: "continues its incursions"."""
    low = max(read.scene.clauses[spot.n].first, spot.span[0] - 6)
    return any(e.kind == "commit" for _, some in read.near(low, spot.span[0]) for e in some)


def _undergoes(read: Reading, spot: Spot) -> bool:
    """Whether the verb before a noun makes its subject the victim or the opponent of it."""
    clause = read.scene.clauses[spot.n]
    return any(
        clause.first <= first and last <= spot.span[0] and any(e.kind in {"undergo", "attitude"} for e in some)
        for (first, last), some in read.near(clause.first, spot.span[0])
    )


def trait(read: Reading, spot: Spot) -> Iterator[Evaluation]:
    """A word that describes: "Peru's illegal blockade", "Peru is an aggressor", "its claims are baseless"."""
    scene, clause = read.scene, read.scene.clauses[spot.n]
    denied = negated(scene, spot.span[0], clause, 3)
    if denied and spot.entry.value < 0:
        return
    value = -1 if denied else spot.entry.value
    noun = spot.entry.sort == "noun"
    if scene.word(spot.span[1]) in COURTS:
        return
    whose = (apposed(read, spot) or owner(read, spot)) if noun else described(read, spot)
    if (
        whose is None
        and not _undergoes(read, spot)
        and (_predicate(scene, spot) or (value < 0 and _commits(read, spot)))
    ):
        whose = subject_of(read, spot.n, spot.span[0]).target or _issue_before(scene, spot)
    if usable(whose):
        yield made(read, spot, whose, value, TIED["trait"], "trait")
    elif whose is None and spot.entry.value < 0:
        yield made(read, spot, None, -1, LOOSE, "trait")


def _issue_before(scene: Scene, spot: Spot) -> Target | None:
    """An issue that a clause begins with: "the pipeline is dangerous"."""
    return next((t for t in scene.named(scene.clauses[spot.n].first, spot.span[0]) if t.kind == "issue"), None)


def _predicate(scene: Scene, spot: Spot) -> bool:
    """Whether a form of "be" or "remain" leads to the word."""
    clause = scene.clauses[spot.n]
    return any(
        scene.word(k) in BE or scene.word(k) in LINKS for k in range(max(clause.first, spot.span[0] - 5), spot.span[0])
    )


def duty(read: Reading, spot: Spot) -> Iterator[Evaluation]:
    """What only somebody at fault is told: "Peru must stop", "we call on Peru to withdraw", "Peru has not stopped"."""
    scene, clause = read.scene, read.scene.clauses[spot.n]
    who = subject_of(read, spot.n, spot.span[0])
    if spot.entry.form not in {"base", "past"} or not usable(who.target) or unsure(scene, spot.span[0], clause):
        return
    window = [scene.word(k) for k in range(max(clause.first, spot.span[0] - 6), spot.span[0])]
    told = spot.entry.form == "base" and (bool(OUGHT & set(window)) or _pairs(window) or _directed(read, spot))
    if "able" not in window and (told or negated(scene, spot.span[0], clause)):
        rule = "told" if told else "omitted"
        yield made(read, spot, who.target, -1, TIED[rule], rule)


def _pairs(window: Sequence[str]) -> bool:
    joined = " ".join(window)
    return any(
        pair in joined for pair in ("has to", "have to", "needs to", "need to", "is time for", "onus", "ought to")
    )


def _directed(read: Reading, spot: Spot, kind: str = "directive") -> bool:
    """Whether somebody is told to do it, in this clause or one just before it; of kind "ask" also softly."""
    scene = read.scene
    if not any(scene.word(k) == "to" for k in range(spot.span[0] - 3, spot.span[0])):
        return False
    low = max(scene.clauses[max(spot.n - 3, 0)].first, spot.span[0] - 25)
    return any(
        any(e.kind in {"directive", kind} for e in some) and (kind == "ask" or not _theirs(read, spot.n, span))
        for span, some in read.near(low, spot.span[0])
    )


def _theirs(read: Reading, n: int, span: Span) -> bool:
    """Whether somebody named, not the speaker, does the telling."""
    while n and read.scene.clauses[n].first > span[0]:
        n -= 1
    who = subject_of(read, n, span[0])
    return who.target is not None and not who.speaker


RULES: dict[str, Callable[[Reading, Spot], Iterator[Evaluation]]] = {
    "attitude": attitude,
    "deed": deed,
    "act": act,
    "trait": trait,
    "duty": duty,
}
