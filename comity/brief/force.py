"""How ready each of the two is to use force: what each began, against whom, between them, with whom they exercise."""

from __future__ import annotations

from comity.actors import get
from comity.brief.findings import Findings
from comity.brief.force_rows import by_year, counts_table
from comity.brief.indexed import named_year
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Sentence
from comity.brief.sizes import number, rate
from comity.brief.statements import Phrase, joined, say
from comity.brief.texts import last_day, last_year, ledger_of
from comity.brief.told_rows import READ, told_table
from comity.brief.wording import listed, named, possessive
from comity.measure.kept.series import Kept
from comity.measure.said.question import question
from comity.measure.source import Source
from comity.measure.strength.acts_told import acts_told
from comity.measure.strength.readiness import (
    DISPUTES,
    FIRST,
    FORCE,
    FOUGHT,
    Count,
    Together,
    count,
    opponents,
    together,
    top,
)
from comity.schema import Actor, Estimate

TITLE = "Force and exercises"
LISTS = {
    "exercises/mme": "multinational exercises",
    "exercises/russian_exercise": "the Russian forces with others",
}
WHAT = Remark(
    "A militarised dispute is a threat, display or use of force by one state towards another; who acted first is as coded, not who "
    "was to blame. Disputes come in clusters, so true intervals are wider. A list that names none does not say that none was held."
)
ROWS = 8


def force(findings: Findings, source: Source) -> Section:
    """Readiness, disputes between the two and with the rival, exercises, and mobilisation where documents tell of it."""
    kept, until = source.kept, last_year(findings)
    one, two = findings.state1, findings.state2
    used = [count(kept, FORCE, state.id, "", until) for state in (one, two)]
    between = count(kept, DISPUTES, one.id, two.id, until, None)
    lists = [found for name in LISTS if (found := together(kept, name, one.id, two.id, until)) is not None]
    said: tuple[Said, ...] = (
        *readiness(findings, used),
        *fought(findings, kept, until),
        *disputes(findings, kept, between, until),
        *with_rival(findings, kept, until),
        *exercises(findings, lists),
    )
    told = mobilised(findings, source)
    if not said and not told:
        gap = f"No list of disputes, wars or exercises held here covers {findings.both} together."
        return Section("force", TITLE, (Paragraph((Remark(gap),)),))
    blocks: list[Block] = [Paragraph((*said, WHAT))] if said else []
    blocks += [table for table in (counts_table(findings, kept, until), by_year(findings, kept, lists, until)) if table]
    return Section("force", TITLE, (*blocks, *told))


def readiness(findings: Findings, used: list[Count | None]) -> tuple[Sentence, ...]:
    """In how many disputes each used force, a year, over the last years the list covers."""
    held = [(actor, found) for actor, found in zip((findings.state1, findings.state2), used, strict=True) if found]
    clauses: list[Phrase] = []
    for at, (actor, found) in enumerate(held):
        noun = ("militarised dispute",) if at == 0 else ()
        verb = "used force in" if at == 0 else "in"
        clauses.append([f"{named(actor)} {verb} ", number(found.n, *noun), ", ", rate(found.rate, at == 0)])
    if not held:
        return ()
    return (say("From ", _span(held[0][1]), " ", clauses[0], *([", and ", clauses[1]] if clauses[1:] else ()), "."),)


def _span(found: Count) -> Phrase:
    """The years counted: "1995 to 2014"."""
    return [named_year(found.n.evidence, found.first), " to ", named_year(found.n.evidence, found.last_year)]


def fought(findings: Findings, kept: Kept, until: int) -> tuple[Sentence, ...]:
    """When each last began to fight a state, and which."""
    counted = [(actor, count(kept, FOUGHT, actor.id, "", until, None)) for actor in (findings.state1, findings.state2)]
    clauses = [_last_fought(kept, actor, found.last) for actor, found in counted if found and found.last]
    never = [(actor, found) for actor, found in counted if found and not found.last]
    out: list[Sentence] = []
    if clauses:
        head = "Armed conflict with another state, or beside rebels against its government, last began "
        out.append(say(head, joined(clauses), "."))
    if never:
        names = listed([named(actor) for actor, _ in never])
        found = never[0][1]
        out.append(say("The list of such conflicts, " if clauses else "The list of armed conflicts with other states, ", _span(found), ", has ", number(found.n), f" of {names}."))  # fmt: skip
    return tuple(out)


def _last_fought(kept: Kept, actor: Actor, last: Estimate) -> Phrase:
    whom = listed([named(get(id)) for id in opponents(kept, FOUGHT, actor.id, last.as_of.year)])
    against = f" (with {whom})" if whom else ""
    return [f"for {named(actor)} in ", named_year(last.evidence, last.as_of.year), against]


HOSTILITY = {1: "no militarised act", 2: "a threat of force", 3: "a display of force", 4: "the use of force", 5: "war"}


def disputes(findings: Findings, kept: Kept, between: Count | None, until: int) -> tuple[Sentence, ...]:
    """Disputes between the two over the whole list: how many, who first, how far, the last."""
    if between is None:
        return ()
    if between.last is None:
        none = Figure("no militarised dispute", between.n)
        return (say("Between the two there is ", none, " on record, ", _span(between), "."),)
    last = named_year(between.last.evidence, between.last.as_of.year)
    if between.number == 1:
        one = Figure("one militarised dispute", between.n)
        first = say("Between the two there is ", one, " on record, ", _span(between), ", begun in ", last, ".")
    else:
        many = number(between.n, "militarised dispute")
        first = say("From ", _span(between), " there were ", many, " between the two, the last begun in ", last, ".")
    return (first, *_how_far(findings, kept, until))


def _how_far(findings: Findings, kept: Kept, until: int) -> tuple[Sentence, ...]:
    """Who acted first, and the highest hostility of each in a dispute that had both in it."""
    ids, names = (findings.state1.id, findings.state2.id), (findings.name1, findings.name2)
    begun = [count(kept, FIRST, ids[at], ids[1 - at], until, None) for at in (0, 1)]
    highest = [top(kept, ids[at], ids[1 - at], until) for at in (0, 1)]
    acted: list[Phrase] = [
        [f"{name} acted first in " if not at else f"{name} in ", number(found.n)]
        for at, (name, found) in enumerate(zip(names, begun, strict=True))
        if found is not None
    ]
    reached: list[Phrase] = [
        [f"{possessive(name)} own hostility reached " if not at else f"{possessive(name)} ", Figure(HOSTILITY[int(found.value or 1)], found),
         " (in one begun in " if not at else " (", named_year(found.evidence, found.as_of.year), ")"]
        for at, (name, found) in enumerate(zip(names, highest, strict=True))
        if found is not None
    ]  # fmt: skip
    if len(acted) < 2 or len(reached) < 2:
        return ()
    return (say(joined(acted), "; ", joined(reached), ", not always against the other."),)


def with_rival(findings: Findings, kept: Kept, until: int) -> tuple[Sentence, ...]:
    """Disputes of each with the rival in the last years covered."""
    sides = (findings.state1, findings.state2)
    found = [(actor, count(kept, DISPUTES, actor.id, findings.against.id, until)) for actor in sides]
    held = [(actor, counted) for actor, counted in found if counted is not None]
    if not held:
        return ()
    whom = f"members of {findings.rival}" if findings.against.kind != "state" else findings.rival
    span = _span(held[0][1])
    if not any(counted.number for _, counted in held):
        none = Figure("no militarised dispute", held[0][1].n)
        names = listed([named(actor) for actor, _ in held], "or")
        return (say("There is ", none, f" of {names} with {whom} from ", span, "."),)
    clauses: list[Phrase] = [
        [f"{named(actor)} was in " if not at else f"{named(actor)} in ", number(counted.n, *(("dispute",) if not at else ()))]
        for at, (actor, counted) in enumerate(held)
    ]  # fmt: skip
    return (say(f"With {whom} ", joined(clauses), " from ", span, "."),)


def exercises(findings: Findings, lists: list[Together]) -> tuple[Sentence, ...]:
    """What each list of exercises names of the two together."""
    clauses: list[Phrase] = [
        [number(found.n), " on the list of " if not at else " on that of ", LISTS[found.measure], " (", Figure(f"{found.first} to {found.last_year}", found.n), ")", _most(found)]
        for at, found in enumerate(lists)
    ]  # fmt: skip
    if not clauses:
        return ()
    return (say("Exercises held together: ", clauses[0], *(["; ", clause] for clause in clauses[1:]), "."),)


def _most(found: Together) -> Phrase:
    """The year with most of them, where one stands out."""
    if found.most is None or (found.most.value or 0.0) < 2:
        return ""
    return [", most in ", named_year(found.most.evidence, found.most.as_of.year)]


def mobilised(findings: Findings, source: Source) -> tuple[Block, ...]:
    """Mobilisation that the documents of a ledger tell of between the two, or between one of them and the rival."""
    ledger = ledger_of(source)
    if ledger is None:
        return ()
    until = last_day(findings)
    asked = question(findings.state1.id, findings.state2.id, findings.against.id, until)
    pair = (*asked.ones, *asked.twos)
    found = acts_told(ledger, "MOBILIZE", pair, (*pair, *asked.rivals), ("asserted", "planned"), until)
    if not found:
        return ()
    return (
        Paragraph((READ,)),
        told_table("Who mobilises against whom, as documents tell", found, source.made, ROWS, " against "),
    )
