"""The answer first: how aligned, since when not higher, how sure, where the yardsticks differ, against whom."""

from __future__ import annotations

from comity.brief.caveats import NO_PACT, caveats
from comity.brief.charts import alignment_chart, alignment_data
from comity.brief.findings import LEAD, SPARSE, Findings, Pairing, stated, value, year_of
from comity.brief.indexed import differing, index_sentence, valued
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Sentence, Stat, Strip
from comity.brief.statements import (
    LIKELY,
    Phrase,
    alone,
    apart,
    at_chance,
    at_peak,
    is_record,
    peak,
    probability,
    say,
    standing,
    votes,
)
from comity.brief.wording import count, interval, listed, named, possessive, said, start, strength
from comity.measure.votes.records import RecordStatement
from comity.schema import Actor


def headline(findings: Findings) -> Section:
    """The opening of the brief."""
    record = findings.own.record()
    if record is None:
        opening: list[Block] = [Paragraph(no_votes(findings), "lead")]
    else:
        sentences = (*level(findings, record), *disagreement(findings, record), *rival(findings, record))
        opening = [Paragraph(sentences, "lead")]
    opening += overall(findings)
    opening.append(Paragraph((commitment(findings), *caveats(findings)), "lead"))
    stats = strip(findings, record)
    opening += [Strip(stats)] if stats else []
    if record is not None:
        opening += [alignment_chart(findings, record), alignment_data(findings)]
    return Section("headline", "In short", tuple(opening))


def overall(findings: Findings) -> list[Block]:
    """Everything together, and why it and the votes differ where they do."""
    if findings.together is None:
        return []
    return [Paragraph((index_sentence(findings, findings.together), *differing(findings)), "lead")]


def level(findings: Findings, record: RecordStatement) -> tuple[Said, ...]:
    """How much they agreed, and how that stands in the series."""
    return (
        amount_sentence(findings, record),
        *recency(findings, record),
        standing_sentence(findings, record),
        *peak_sentence(record),
    )


def recency(findings: Findings, record: RecordStatement) -> tuple[Said, ...]:
    """That no later year counts, where the record of votes goes on beyond the year."""
    if record.year >= findings.as_of.year or findings.past:
        return ()
    return (Remark(f"No later year has {count(SPARSE, 'vote')} on which both took part."),)


def amount_sentence(findings: Findings, record: RecordStatement) -> Sentence:
    """How much they agreed beyond chance, with interval and votes."""
    estimate = record.value
    partial = (
        findings.past and record.year == findings.as_of.year and (findings.as_of.month, findings.as_of.day) != (12, 31)
    )
    year = (
        stated(record, f"{record.year} (to {findings.as_of.day} {findings.as_of:%B})", float(record.year), "year")
        if partial
        else year_of(record, record.year)
    )
    spread: Phrase = (
        [", ", Figure(f"90% interval {interval(estimate, 'index')}", estimate)] if estimate.low is not None else []
    )
    bracket: Phrase = [" (Cohen's kappa ", value(estimate, LEAD), spread, ", ", votes(estimate), ")"]
    where = "in the UN General Assembly"
    if estimate.high is not None and estimate.high < 0:
        head = f" {findings.both} agreed {where} less often than chance would have it"
    elif at_chance(estimate):
        head = f" agreement between {findings.both} {where} could not be told from chance"
    else:
        head = f" agreement between {findings.both} {where} was {strength(estimate.value or 0.0)} once chance is discounted"
    return say("In ", year, head, bracket, ".")


def standing_sentence(findings: Findings, record: RecordStatement) -> Sentence:
    """Where the year stands in the series, and how sure that is."""
    if is_record(record):
        return say("That was ", standing(record), ".")
    before = None if record.since is None else findings.own.at(record.since)
    if record.since is None or before is None:
        return say("No other year than ", year_of(record, record.year), " has votes enough to hold it against.")
    if before.value == record.value.value:
        return say("That was exactly as high as in ", year_of(record, record.since), ".")
    which = ", the year before" if record.since == record.year - 1 else ", the last year counted before it"
    clear = apart(before, record.value)
    than: Phrase = ["lower than in ", year_of(record, record.since), f"{which} (", value(before, LEAD), ")"]
    return say("That was ", "clearly " if clear else "", than, "." if clear else ", but within the noise of the votes.")


def peak_sentence(record: RecordStatement) -> tuple[Sentence, ...]:
    """Which year tops the series, with the runner-up; left out where the series is one year long."""
    if record.runner_up_year is None:
        return ()
    first, second = probability(record, record.peak_probability), probability(record, record.runner_up_probability)
    rest: Phrase = [", against ", second, " for ", year_of(record, record.runner_up_year)]
    if at_peak(record) and record.peak_year != record.year:
        return (say("No year stands above it; the first as high was ", year_of(record, record.peak_year), "."),)
    if record.peak_year == record.year and record.since is None and is_record(record):
        return (say("The likeliest other peak is ", year_of(record, record.runner_up_year), " (", second, ")."),)
    if record.peak_year == record.year:
        return (say("Of the series resampled, ", first, " put the peak there", rest, "."),)
    if record.peak_probability >= LIKELY:
        return (
            say("The series peaks in ", peak(record), ", as it does in ", first, " of resampled series", rest, "."),
        )
    return (
        say(
            "The series peaks in ",
            peak(record),
            ", though only ",
            first,
            " of resampled series put the peak there",
            rest,
            ".",
        ),
    )


def disagreement(findings: Findings, record: RecordStatement) -> tuple[Sentence, ...]:
    """One sentence where plain agreement and agreement beyond chance peak in different years."""
    plain = findings.own.record("identical")
    if plain is None or plain.peak_year == record.peak_year:
        return ()
    return (
        say(
            "The yardsticks disagree about the past: the share of votes on which both gave the same answer peaked in ",
            peak(plain),
            ", agreement beyond chance in ",
            peak(record),
            ".",
        ),
    )


def rival(findings: Findings, record: RecordStatement) -> tuple[Said, ...]:
    """How near each stood to the rival bloc in the same year."""
    found = [
        (actor, estimate) for actor, pairing in findings.sides if (estimate := pairing.at(record.year)) is not None
    ]
    if not found:
        return ()
    shared = len({findings.beside(actor) for actor, _ in found}) == 1
    phrases: list[Phrase] = []
    for at, (actor, estimate) in enumerate(found):
        beside = "" if at and shared else f" agreement with {findings.beside(actor)}"
        verb = " " if at and shared else " was "
        phrases += [" and " if at else "", f"{possessive(named(actor))}{beside}{verb}", value(estimate, LEAD)]
    lead = (
        f"Both belong to {findings.rival}; by the same yardstick "
        if len(findings.inside) == 2
        else "By the same yardstick "
    )
    return (say(lead, phrases, "."),)


def commitment(findings: Findings) -> Sentence:
    """Where the pair stands on the ladder of commitment."""
    ladder = findings.ladder
    label = _of_ladder(findings, ladder.label.lower() if ladder.rung else NO_PACT, float(ladder.rung), "rung")
    reach: Phrase = [
        " (the record of treaties runs to ",
        _of_ladder(findings, str(ladder.as_of.year), float(ladder.as_of.year), "year"),
        ")",
    ]
    if ladder.rung == 0 or ladder.since is None:
        return say("On paper ", label, f" between them {findings.tense('is', 'was')} on record", reach, ".")
    since: Phrase = [" since ", _of_ladder(findings, str(ladder.since.year), float(ladder.since.year), "year")]
    if ladder.rung == 1:
        return say(
            f"On paper they {findings.tense('have', 'had')} no pact of their own, only a ", label, since, reach, "."
        )
    return say(f"On paper they {findings.tense('have', 'had')} been bound by a ", label, since, reach, ".")


def _of_ladder(findings: Findings, text: str, number: float, unit: str) -> Figure:
    return said(text, number, findings.ladder.as_of, "ladder of commitment", findings.ladder.evidence, unit=unit)


def strip(findings: Findings, record: RecordStatement | None) -> tuple[Stat, ...]:
    """The numbers to take away."""
    out: list[Stat] = []
    if record is not None:
        out.append(_kappa_stat(f"Agreement beyond chance, {record.year}", findings.own, record.year))
        label = _record_label(record)
        if is_record(record):
            since = record.first_year if record.since is None else record.since
            whole = "start of the series; " if record.since is None else ""
            context = f"{whole}probability {confidence_text(record)}"
        else:
            since, context = record.peak_year, f"Cohen's kappa {value(record.peak, LEAD)}"
        out.append(Stat(label, year_of(record, since), context))
    if (fused := findings.together) is not None:
        now = fused.overall[fused.year]
        out.append(Stat(f"Everything together, {fused.year}", valued(now), f"90% interval {interval(now, 'index')}"))
    if record is not None:
        for actor, pairing in findings.sides:
            if pairing.at(record.year) is not None:
                out.append(_kappa_stat(f"{actor.name} with {findings.beside(actor)}", pairing, record.year))
    return tuple(out)


def _record_label(record: RecordStatement) -> str:
    """What the year in the strip is; an unlikely record is called nominal there as it is in the text."""
    if alone(record):
        return "Only year counted"
    if not is_record(record):
        return "First year as high" if at_peak(record) and record.peak_year != record.year else "Peak year"
    return "Highest since" if (record.probability or 0.0) >= LIKELY else "Nominally highest since"


def confidence_text(record: RecordStatement) -> str:
    """The probability of the record in digits."""
    return str(probability(record, record.probability or 0.0))


def _kappa_stat(label: str, pairing: Pairing, year: int) -> Stat:
    estimate = pairing.at(year)
    if estimate is None:
        raise ValueError(f"no estimate of {pairing.pair} in {year}")
    spread = interval(estimate, "index")
    return Stat(label, value(estimate, LEAD), f"90% interval {spread}" if spread else "")


def no_votes(findings: Findings) -> tuple[Said, ...]:
    """Why there is nothing to compare: one is no member, they were members at different times, or no vote is held."""
    head = f"{start(findings.both)} have no common roll call in the UN General Assembly up to {findings.as_of.year}, so how alike they vote cannot be measured."
    outside = [named(state) for state in (findings.state1, findings.state2) if not _member(findings, state)]
    if outside:
        reason = f"{start(listed(outside))} {'was' if len(outside) == 1 else 'were'} not {'a member' if len(outside) == 1 else 'members'} of the United Nations up to then."
    elif all(body.bloc != "UNO" for body in findings.bodies):
        reason = "They were never members of the United Nations at the same time."
    else:
        reason = "Both were members, but no vote is held in which both took part."
    return (Remark(head), Remark(reason))


def _member(findings: Findings, state: Actor) -> bool:
    spells = findings.memberships.get(state.id, ())
    return any(spell.bloc == "UNO" and (spell.start is None or spell.start <= findings.day) for spell in spells)
