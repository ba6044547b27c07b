"""Deeds, words and officials' stances in all the texts of a ledger that were out by a day, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.measure.affinity.axis import ALL, Asked, Pair, pair_of
from comity.measure.affinity.deeds import CODED_BALANCE, HOSTILE, MATERIAL
from comity.measure.affinity.proportion import net
from comity.measure.affinity.warmth import COMPONENTS, FRIENDLY
from comity.measure.affinity.warmth import HOSTILE as HARSH
from comity.measure.said.known import IN_TIME
from comity.schema import LEVEL, Estimate


@dataclass(frozen=True, slots=True)
class InTexts:
    """Balances from −1 to 1, None where the texts tell nothing of the sort; words and officials by who speaks, of the other."""

    deeds: Estimate | None
    words: dict[str, Estimate]
    officials: dict[str, Estimate]

    @property
    def empty(self) -> bool:
        """Whether the texts tell nothing."""
        return self.deeds is None and not self.words and not self.officials


def in_texts(ledger: Asked, state1: str, state2: str, until: date | None, as_of: date) -> InTexts:
    """What all texts out by `until` (None: all held) tell of two states. `as_of` dates the numbers where no day is asked for."""
    pair, when = pair_of(state1, state2), until.isoformat() if until else ALL
    ways = (pair, pair.turned())

    def estimate(axis: str, component: str, way: Pair, counts: tuple[float, float], method: str) -> Estimate | None:
        plus, minus = counts
        if not plus + minus:
            return None
        value, low, high = (float(x) for x in net(plus, minus))
        evidence = f"{axis}/{component}/{way.name}/{when}"
        return Estimate(
            value, low, high, LEVEL, int(plus + minus), until or as_of, method, evidence, "balance, -1 to 1"
        )

    methods = {part.name: part.method for part in COMPONENTS}
    done = _happenings(ledger, ways, (MATERIAL, HOSTILE), until)
    words = {
        way.one: estimate(
            "warmth", "coded_words", way, _happenings(ledger, (way,), (FRIENDLY, HARSH), until), methods["coded_words"]
        )
        for way in ways
    }
    officials = {
        way.one: estimate("warmth", "officials", way, _stances(ledger, way, until), methods["officials"])
        for way in ways
    }
    return InTexts(
        estimate("deeds", "coded_balance", min(ways, key=lambda way: way.name), done, CODED_BALANCE),
        {state: found for state, found in words.items() if found is not None},
        {state: found for state, found in officials.items() if found is not None},
    )


def _happenings(
    ledger: Asked, ways: Sequence[Pair], kinds: tuple[Sequence[str], Sequence[str]], until: date | None
) -> tuple[float, float]:
    """Asserted happenings of two kinds, reports of one counted once."""
    sides = [list(side) for way in (ways[0], ways[-1]) for side in (way.ones, way.twos)]
    rows = ledger.arrays(_EVENTS, (*map(list, kinds), *sides, until, until))
    return float(rows["plus"][0]), float(rows["minus"][0])


def _stances(ledger: Asked, way: Pair, until: date | None) -> tuple[float, float]:
    rows = ledger.arrays(_STANCES, (list(way.ones), list(way.twos), until, until))
    return float(rows["plus"][0]), float(rows["minus"][0])


_EVENTS = f"""
SELECT count(*) FILTER (list_contains(?, type)) AS plus, count(*) FILTER (list_contains(?, type)) AS minus FROM (
    SELECT DISTINCT ON (coalesce(nullif(e.story, ''), e.id)) e.type
    FROM current_events e JOIN documents d ON d.id = e.document
    WHERE e.status = 'asserted' AND ((list_contains(?, e.actor) AND list_contains(?, e.recipient))
        OR (list_contains(?, e.actor) AND list_contains(?, e.recipient))) AND {IN_TIME}
    ORDER BY coalesce(nullif(e.story, ''), e.id), e.confidence DESC, e.id)
"""
_STANCES = f"""
SELECT count(*) FILTER (side > 0) AS plus, count(*) FILTER (side < 0) AS minus FROM (
    SELECT s.id, sum(CASE t.value WHEN 'for' THEN 1 WHEN 'against' THEN -1 ELSE 0 END) AS side
    FROM stances t JOIN current_statements s ON s.id = t.statement JOIN documents d ON d.id = s.document
    WHERE t.kind = 'actor' AND NOT s.negated AND list_has_any(s.speaker_actors, ?) AND list_contains(?, t.target) AND {IN_TIME}
    GROUP BY s.id)
"""
