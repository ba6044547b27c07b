"""A question in, a brief out: names are resolved, the measures asked once, and every section written from the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity import actors
from comity.brief.asking import origins_of, pressed_by, pressers, together_of, whole_year
from comity.brief.document import Brief
from comity.brief.findings import LEAD, Findings, Key, Pairing
from comity.brief.sections import written
from comity.brief.since import since_of
from comity.brief.titles import title
from comity.errors import ComityError, NotThen, Refused
from comity.measure.pacts.bodies import shared_bodies
from comity.measure.pacts.ladder import ladder as ladder_of
from comity.measure.source import Source, open_source
from comity.measure.votes.choices import DyadChoices
from comity.measure.votes.records import RecordStatement, record_in, records
from comity.measure.votes.similarity import as_day, similarity_table
from comity.measure.votes.yardsticks import YARDSTICKS
from comity.outlook.explaining import why
from comity.results import Table as Rows
from comity.schema import LEVEL, Actor, Estimate

if TYPE_CHECKING:
    from comity.ledger import Ledger


def brief(
    state1: str,
    state2: str,
    *,
    against: str = "WEST",
    until: date | str | None = None,
    since: date | str | Path | None = None,
    ledger: Ledger | Path | str | None = None,
) -> Brief:
    """How aligned two states are, since when, and how each stands to a rival bloc.

    `state1`, `state2`, `against`: ids or names as in `comity.actors.choose`; `against` may also be a third state.
    `until`: the last day to count, a date or "2021-12-17"; None: all that is held, or the last day both states
    existed. `since`: an earlier day, or the path of an earlier brief as JSON; a section then tells what changed.
    `ledger`: a ledger of single votes; None reads the release that ships with comity.
    UnknownActor, AmbiguousActor or NotThen for a wrong name; Refused for a question without sense.

    >>> answer = brief("Russia", "China", until="2021-12-17")
    >>> answer.title, answer.as_of.isoformat()
    ('Russia and China in 2020: at or near their closest since 1971', '2020-12-31')
    >>> answer.why("similarity/kappa/CHN-RUS/2020").title != ""
    True
    """
    wanted = as_day(until)
    one, two, rival = (actors.choose(mention, wanted) for mention in (state1, state2, against))
    refuse(one, two, rival)
    source = remembering(open_source(ledger))
    found = find(one, two, rival, wanted, source)
    if since is not None:
        found = replace(found, since=since_of(since, (one.id, two.id)))
    return write(found, source, wanted)


def remembering(source: Source) -> Source:
    """The source, answering a question put again from memory: the notes of one brief ask for the same counts a hundred times."""
    for name in ("dyad", "obligations"):
        setattr(source, name, cache(getattr(source, name)))
    source.fused.pressure = cache(source.fused.pressure)  # type: ignore[method-assign]
    return source


def refuse(one: Actor, two: Actor, rival: Actor) -> None:
    """Questions that have no answer: one state twice, a bloc for a state, a pair beside one of its own."""
    if one.id == two.id:
        raise Refused(f"{one.name} is named twice", where=one.id, next_step="name two different states")
    bloc = next((actor for actor in (one, two) if actor.kind != "state"), None)
    if bloc is not None:
        raise Refused(
            f"{bloc.name} is not a state",
            where=bloc.id,
            next_step="name two states, and the bloc as the one they stand against",
        )
    if rival.kind == "body":
        raise Refused(
            f"the members of {rival.name} are not listed",
            where=rival.id,
            next_step="name a bloc with members or a third state to stand against",
        )
    if rival.id in (one.id, two.id):
        raise Refused(
            f"{rival.name} cannot be its own rival",
            where=rival.id,
            next_step="name a bloc or a third state to stand against",
        )
    if (
        rival.id in (*actors.lineage(one.id), *actors.lineage(two.id))
        or one.id in actors.lineage(two.id)
        or two.id in actors.lineage(one.id)
    ):
        raise Refused(
            "a state cannot be held against one whose record it continues",
            where=f"{one.id}, {two.id}, {rival.id}",
            next_step="name states that existed side by side",
        )


def find(one: Actor, two: Actor, rival: Actor, wanted: date | None, source: Source) -> Findings:
    """Ask every measure once."""
    until = wanted or last_day(one, two)
    choices = source.dyad(one.id, two.id, until)
    day = until or choices.as_of
    rung = ladder_of(one.id, two.id, source=source, until=until)
    held = source.covers("un_vote")
    year = whole_year(until, choices.as_of)
    return Findings(
        state1=one,
        state2=two,
        against=rival,
        day=day,
        as_of=choices.as_of,
        past=one.end is not None
        or two.end is not None
        or (wanted is not None and held is not None and wanted < held[1]),
        basis=source.kind,
        made=source.made,
        own=pairing(one, two, source, until),
        with1=pairing(one, rival, source, until, lead_only=True),
        with2=pairing(two, rival, source, until, lead_only=True),
        inside=frozenset() if rival.kind == "state" else actors.members(rival.id, day) & {one.id, two.id},
        ladder=rung,
        bodies=shared_bodies(one.id, two.id, day),
        memberships={state.id: spells_of(state.id) for state in (one, two)},
        rival_bodies=bodies_within(rival, day),
        lineage={state.id: tuple(map(actors.get, actors.lineage(state.id))) for state in (one, two)},
        origins=origins_of(source),
        covers={name: source.covers(name) for name in ("un_vote", "atop")},
        notes=tuple(note for note in (source.note,) if note),
        together=together_of(source, one, two, year),
        pressed=pressed_by(source, rival, (one, two), year),
        pressers=pressers(source),
    )


def last_day(one: Actor, two: Actor) -> date | None:
    """The last day both existed, None while they do. NotThen where they never did at the same time."""
    ends = [state.end for state in (one, two) if state.end is not None]
    last = min(ends, default=None)
    later = next(
        (state for state in (one, two) if last is not None and state.start is not None and state.start > last), None
    )
    if later is not None:
        earlier = actors.predecessors(later.id)
        step = f"ask for {' or '.join(earlier)}" if earlier else "name states that existed side by side"
        raise NotThen(
            f"{one.name} and {two.name} never existed at the same time",
            where=f"{later.name} begins {later.start}",
            next_step=step,
        )
    return last


def pairing(one: Actor, two: Actor, source: Source, until: date | None, lead_only: bool = False) -> Pairing:
    """Estimates and record statements of a pair: under every yardstick for all votes and the contested ones, or the lead.

    `lead_only` is for a state beside the bloc, of which no section shows another yardstick or a probability.
    """
    choices = source.dyad(one.id, two.id, until)
    names, classes = ((LEAD,), ("all",)) if lead_only else (tuple(YARDSTICKS), ("all", "contested"))
    series: dict[Key, dict[int, Estimate]] = {}
    stated = {}
    for votes in classes:
        for row in similarity_table(choices, source, votes, until).rows():
            if row["yardstick"] in names:
                series.setdefault((row["yardstick"], votes), {})[row["year"]] = _estimate(row, choices.as_of)
        found = records(choices, names, votes) if not lead_only else beside(choices)
        stated.update({(one.yardstick, votes): one for one in found})
    return Pairing(choices.pair, series, stated, choices.note)


def beside(choices: DyadChoices) -> tuple[RecordStatement, ...]:
    """The record statement of the lead yardstick without its probabilities, which take the time and are not shown."""
    try:
        return (record_in(choices, LEAD, draws=1),)
    except ComityError:
        return ()


def _estimate(row: dict[str, object], as_of: date) -> Estimate:
    value, low, high = (
        float(found) if isinstance(found := row[key], int | float) else None for key in ("value", "low", "high")
    )
    last = min(as_of, date(int(str(row["year"])), 12, 31))
    return Estimate(
        value,
        low,
        high,
        LEVEL,
        int(str(row["n_evidence"])),
        last,
        f"{row['yardstick']}, {row['votes']} votes",
        str(row["evidence"]),
    )


def spells_of(state: str) -> tuple[actors.Membership, ...]:
    """Memberships of a state and of those whose record it continues, oldest first."""
    return tuple(spell for id in actors.lineage(state) for spell in actors.memberships(id))


def bodies_within(rival: Actor, day: date) -> tuple[Actor, ...]:
    """Bodies on that day all of whose members belong to the rival bloc; groupings of ours are none."""
    if rival.kind == "state":
        return ()
    inside = actors.members(rival.id, day)
    found = []
    for body in actors.blocs():
        members = actors.members(body.id, day)
        if body.kind != "definition" and body.id != rival.id and members and members <= inside:
            found.append(body)
    return tuple(found)


def write(findings: Findings, source: Source, until: date | None) -> Brief:
    """Every section in reading order."""

    def explain(evidence: str) -> Rows:
        return why(evidence, source, until)

    return Brief(
        headline=title(findings),
        state1=findings.state1,
        state2=findings.state2,
        against=findings.against,
        until=findings.day,
        as_of=findings.as_of,
        basis=findings.basis,
        sections=written(findings, source),
        origins=findings.origins,
        explain=explain,
    )
