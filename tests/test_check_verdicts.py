"""Claims held against the record that ships: verdicts with evidence that can be followed, nothing judged without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from comity.brief.check import CONTRADICTED, DEPENDS, SUPPORTED, UNCHECKED, Checked, Judged, Verdict, check
from comity.brief.check.reading import documents
from comity.cli import verbs
from comity.errors import NoEvidence, Refused
from comity.ledger import Ledger
from comity.measure.source import Source, open_source
from comity.schema import Document

HERE = Path(__file__).parent
GOLD = [json.loads(line) for line in (HERE / "claims_gold.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@cache
def source() -> Source:
    return open_source()


def checked(text: str, published: str | None = "2016-06-01", until: date | None = None) -> Checked:
    return check(Document.named(text, published=published), source(), until)


def only(text: str, published: str | None = "2016-06-01") -> Judged:
    (one,) = checked(text, published).judged
    return one


def test_a_verdict_without_evidence_cannot_be_made() -> None:
    with pytest.raises(NoEvidence):
        Verdict(SUPPORTED, "it is so")


def outcome(path: Path) -> str:
    """Why a file is refused, or how many claims it has."""
    try:
        texts = list(documents(str(path)))
    except Refused as error:
        return error.what
    return f"{sum(len(checked(text.text[:2000]).judged) for text in texts)} claims"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty|no text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 500, "not text|control|image"),
        ("Сегодня президент России встретился с президентом Китая, и они обсудили торговлю и границу. ".encode() * 5, "another language"),
        (b"x" * (1 << 20), "^0 claims|language|longer"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_a_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    assert re.search(reason, outcome(path))


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Norway is a member of NATO.")
    with pytest.raises(Refused):
        list(documents(str(path), "yesterday"))


@pytest.mark.parametrize(
    ("text", "published", "verdict"),
    [
        ("Sweden joined NATO in 2024.", "2024-06-01", SUPPORTED),
        ("Sweden joined NATO in 2022.", "2024-06-01", CONTRADICTED),
        ("Sweden is not a member of NATO.", "2020-01-01", SUPPORTED),
        ("Sweden will join NATO.", "2022-07-01", UNCHECKED),
        ("Japan and the United States are bound by a defence treaty.", "1970-01-01", SUPPORTED),
        ("Japan and the United States have no defence treaty.", "1970-01-01", CONTRADICTED),
        ("Taiwan, an American ally, protested.", "2020-01-01", DEPENDS),
        ("The Soviet Union collapsed in 1991.", "1999-01-01", SUPPORTED),
        ("Cuba votes with the United States.", "2016-01-01", CONTRADICTED),
        ("Russia and China have drawn closer over the past decade.", "2021-06-01", SUPPORTED),
    ],
)
def test_verdicts(text: str, published: str, verdict: str) -> None:
    assert only(text, published).verdict.name == verdict


def test_a_level_is_a_matter_of_the_yardstick_where_readings_differ() -> None:
    one = only("Relations between Russia and China are at their closest since the 1950s.", "2025-06-01")
    assert one.verdict.name in (DEPENDS, SUPPORTED)
    assert {figure.evidence.split("/")[0] for figure in one.verdict.figures} >= {"alignment", "record"}


def test_the_record_is_not_asked_beyond_the_day() -> None:
    text = "Qatar left OPEC in 2019. Russia and China have drawn closer over the past decade."
    for one in checked(text, "2021-06-01", date(2012, 6, 30)).judged:
        assert all(figure.estimate.as_of <= date(2012, 12, 31) for figure in one.verdict.figures)
        assert one.claim.sense != "left" or one.verdict.name != SUPPORTED


def test_no_date_after_the_day_is_told() -> None:
    text = "Sweden is a member of NATO. Qatar is a member of OPEC. Britain belongs to the European Union."
    reasons = " ".join(one.verdict.reason for one in checked(text, "2015-01-01").judged)
    assert not re.search(r"20(?:1[6-9]|2\d)", reasons)


def test_a_document_of_a_month_is_checked_as_of_its_last_day() -> None:
    got = checked("Finland is a member of NATO.", "2022-09")
    assert got.until == date(2022, 9, 30)
    assert got.judged[0].verdict.name == CONTRADICTED


def test_a_dateless_text_takes_the_day_of_its_first_line() -> None:
    got = checked("Lima, 3 May 2019. Peru said no.\n\nQatar is a member of OPEC.", None)
    assert got.day == date(2019, 5, 3)
    assert got.judged[0].verdict.name == CONTRADICTED


def test_every_id_of_the_gold_is_answered() -> None:
    ids = {
        figure.evidence: got
        for row in GOLD[:108:3]
        for got in (checked(row["text"], row["published"]),)
        for one in got.judged
        for figure in one.verdict.figures
    }
    assert len(ids) > 40
    for evidence, got in ids.items():
        assert got.why(evidence).title


@cache
def scored(split: str) -> float:
    """Share of the claims found that get one of the verdicts expected."""
    right = found = 0
    for row in GOLD:
        if row["split"] != split or not row["kind"]:
            continue
        hits = [
            one
            for one in checked(row["text"], row["published"]).judged
            if one.claim.kind == row["kind"] and sorted(set(one.claim.actors)) == row["states"]
        ]
        found += bool(hits)
        right += bool(hits) and hits[0].verdict.name in row["verdicts"]
    return right / found


@pytest.mark.parametrize("split", ["dev", "test"])
def test_verdicts_on_gold(split: str) -> None:
    """Half the sentences ("test") were written before any judge was tuned, and none was tuned on them."""
    assert scored(split) >= FLOORS[f"claims_{split}_verdicts"]


def test_a_check_is_printed_and_is_plain_data(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Norway is a member of NATO, \x1b[31msaid\x1b[0m the minister. Peru is a rival of Chile.")
    shown = CliRunner().invoke(verbs, ["check", str(path), "--published", "2016"], catch_exceptions=False)
    assert shown.exit_code == 0
    assert "membership/NATO/NOR" in shown.output
    assert "\x1b[31m" not in shown.output
    data = CliRunner().invoke(verbs, ["check", str(path), "--published", "2016", "--json"], catch_exceptions=False)
    claim = json.loads(data.output)["claims"][0]
    assert claim["words"] == path.read_text()[claim["start"] : claim["end"]]


def test_texts_of_a_ledger_tell_of_meetings_but_not_before_their_day(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    told = "Vladimir Putin and Donald Trump met in Helsinki on Monday. The two presidents will meet in Washington in November."
    rows = tmp_path / "texts.jsonl"
    rows.write_text(json.dumps({"publisher": "The Daily", "date": "2018-07-18", "text": told}))
    ledger.add_documents(rows)
    ledger.code()
    ledger.build()
    held = open_source(ledger)
    claim = "Vladimir Putin and Donald Trump met in Helsinki on 16 July 2018."
    plan = "The US president will meet Vladimir Putin in November."
    for text, published, verdict in (
        (claim, "2018-07-25", SUPPORTED),
        (claim, "2018-07-17", UNCHECKED),
        (plan, "2018-07-25", SUPPORTED),
        (plan, "2018-07-10", UNCHECKED),
    ):
        got = check(Document.named(text, published=published), held)
        assert [one.verdict.name for one in got.judged] == [verdict]
        assert all(got.why(figure.evidence).title for one in got.judged for figure in one.verdict.figures)


def test_a_news_article_is_checked(shared: Callable[[str], Path]) -> None:
    """At least twelve claims get a verdict that the record bears, and every figure can be followed."""
    text = shared("acceptance/article.txt").read_text(encoding="utf-8")
    got = checked(text, None)
    judged = [one for one in got.judged if one.verdict.name != UNCHECKED]
    assert len(judged) >= 12
    assert got.counts()[SUPPORTED] >= 10
    assert got.counts()[CONTRADICTED] == 0
    for evidence in {figure.evidence for one in got.judged for figure in one.verdict.figures}:
        assert got.why(evidence).title
