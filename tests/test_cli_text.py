"""The verbs on texts: add, code, show, why, review and relate, with a small coder in place of the shipped one."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ledger_texts import ToyCoder, articles, toy_stories, write_articles

from comity.cli import verbs
from comity.coding.relating import MarkedPair
from comity.errors import ComityError, NoEvidence, Refused, UnsafePath
from comity.schema import Relation

ESCAPE = "Peace \x1b[31mnow\x1b[0m \u202eevil \x9b2J"


class Shipped(ToyCoder):
    """Stands for the coder that ships; relates by the verb between the two mentions."""

    def __init__(self, min_confidence: float | None = None, issues: Path | None = None) -> None:
        super().__init__()

    def relate_many(self, rows: Sequence[MarkedPair], forced: bool = False) -> list[Relation]:
        """CONCEDE where somebody yields, SUPPORT where somebody praises, else NONE or, forced, CONSULT."""
        return [self._relate(row, forced) for row in rows]

    def _relate(self, row: MarkedPair, forced: bool) -> Relation:
        kinds = {"yields": "CONCEDE", "leaves": "RETREAT", "praises": "SUPPORT"}
        other = "CONSULT" if forced else "NONE"
        root = next((kind for verb, kind in kinds.items() if verb in row.sentence), other)
        return Relation(root, "m", "asserted", 0.75)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    module: Any = ModuleType("comity.coding.coder")
    module.Coder = Shipped
    monkeypatch.setattr("comity.coding.story.stories", toy_stories)
    monkeypatch.setitem(sys.modules, "comity.coding.coder", module)
    monkeypatch.setattr("comity.coding.coder", module, raising=False)
    monkeypatch.delenv("COMITY_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(verbs, arguments, input=given, catch_exceptions=False)


def refused(*arguments: str, given: str | None = None) -> ComityError:
    with pytest.raises(ComityError) as error:
        run(*arguments, given=given)
    return error.value


@pytest.fixture
def filled(here: Path) -> Path:
    write_articles(here / "a.jsonl", articles(6))
    assert run("add", "a.jsonl", "--no-build").exit_code == 0
    assert run("code").exit_code == 0
    return here


def ids(kind: str = "events") -> list[str]:
    return [json.loads(line)["id"] for line in run("show", kind, "--form", "jsonl").output.splitlines()]


# refusals


@pytest.mark.parametrize("mapping", ["text", "=body", "text=", "text=body,title", ","])
def test_a_mapping_that_is_none_is_refused(here: Path, mapping: str) -> None:
    write_articles(here / "a.jsonl", articles(1))
    error = refused("add", "a.jsonl", "--map", mapping)
    assert "field=column" in error.what
    assert not (here / "comity-ledger").exists()


def test_a_mapping_for_a_public_record_is_refused(here: Path) -> None:
    assert "known" in refused("add", "a.csv", "--record", "un_votes", "--map", "text=body").what


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("add", "absent.txt"), UnsafePath),
        (("code", "absent.txt", "--json"), UnsafePath),
        (("code", "--json"), Refused),
        (("code", "--published", "2021"), Refused),
        (("show", "statements", "--status", "planned"), Refused),
        (("show", "events", "--type", "SANCTIONS"), Refused),
        (("show", "events", "--status", "done"), Refused),
        (("show", "events", "--issue", "no-such-issue"), Refused),
        (("show", "events", "--since", "2021", "--until", "2020"), Refused),
        (("code", ""), Refused),
        (("code", "a.txt", "--workers", "2"), Refused),
        (("code", "a.txt", "--limit", "2"), Refused),
        (("relate", "--pairs", "absent.jsonl", "--out", "o.csv"), Refused),
    ],
)
def test_a_wrong_question_is_one_error(arguments: tuple[str, ...], kind: type[ComityError]) -> None:
    assert isinstance(refused(*arguments), kind)


@pytest.mark.parametrize("day", ["yesterday", "2021-13", "2021-02-30", "2021-01-01-01", "0", "-5", "2021-"])
def test_a_day_that_is_none_is_refused(here: Path, day: str) -> None:
    (here / "a.txt").write_text(articles(1)[0])
    assert "is not a date" in refused("code", "a.txt", f"--published={day}").what


@pytest.mark.parametrize("content", [b"", b" \n", bytes(range(256)) * 20, b"%PDF-1.4", b"{"])
def test_a_file_without_text_is_refused_by_code_and_kept_as_a_failure_by_add(here: Path, content: bytes) -> None:
    (here / "a.txt").write_bytes(content)
    assert refused("code", "a.txt", "--json").where == "a.txt"
    assert "no document could be read" in refused("add", "a.txt").what
    assert "a.txt" in run("query", "SELECT place, reason FROM failures", "--form", "csv").output


def test_a_cut_gzip_is_said(here: Path) -> None:
    (here / "a.txt.gz").write_bytes(gzip.compress("".join(articles(500)).encode())[:300])
    assert "cut short" in refused("code", "a.txt.gz", "--json").what


@pytest.mark.parametrize("row", ["nothing", "e0000000000000000", "'; DROP TABLE events; --"])
def test_an_id_that_nothing_answers_to(filled: Path, row: str) -> None:
    assert isinstance(refused("why", row), NoEvidence)
    assert isinstance(refused("review", row, "--wrong"), NoEvidence)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "say one of"),
        (("--right", "--wrong"), "say one of"),
        (("--set", "status"), "field=value"),
        (("--set", "status=maybe"), "is no status"),
        (("--set", "id=e1"), "cannot be set"),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(filled: Path, options: tuple[str, ...], said: str) -> None:
    assert said in refused("review", ids()[0], *options).what


# add and code


def test_add_says_what_it_did(here: Path) -> None:
    write_articles(here / "a.jsonl", articles(3))
    (here / "b.txt").write_text("Der Minister traf gestern seinen Amtskollegen in Paris zu langen Gesprächen.")
    (here / "c.txt").write_text("")
    said = run("add", "a.jsonl", "b.txt", "c.txt").output
    assert "4 documents added, 0 already held" in said
    assert "en 3, de 1" in said
    assert "c.txt:0: empty" in said
    assert "published: 4 documents" in said
    assert "0 documents added, 4 already held" in run("add", "a.jsonl", "b.txt", "c.txt").output
    coded = run("code").output
    assert "4 documents coded: 3 events, 1 statements" in coded
    assert "language de is not coded" in coded
    assert "4 documents were coded before" in run("code").output
    assert "not coded" not in run("status").output


def test_columns_are_mapped(here: Path) -> None:
    rows = [{"Body Text": articles(1)[0], "Kopf": "T", "when": "2020-01-02"}]
    (here / "a.jsonl").write_text("".join(map(json.dumps, rows)))
    run("add", "a.jsonl", "--map", "text=Body Text,title=Kopf", "--map", "published=when")
    told = run("query", "SELECT title, published, day FROM documents", "--form", "csv").output
    assert told.splitlines()[1] == "T,2020-01-02,2020-01-02"


def test_standard_input_is_read(here: Path) -> None:
    assert "1 documents added" in run("add", "-", given=articles(1)[0]).output
    assert json.loads(run("code", "-", "--json", given=articles(1)[0]).output)["events"]


def test_the_coding_of_one_file_as_json(here: Path) -> None:
    text = articles(1)[0]
    (here / "a.txt").write_text(text)
    told = json.loads(run("code", "a.txt", "--json", "--published", "2021-2", "--publisher", "P").output)
    assert (told["publisher"], told["published"], told["failures"]) == ("P", "2021-02", [])
    (event,) = told["events"]
    assert (event["type"], event["actor"], event["recipient"]) == ("SUPPORT", ["RUS"], ["CHN"])
    assert text[event["start"] : event["end"]] == event["text"] == "praised"
    assert event["sentence"] == "Ruritania praised Graustark over Taiwan today."
    (said,) = told["statements"]
    assert [text[a:b] for a, b in said["content"]] == said["content_text"] == ["we saw case 0"]
    assert (said["speaker"], said["speaker_actors"], said["stances"][0]["value"]) == ("Zenda", ["USA"], "against")
    assert "\n" in run("code", "a.txt").output


def test_several_documents_are_an_object_a_line(here: Path) -> None:
    write_articles(here / "a.jsonl", articles(4))
    lines = run("code", "a.jsonl", "--json").output.splitlines()
    assert [len(json.loads(line)["events"]) for line in lines] == [1, 1, 1, 1]


def test_another_language_is_said_to_be_uncoded(here: Path) -> None:
    (here / "b.txt").write_text("Der Minister traf gestern seinen Amtskollegen in Paris zu langen Gesprächen.")
    told = json.loads(run("code", "b.txt", "--json").output)
    assert (told["events"], told["failures"][0]["reason"]) == ([], "language de is not coded")


# show and why


def test_rows_are_shown_in_every_form(filled: Path) -> None:
    jsonl = [json.loads(line) for line in run("show", "events", "--form", "jsonl").output.splitlines()]
    assert len(jsonl) == 6
    assert json.loads(run("show", "events", "--form", "json").output) == jsonl
    rows = list(csv.DictReader(io.StringIO(run("show", "events", "--form", "csv").output)))
    assert [row["id"] for row in rows] == [row["id"] for row in jsonl]
    assert "Ruritania" in run("show", "events").output
    assert "the first 2" in run("show", "events", "--limit", "2").output
    assert "no events of this kind" in run("show", "events", "--actor", "Japan").output
    assert len(json.loads(run("show", "stories", "--form", "json").output)) == 3


def test_a_list_shows_every_row_asked_for_with_id_and_words(here: Path) -> None:
    write_articles(here / "a.jsonl", articles(30))
    run("add", "a.jsonl", "--no-build")
    run("code")
    output = run("show", "events", "--limit", "25").output
    assert sum(id in output for id in ids()) == 25
    assert "**praised**" in output


def test_an_unknown_id_of_a_text_row_is_said_to_be_one(filled: Path) -> None:
    assert "no event, statement" in refused("why", "e0000000000000000").what


def test_pairs_are_never_written_over(here: Path) -> None:
    (here / "p.jsonl").write_text("{}")
    assert "file of the pairs" in refused("relate", "--pairs", "p.jsonl", "--out", "p.jsonl").what
    assert (here / "p.jsonl").read_text() == "{}"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--actor", "Russia", "--recipient", "China"), 6),
        (("--actor", "BRICS"), 0),
        (("--actor", "BRICS", "--members"), 6),
        (("--actor", "BRICS", "--members", "--until", "1999"), 0),
        (("--type", "support", "--type", "ACCUSE"), 4),
        (("--since", "2020-05", "--until", "2020-05"), 6),
        (("--since", "2020-06"), 0),
        (("--status", "Asserted", "--min-confidence", "0.9"), 6),
        (("--issue", "taiwan", "--limit", "5"), 5),
    ],
)
def test_what_is_asked_for_is_shown(filled: Path, options: tuple[str, ...], count: int) -> None:
    assert len(json.loads(run("show", "events", "--form", "json", *options).output)) == count


def test_statements_are_shown_by_speaker(filled: Path) -> None:
    rows = json.loads(run("show", "statements", "--speaker", "zenda", "--form", "json").output)
    assert [row["text"] for row in rows] == ["we saw case 0", "we saw case 3"]
    assert rows[0]["stances"] == [{"target": "USA", "kind": "actor", "value": "against"}]


def test_why_shows_the_sentence_and_where_it_stands(filled: Path) -> None:
    event = json.loads(run("show", "events", "--form", "jsonl", "--type", "SUPPORT").output.splitlines()[0])
    said = run("why", event["id"]).output
    assert "**praised**" in said
    assert event["title"] in said
    (row,) = json.loads(run("why", event["id"], "--form", "json").output)["rows"]
    assert (row["document"], row["start_char"], row["end_char"]) == (event["document"], event["start"], event["end"])


def test_titles_cannot_move_the_cursor(here: Path) -> None:
    rows = [{"text": articles(1)[0].replace("today", ESCAPE), "title": ESCAPE, "date": "2020-01-01"}]
    (here / "a.jsonl").write_text(json.dumps(rows[0]))
    run("add", "a.jsonl")
    run("code")
    outputs = [run(*asked).output for asked in (("show", "events"), ("why", ids()[0]), ("code", "a.jsonl"))]
    outputs += [run("show", "events", "--form", form).output for form in ("csv", "json", "jsonl")]
    for output in outputs:
        assert not set(output) & set("\x1b\x9b\u202e")


# review


def test_a_row_is_judged_and_the_judgement_survives_coding_again(filled: Path) -> None:
    first, second, *_ = ids()
    assert "1 judgement kept" in run("review", first, "--wrong", "--note", "no", "--by", "me").output
    assert first not in ids()
    run("review", second, "--set", "status=planned", "--by", "me")
    run("review", second, "--set", "type=AID", "--by", "you")
    (row,) = [r for r in json.loads(run("show", "events", "--form", "json").output) if r["id"] == second]
    assert (row["status"], row["type"], row["verdict"]) == ("planned", "AID", "changed")
    run("code", "--min-confidence", "0.2")
    assert first not in ids()
    assert "by you" in run("why", second).output
    run("review", second, "--right")
    (row,) = [r for r in json.loads(run("show", "events", "--form", "json").output) if r["id"] == second]
    assert (row["status"], row["verdict"]) == ("asserted", "right")


def test_the_least_sure_are_gone_through(filled: Path) -> None:
    keys = "a\nfine\nw\n\nc\nstatus=planned\nso\nc\nstatus=maybe\n\ns\nq\n"
    done = run("review", "--below", "0.95", "--by", "me", given=keys)
    assert "3 judgements kept" in done.output
    assert "is no status" in done.stderr
    told = run("query", "SELECT verdict, note FROM judgements ORDER BY made", "--form", "csv").output
    assert told.splitlines()[1:] == ["right,fine", "wrong,", "changed,so"]
    assert "0 judgements kept" in run("review", "--below", "0.1").output


# relate


def pairs(path: Path, *rows: object) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def related(here: Path, *options: str) -> list[list[str]]:
    assert run("relate", "--pairs", "p.jsonl", "--out", "o.csv", *options).exit_code == 0
    return list(csv.reader((here / "o.csv").read_text().splitlines()))[1:]


PAIR = {"sentence": "Ruritania yields to Graustark.", "source": "Ruritania", "target": "Graustark"}


def test_pairs_are_related_in_order(here: Path) -> None:
    other = {"sentence": "Zenda sleeps near Strelsau.", "source": "Zenda", "target": "Strelsau"}
    full = {"uid": 7, **PAIR, "source_spans": [[0, 9]], "target_spans": [[20, 29]]}
    pairs(here / "p.jsonl", full, {"uid": "b", **other, "source_spans": []}, {"uid": "c", **PAIR})
    assert related(here) == [["7", "CONCEDE"], ["b", "NONE"], ["c", "CONCEDE"]]
    assert related(here, "--forced", "--roots", "plv") == [["7", "YIELD"], ["b", "CONSULT"], ["c", "YIELD"]]
    assert related(here, "--full")[0] == ["7", "CONCEDE", "CONCEDE", "m", "asserted", "0.75"]
    assert sorted(path.name for path in here.iterdir()) == ["o.csv", "p.jsonl"]


BROKEN: list[object] = [
    {"uid": "a", **PAIR, "source_spans": [[5, 99]]},
    {"uid": "b", **PAIR, "source": "Nobody"},
    {"uid": "c", "source": "x", "target": "y"},
    "not json",
    {**PAIR},
    "[1, 2]",
    {"uid": True, **PAIR},
    {"uid": "d", **PAIR, "source_spans": "0-9", "target_spans": [["0", 9]]},
    {"uid": "e", **PAIR, "sentence": None},
    "",
    {"uid": "f", **PAIR},
]


def test_a_bad_line_is_said_and_stops_nothing(here: Path) -> None:
    pairs(here / "p.jsonl", *BROKEN)
    assert related(here) == [["a", "CONCEDE"], ["b", ""], ["c", ""], ["d", "CONCEDE"], ["e", ""], ["f", "CONCEDE"]]
    failed = list(csv.DictReader((here / "o.csv.failures.csv").read_text().splitlines()))
    assert [(row["line"], row["uid"]) for row in failed] == [
        ("1", "a"), ("2", "b"), ("3", "c"), ("4", ""), ("5", ""), ("6", ""), ("7", ""), ("8", "d"), ("9", "e"),
    ]  # fmt: skip
    assert all(row["reason"] for row in failed)


def test_forced_gives_every_readable_uid_a_root(here: Path) -> None:
    pairs(here / "p.jsonl", *BROKEN)
    got = related(here, "--forced")
    assert [uid for uid, _ in got] == list("abcdef")
    assert all(root for _, root in got)


def test_a_run_that_fails_leaves_the_old_answer(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs(here / "p.jsonl", {"uid": "a", **PAIR})
    (here / "o.csv").write_text("old")

    def broken(*_: object) -> list[Relation]:
        raise ComityError("no")

    monkeypatch.setattr(Shipped, "relate_many", broken)
    refused("relate", "--pairs", "p.jsonl", "--out", "o.csv")
    assert (here / "o.csv").read_text() == "old"
    assert sorted(path.name for path in here.iterdir()) == ["o.csv", "p.jsonl"]


def test_a_line_without_end_is_passed_over(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.cli.pairs.MAX_LINE", 300)
    pairs(here / "p.jsonl", {"uid": "a", **PAIR, "sentence": "x" * 5000}, {"uid": "b", **PAIR})
    assert related(here) == [["b", "CONCEDE"]]
    assert "more than 300 bytes" in (here / "o.csv.failures.csv").read_text()
