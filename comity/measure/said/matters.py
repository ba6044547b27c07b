"""How many statements of a ledger touch each issue: by those who speak for one state, for the other, and by anybody else."""

from __future__ import annotations

from dataclasses import dataclass

from comity.measure.affinity.axis import Asked
from comity.measure.said.known import IN_TIME
from comity.measure.said.question import Question
from comity.measure.said.wording import bare, called, shown
from comity.results import Table


@dataclass(frozen=True, slots=True)
class Touched:
    """Statements on one issue, by who speaks; a joint statement counts for both."""

    issue: str
    first: int
    second: int
    others: int
    evidence: str

    @property
    def every(self) -> int:
        """All of them, a joint one twice."""
        return self.first + self.second + self.others


def touched(ledger: Asked, asked: Question) -> dict[str, Touched]:
    """Issues that statements touch, by id."""
    rows = ledger.arrays(
        _COUNTS, (list(asked.ones), list(asked.twos), list(asked.ones), list(asked.twos), asked.until, asked.until)
    )
    counts = zip(*(rows[name].tolist() for name in ("issue", "one", "two", "rest")), strict=True)
    return {
        issue: Touched(issue, int(one), int(two), int(rest), f"{asked.evidence}/on/{issue}")
        for issue, one, two, rest in counts
    }


def why(evidence: str, issue: str, asked: Question, ledger: Asked) -> Table:
    """The statements that touch an issue, oldest first."""
    rows = ledger.arrays(_ROWS, (issue, asked.until, asked.until))
    columns = {name: values.tolist() for name, values in rows.items()}
    columns["words"] = [shown(bare(str(words))) for words in columns["words"]]
    columns["speaker"] = [called(str(name)) for name in columns["speaker"]]
    return Table(f"why {evidence}", columns, "" if columns["evidence"] else "No statement answers to it any more.")


_COUNTS = f"""
SELECT issue, count(*) FILTER (list_has_any(states, ?)) AS one, count(*) FILTER (list_has_any(states, ?)) AS two,
    count(*) FILTER (NOT list_has_any(states, ?) AND NOT list_has_any(states, ?)) AS rest
FROM (SELECT unnest(list_distinct(s.issues)) AS issue, s.speaker_actors AS states FROM current_statements s
    JOIN documents d ON d.id = s.document WHERE NOT s.negated AND {IN_TIME})
GROUP BY issue ORDER BY issue
"""
_ROWS = f"""
SELECT s.id AS evidence, s.speaker, array_to_string(s.speaker_actors, ' ') AS states, coalesce(s.date_start, d.day) AS day,
    substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS words, s.directness, d.publisher, s.document
FROM current_statements s JOIN documents d ON d.id = s.document
WHERE NOT s.negated AND list_contains(s.issues, ?) AND {IN_TIME} ORDER BY day NULLS LAST, s.document, s.start_char, s.id
"""
