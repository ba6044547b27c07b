"""A claim without evidence cannot be made; figures keep their order; plain JSON keeps every number."""

from __future__ import annotations

import json
from datetime import date

import pytest
from brief_findings import estimate, findings
from hypothesis import given
from hypothesis import strategies as st

from comity.brief.compose import write
from comity.brief.objects import Figure, Paragraph, Remark, Sentence, Table
from comity.brief.plain import FORMAT, to_json
from comity.brief.statements import flat, say
from comity.errors import NoEvidence
from comity.measure.source import open_source
from comity.schema import Estimate

HALF = Figure("0.54", estimate(0.538))


def test_a_figure_needs_evidence() -> None:
    with pytest.raises(NoEvidence, match="without evidence"):
        Figure("0.54", Estimate(0.538, None, None, 0.9, 98, date(2020, 12, 31), "kappa", ""))


def test_a_claim_needs_a_figure() -> None:
    with pytest.raises(NoEvidence, match="a claim without evidence"):
        Sentence(("They agreed.",))


@pytest.mark.parametrize("text", ["In 2020 kappa was ", "(90% of votes) ", "since 5 May: ", "−0.3 against "])
def test_a_number_outside_a_figure_is_refused(text: str) -> None:
    with pytest.raises(NoEvidence, match="a number without evidence"):
        Sentence((text, HALF, "."))


@pytest.mark.parametrize("text", ["The G7 stood at ", "AUKUS-2 stood at ", "COVID19 made it "])
def test_a_digit_inside_a_name_is_no_number(text: str) -> None:
    assert str(Sentence((text, HALF, "."))) == f"{text}0.54."


def test_phrases_are_laid_flat_and_capitalised() -> None:
    said = say("in ", ["the ", ["year ", [HALF]]], ".")
    assert said.parts == ("In the year ", HALF, ".")


@given(st.recursive(st.text(max_size=3), lambda inner: st.lists(inner, max_size=3), max_leaves=12))
def test_laying_flat_keeps_the_text(phrase: object) -> None:
    def text(part: object) -> str:
        return part if isinstance(part, str) else "".join(map(text, part))  # type: ignore[arg-type]

    assert "".join(map(str, flat([phrase]))) == text(phrase)  # type: ignore[list-item]


def test_figures_come_in_reading_order() -> None:
    other = Figure("0.2", estimate(0.2, 2019))
    block = Paragraph((Sentence((HALF, " and ", other)), Remark("Nothing."), Sentence((other,))))
    assert [figure.said for figure in block.figures] == ["0.54", "0.2", "0.2"]
    assert [figure.said for figure in Table("t", ("a", "b"), (("x", other), (HALF, "y"))).figures] == ["0.2", "0.54"]


def test_json_holds_every_figure_once_and_unrounded() -> None:
    answer = write(findings(), open_source(), None)
    plain = to_json(answer)
    assert json.loads(json.dumps(plain)) == plain
    assert plain["format"] == FORMAT
    keys = {(e["evidence"], e["unit"], e["value"]) for e in plain["estimates"]}
    assert len(keys) == len(plain["estimates"])
    assert keys == {(f.evidence, f.estimate.unit, f.estimate.value) for f in answer.figures()}
    kappa = next(e for e in plain["estimates"] if e["evidence"] == "similarity/kappa/CHN-RUS/2020")
    assert (kappa["value"], kappa["low"], kappa["high"], kappa["level"]) == (0.54, 0.44, 0.64, 0.9)
    assert (kappa["n_evidence"], kappa["as_of"], kappa["method"]) == (80, "2020-12-31", "by hand")


def test_every_claim_in_json_names_evidence_that_is_there() -> None:
    plain = to_json(write(findings(), open_source(), None))  # type: ignore[arg-type]
    known = {e["evidence"] for e in plain["estimates"]}
    paragraphs = [b for s in plain["sections"] for b in s["blocks"] if b["type"] == "paragraph"]
    claims = [one for block in paragraphs for one in block["sentences"] if one["claim"]]
    assert len(claims) > 10
    assert all(one["figures"] and {f["evidence"] for f in one["figures"]} <= known for one in claims)


def test_an_unknown_evidence_id_is_refused() -> None:
    answer = write(findings(), open_source(), None)
    with pytest.raises(NoEvidence, match="no such evidence id"):
        answer.why("similarity/no_such_yardstick/A-B/2020")


def test_an_unknown_section_names_those_there_are() -> None:
    with pytest.raises(NoEvidence, match="headline"):
        write(findings(), open_source(), None).section("gossip")  # type: ignore[arg-type]
