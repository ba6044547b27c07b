"""Against whom: each of the two beside the rival bloc, over the same votes."""

from __future__ import annotations

from comity.brief.charts import rival_chart
from comity.brief.findings import LEAD, SPARSE, Findings, Pairing, year_of
from comity.brief.objects import Block, Paragraph, Remark, Said, Section, Sentence
from comity.brief.statements import Phrase, apart, at_chance, say, with_interval
from comity.brief.wording import count, listed, named, possessive, start
from comity.measure.release import BLOCS
from comity.measure.votes.records import RecordStatement
from comity.schema import Actor, Estimate

ASSOCIATION = Remark(
    "These series show association, not cause: that two states move away from a bloc together does not say that the bloc drove "
    "them together."
)


def against(findings: Findings) -> Section:
    """The two beside the rival bloc."""
    title = f"Beside {findings.rival}"
    blocks: list[Block] = [Paragraph(tuple(membership(findings)))] if findings.inside else []
    measured = [(actor, pairing) for actor, pairing in findings.sides if pairing.record() is not None]
    if not measured:
        return Section("against", title, (*blocks, Paragraph((Remark(_nothing(findings)),))))
    sentences: list[Said] = [*levels(findings), *order(findings), *distance(findings)]
    sentences += [sentence for actor, pairing in measured for sentence in closest(findings, actor, pairing)]
    blocks += [Paragraph((*sentences, ASSOCIATION)), rival_chart(findings)]
    return Section("against", title, tuple(blocks))


def membership(findings: Findings) -> list[Said]:
    """What it means where one or both belong to the bloc."""
    members = [actor for actor, _ in findings.sides if actor.id in findings.inside]
    names = listed([named(actor) for actor in members])
    verb = "belong" if len(members) == 2 else "belongs"
    comparison = "each is measured" if len(members) == 2 else "it is measured"
    text = f"{start(names)} {verb} to {findings.rival} by the definition used here, so {comparison} against the choice of the other members only."
    tail = (
        " The bloc is then no rival: what follows shows how close each stands to its own side."
        if len(members) == 2
        else ""
    )
    return [Remark(text + tail)]


def _nothing(findings: Findings) -> str:
    if findings.basis == "release" and findings.against.kind != "state" and findings.against.id not in BLOCS:
        return (
            f"The release does not set states beside {findings.rival}: it holds {count(len(BLOCS), 'bloc')}, {', '.join(BLOCS)}. A ledger of "
            "single votes answers for any bloc in the membership table."
        )
    return f"No year has {count(SPARSE, 'vote')} of either state that can be held beside those of {findings.rival}."


def levels(findings: Findings) -> tuple[Sentence, ...]:
    """Where each stood in its last year, and the two with each other."""
    found = [(actor, record) for actor, pairing in findings.sides if (record := pairing.record()) is not None]
    one, *rest = [_level(findings, actor, record) for actor, record in found]
    if not rest or found[0][1].year != found[1][1].year or findings.beside(found[0][0]) != findings.beside(found[1][0]):
        return (one, *rest)
    actor, record = found[1]
    return one, say(f"{start(possessive(named(actor)))} was ", with_interval(record.value), _side(record.value), ".")


def _level(findings: Findings, actor: Actor, record: RecordStatement) -> Sentence:
    year = year_of(record, record.year)
    head: Phrase = ["In ", year, f" {possessive_agreement(actor)} with {findings.beside(actor)} was "]
    return say(head, with_interval(record.value), _side(record.value), ".")


def possessive_agreement(actor: Actor) -> str:
    """The subject of the sentence, "Russia's agreement beyond chance"."""
    return f"{possessive(named(actor))} agreement beyond chance"


def _side(estimate: Estimate) -> str:
    if estimate.high is not None and estimate.high < 0:
        return ", less than chance gives"
    return ", not to be told from chance" if at_chance(estimate) else ""


def order(findings: Findings) -> tuple[Sentence, ...]:
    """Which of the two stood nearer to the bloc, where the intervals are apart."""
    one, two = findings.with1.record(), findings.with2.record()
    if one is None or two is None or one.year != two.year:
        return ()
    year = year_of(one, one.year)
    if apart(one.value, two.value):
        near, far = (
            (findings.state1, findings.state2)
            if (one.value.value or 0) > (two.value.value or 0)
            else (findings.state2, findings.state1)
        )
        return (
            say(
                f"{start(named(near))} stood clearly nearer to it than {named(far)} in ",
                year,
                ": the two intervals do not meet.",
            ),
        )
    return (say("The two intervals overlap, so which of them stood nearer in ", year, " is not settled."),)


def distance(findings: Findings) -> tuple[Sentence, ...]:
    """Whether the two stood nearer to each other than either to the bloc."""
    own, one, two = findings.own.record(), findings.with1.record(), findings.with2.record()
    if own is None or one is None or two is None or len({own.year, one.year, two.year}) > 1:
        return ()
    nearer = [
        apart(own.value, other.value) and (own.value.value or 0) > (other.value.value or 0) for other in (one, two)
    ]
    head: Phrase = ["With each other they stood at ", with_interval(own.value)]
    if all(nearer):
        return (say(head, ", clearly nearer than either to ", _rest(findings), "."),)
    further = [
        apart(own.value, other.value) and (own.value.value or 0) < (other.value.value or 0) for other in (one, two)
    ]
    if all(further):
        return (say(head, ", clearly further apart than either from ", _rest(findings), "."),)
    return (say(head, "."),)


def _rest(findings: Findings) -> str:
    return f"the rest of {findings.rival}" if len(findings.inside) == 2 else findings.rival


def closest(findings: Findings, actor: Actor, pairing: Pairing) -> tuple[Sentence, ...]:
    """The year in which a state stood nearest to the bloc."""
    record = pairing.record()
    if record is None or record.runner_up_year is None:
        return ()
    if record.peak_year == record.year:
        return (
            say(
                f"For {named(actor)} ",
                year_of(record, record.year),
                " is the closest of the whole series, which begins in ",
                year_of(record, record.first_year),
                ".",
            ),
        )
    return (
        say(
            f"{start(named(actor))} was closest to {findings.beside(actor)} in ",
            year_of(record, record.peak_year),
            ", at ",
            with_interval(record.peak, LEAD),
            ".",
        ),
    )
