"""The verb blocs, as a reader of its output meets it: refusals, the ways to ask, and the way from a row to its evidence."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from comity.cli import verbs
from comity.errors import ComityError


def said(*arguments: str) -> str:
    result = CliRunner().invoke(verbs, ["blocs", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return str(result.output)


@pytest.fixture(autouse=True)
def _nowhere(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("1900",), "no camps of 1900"),
        (("2021", "--state", "Atlantis"), "Atlantis"),
        (("2021", "--state", "NATO"), "two states"),
        (("1960", "--state", "Ukraine"), "has no place in 1960"),
        (("2021", "--ledger", "nowhere"), "there is no ledger"),
    ],
)
def test_a_wrong_question_is_refused(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(ComityError, match=message):
        CliRunner().invoke(verbs, ["blocs", *arguments], catch_exceptions=False)


@pytest.mark.parametrize("arguments", [("2021", "--since", "2000"), ("now",)])
def test_a_wrong_way_to_ask_is_one_of_usage(arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(verbs, ["blocs", *arguments]).exit_code == 2


def test_the_camps_of_a_year() -> None:
    text = said("2021")
    assert "Camps of 2021" in text
    assert "Polarisation" in text
    told = json.loads(said("2021", "--form", "json"))
    assert {row["group"] for row in told["rows"]} >= {"A", "A1", "B", "B1"}
    assert all(row["evidence"] == f"camp/alignment/2021/{row['group']}" for row in told["rows"])


def test_who_stood_with_a_state() -> None:
    rows = list(csv.DictReader(said("2021", "--state", "RUS", "--form", "csv").splitlines()))
    assert "BLR" in [row["state"] for row in rows[:30]]
    assert float(rows[0]["value"]) > float(next(row for row in rows if row["state"] == "USA")["value"])


def test_a_state_in_every_year_and_every_years_polarisation() -> None:
    rows = list(csv.DictReader(said("--state", "Turkey", "--since", "2019", "--form", "csv").splitlines()))
    assert [row["year"] for row in rows] == [str(year) for year in range(2019, 2026)]
    measures = list(csv.DictReader(said("--since", "1955", "--until", "1955", "--form", "csv").splitlines()))
    assert [row["measure"] for row in measures] == ["esteban_ray", "modularity", "between"]


def test_a_row_leads_to_its_members() -> None:
    result = CliRunner().invoke(verbs, ["why", "camp/alignment/1985/D2", "--form", "csv"], catch_exceptions=False)
    members = [row["state"] for row in csv.DictReader(result.output.splitlines())]
    assert {"RUS", "POL", "HUN"} <= set(members)
