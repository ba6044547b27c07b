"""Why, of a forecast: what the model saw, what each part of the past added, and how such forecasts did; else, of any other number."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from comity.errors import NoEvidence
from comity.results import Table

if TYPE_CHECKING:
    from comity.measure.source import Source
    from comity.outlook.histories import History
    from comity.outlook.stored import Stored

HEAD = "outlook"


def why(evidence: str, source: Source, until: date | None = None) -> Table:
    """What an evidence id rests on: "outlook/<target>/<pair, or bloc-state>/<year of origin>/<years ahead>" here, any other
    by `comity.measure.why`. NoEvidence where nothing answers.

    >>> from comity.measure.source import open_source
    >>> [row["part"] for row in why("outlook/agreement/CHN-RUS/2024/1", open_source()).rows()][:2]
    ['value in 2024', 'mean of all pairs, 5 years']
    """
    if evidence.split("/")[0] != HEAD:
        from comity.measure.evidence import why as measured

        return measured(evidence, source, until)
    from comity.outlook.stored import Stored

    target, who, origin, horizon = _parts(evidence)
    history = _history(evidence, source, target, who, origin)
    held = Stored()
    return Table(f"why {evidence}", _rows(history, held, horizon), note=_note(history, held, horizon))


def _parts(evidence: str) -> tuple[str, str, int, int]:
    from comity.outlook.panels import TARGETS

    parts = evidence.split("/")
    if len(parts) != 5 or parts[1] not in TARGETS or not (parts[3].isdigit() and parts[4].isdigit()):
        raise NoEvidence(
            "no forecast has this id", where=evidence, next_step="give an id such as outlook/overall/CHN-RUS/2025/3"
        )
    return parts[1], parts[2], int(parts[3]), int(parts[4])


def _history(evidence: str, source: Source, target: str, who: str, origin: int) -> History:
    from comity.errors import ComityError
    from comity.outlook.histories import agreed, aligned, pressed

    one, _, two = who.partition("-")
    day = date(origin, 12, 31)
    try:
        if target == "pressure":
            found = pressed(source, one, two, day)
        elif target == "agreement":
            found = agreed(source, one, two, day)
        else:
            found = next(history for history in aligned(source, one, two, day) if history.target == target)
    except (ComityError, StopIteration, ValueError) as error:
        raise NoEvidence(f"nothing to forecast from: {error}", where=evidence) from error
    if found.origin != origin:
        raise NoEvidence(f"the last year read is {found.origin}", where=evidence)
    return found


def _rows(history: History, held: Stored, horizon: int) -> dict[str, list[Any]]:
    from comity.outlook.features import NAMES, features
    from comity.outlook.forecast import ahead, beside

    panel, t = beside(history, held)
    known = features(panel, t)
    models = held.models(history.target, history.origin)
    if horizon not in models:
        raise NoEvidence(f"no forecast of {horizon} years", next_step=f"choose {', '.join(map(str, models))}")
    model = models[horizon]
    found = next(one for one in ahead(history, held, horizon) if one.year == history.origin + horizon)
    year = float(known.terms @ model.common)
    parts: list[tuple[str, float, float | None]] = [
        (f"value in {history.origin}", float(history.values[-1]), None),
        ("mean of all pairs, 5 years", known.base, known.base),
    ]
    parts += [
        (f"{name}, beside all pairs", float(x), float(x * slope))
        for name, x, slope in zip(NAMES, known.own[0], model.slopes, strict=True)
    ]
    parts.append(("what all pairs did together", year, year))
    parts.append(
        (
            "median of past errors, and bounds",
            float("nan"),
            found.value - float(model.centre(known.own, known.base, known.terms)[0]),
        )
    )
    parts += [("forecast", found.value, found.value), ("low", found.low, None), ("high", found.high, None)]
    return {
        "part": [name for name, _, _ in parts],
        "value": [value for _, value, _ in parts],
        "adds": [adds for _, _, adds in parts],
    }


def _note(history: History, held: Stored, horizon: int) -> str:
    row = held.backtest(history.target, horizon)
    fitted = max(year for year in held.about["origins"] if year <= history.origin)
    return (
        f"Forecast of {history.origin + horizon} from {history.vintage}, by the {row['method']} fitted on nothing after {fitted}. Back-test "
        f"at {horizon} year{'s' * (horizon > 1)}: CRPS {row['crps']:.4f}, {row['skill']:.0%} below no change; the 90 % intervals held "
        f"{row['covered']:.0%} of answers, over {row['pairs']:,} series at each of {row['origins']} origins since {held.about['tested'][0]}. "
        f"What the past of the pair rests on: comity why {_behind(history)}"
    )


def _behind(history: History) -> str:
    if history.target == "pressure":
        return f"pressure/{history.who}/{history.origin}"
    if history.target == "agreement":
        return f"similarity/graded/{history.who}/{history.origin}"
    return f"alignment/{history.who}/{history.origin}"
