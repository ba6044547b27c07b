"""What `comity.measure` offers: every question is reachable and described, and nothing that estimates is loaded for it."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from measure_given import Given
from measure_toy import Toy, yearly

from comity import measure
from comity.coding.issues_table import shipped as issues_shipped
from comity.errors import NoEvidence
from comity.measure import why
from comity.measure.held import HeldLedger
from comity.measure.shipped import ShippedRelease
from comity.results import Table
from comity.schema import Record

ESTIMATES = {"numba", "scipy"}


def after(code: str) -> set[str]:
    """Modules loaded once the code has run in a fresh interpreter."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.split())


def test_a_name_there_is_not_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'friendship'"):
        _ = measure.friendship


@pytest.mark.parametrize("name", sorted(set(measure.__all__) - {"RUNGS", "YARDSTICKS"}))
def test_every_question_is_reachable_and_says_what_it_answers(name: str) -> None:
    assert name in dir(measure)
    assert (getattr(measure, name).__doc__ or "").strip()


def test_what_readers_see_is_what_type_checkers_see() -> None:
    tree = ast.parse(Path(measure.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            seen[alias.asname or alias.name] = (node.module, alias.name)
    homes = {name: home.partition(":") for name, home in measure.HOMES.items()}
    assert seen == {name: (f"comity.measure.{home}", there or name) for name, (home, _, there) in homes.items()}
    assert set(measure.HOMES) <= set(measure.__all__)


def test_importing_loads_nothing_that_estimates_and_no_question_before_it_is_asked() -> None:
    loaded = after("import comity.measure")
    assert not loaded & ESTIMATES
    first = {f"comity.measure.{home.partition(':')[0]}" for home in measure.HOMES.values()}
    assert not loaded & (first - {"comity.measure.pacts.portfolios"})


def test_looking_at_a_name_needs_nothing_that_estimates_unless_it_estimates() -> None:
    names = sorted(set(measure.__all__) - {"best_points"})
    assert not after(f"import comity.measure as m; [getattr(m, name) for name in {names}]") & ESTIMATES


def test_what_ships_is_answered_without_what_estimates() -> None:
    asked = ("m.camps_in(2021).why()", "m.sits_with('RUS', 2021)", "m.polarisation().why()", "m.leverage(date(2021, 12, 1))",
             "m.why('balance/alignment/2021', m.open_source())")  # fmt: skip
    assert not after(f"from datetime import date; import comity.measure as m; {'; '.join(asked)}") & ESTIMATES


# why, of every measure that reads a ledger, and of those that do not


def source(ledger: Toy | Given) -> HeldLedger:
    return HeldLedger(ledger, ShippedRelease())  # type: ignore[arg-type]


TRADE = [
    yearly("cow_imports", "RUS", "CHN", 2010, 10.0),
    yearly("cow_imports", "CHN", "RUS", 2010, 20.0),
    yearly("cow_total_imports", "RUS", None, 2010, 100.0),
    yearly("cow_total_exports", "RUS", None, 2010, 100.0),
]
ARMS = [
    yearly("arms_delivered", "RUS", "CHN", 2010, 5.0),
    yearly("arms_delivered", "UKR", "CHN", 2006, 5.0),
    yearly("arms_delivered", "CHN", "RUS", 2007, 1.0),
]
POWER = [yearly("cow_cinc", "RUS", None, 2010, 0.04), yearly("cow_cinc", "CHN", None, 2010, 0.2)]
DAY = date(2010, 7, 1)


def of_a_day(indicator: str, one: str, two: str, origin: str, item: str, directed: bool = False) -> Record:
    return Record(indicator, one, two, DAY, DAY, 1.0, "", directed, origin, 1, item)


def region() -> list[Record]:
    return [
        yearly("wits_import_share", state, rival, year, 10.0 + at * slope)
        for state in ("KAZ", "KGZ", "TJK", "TKM", "UZB")
        for rival, slope in (("CHN", 2.0), ("RUS", -1.0))
        for at, year in enumerate(range(2000, 2010))
    ]


ASKED = {
    "dependence": (lambda: Toy(*TRADE), lambda toy: measure.dependence(toy, "RUS", "CHN")),
    "arms": (lambda: Toy(*ARMS), lambda toy: measure.arms_dependence(toy, "CHN", "RUS")),
    "asymmetry": (lambda: Toy(*POWER), lambda toy: measure.asymmetry(toy, "RUS", "CHN", date(2010, 12, 31))),
    "power": (lambda: Toy(*POWER), lambda toy: measure.power(toy, ["RUS"])),
    "contest": (
        lambda: Toy(*region()),
        lambda toy: measure.contest(toy, "CENTRAL_ASIA", "RUS", "CHN", 2000, 2009, ["wits_imports"]),
    ),
    "force": (
        lambda: Toy(
            yearly("gml_hostility", "RUS", "GEO", 2008, 4.0, "gml:1"), yearly("gml_side_a", "RUS", "GEO", 2008, 1.0, "gml:1")
        ),
        lambda toy: measure.force(toy, "RUS", "GEO"),
    ),
    "exercises": (
        lambda: Toy(of_a_day("joint_exercise", "CHN", "RUS", "exercises-mme-1", "mme:1")),
        lambda toy: measure.exercises(toy, "RUS", "CHN"),
    ),
    "visits": (
        lambda: Toy(of_a_day("leader_visit", "CHN", "RUS", "china_vitae-1", "china_vitae:1", True)),
        lambda toy: measure.visits(toy, "RUS", "CHN"),
    ),
}  # fmt: skip


def led_to(table: Table, head: str, held: HeldLedger) -> list[Table]:
    """What `why` answers to every id of a table that counts something."""
    rows = [row for row in table.rows() if row.get("evidence") and row.get("n_evidence") != 0]
    ids = [row["evidence"] for row in rows if row["evidence"].split("/")[0] == head]
    assert ids
    return [why(id, held) for id in ids]


@pytest.mark.parametrize("head", ASKED)
def test_a_number_of_a_ledger_leads_to_its_records(head: str) -> None:
    make, ask = ASKED[head]
    toy = make()
    table = ask(toy)
    heads = {str(id).split("/")[0] for id in table.columns["evidence"] if id}
    if head == "asymmetry":
        assert heads == {"asymmetry"}
    assert all(len(found) for found in led_to(table, head, source(toy)))
    kept = why(next(id for id in table.columns["evidence"] if id), ShippedRelease())
    assert len(kept) or "Nothing is on record" in kept.note
    assert {"measure", "value", "n_evidence"} <= set(kept.columns)
    assert "Computed by comity from" in kept.note
    assert "--ledger" in kept.note
    with pytest.raises(NoEvidence):
        why(f"{head}/nothing/XXX-YYY/1950", ShippedRelease())


def test_deeds_and_warmth_lead_to_events() -> None:
    ledger = Given()
    ledger.event("AID", "RUS", "CHN", "2020-05-01", story="a")
    ledger.event("ACCUSE", "RUS", "CHN", "2020-06-01", story="b")
    for head, ask in (("deeds", measure.deeds), ("warmth", measure.warmth)):
        assert all(len(found) for found in led_to(ask(ledger, "RUS", "CHN"), head, source(ledger)))


def test_reciprocity_leads_to_statements_by_the_issues_that_ship() -> None:
    ledger, issues = Given(), issues_shipped()
    name = next(id for id, issue in issues.items() if any(party == "CHN" for party, _ in issue.stakes)
                and "CHL" not in issue.parties and not any(party == "CHL" for party, _ in issue.stakes))  # fmt: skip
    ledger.statement(["CHL"], {"CHN": "for"}, "2021-11-01", issues=[name])
    table = measure.reciprocity(ledger, issues, "CHL", "CHN")
    assert [len(found) for found in led_to(table, "reciprocity", source(ledger))] == [1, 1]
    with pytest.raises(NoEvidence, match="name it with --ledger"):
        why("reciprocity/CHL-CHN/all", ShippedRelease())


def test_formal_ties_lead_to_the_states_of_the_balance() -> None:
    ledger = Given()
    ledger.record("atop_defense", "GBR", "USA", 2000, 1)
    ledger.record("cow_mid_hostility", "USA", "SRB", 1999, 5)
    ledger.record("cow_mid_hostility", "GBR", "SRB", 2000, 4)
    behind = why("balance/ties/2000", source(ledger))
    assert [row["state"] for row in behind.rows()] == ["GBR", "SRB", "USA"]
    assert {row["value"] for row in behind.rows()} == {1.0}


@pytest.mark.parametrize("id", ["leverage/RUS/2021-12-01/UKR", "camp/alignment/2021/A", "polarisation/alignment/2021/between",
                                "balance/alignment/2021"])  # fmt: skip
def test_what_ships_needs_no_ledger(id: str) -> None:
    assert len(why(id, ShippedRelease())) > 2


@pytest.mark.parametrize("id", ["leverage/RUS", "leverage/RUS/yesterday/UKR", "camp/2021/0", "camp/alignment/2021/Z", "camp/alignment/1900/A",
                                "polarisation/alignment/2021/warmth", "balance/alignment/now", "camp/ties/2000/0", "reciprocity"])  # fmt: skip
def test_ids_of_another_shape_are_refused(id: str) -> None:
    with pytest.raises(NoEvidence):
        why(id, ShippedRelease() if "alignment" in id else source(Given()))
