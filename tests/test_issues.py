"""Issues: a user's table refused with reasons, named matters found with their dates, near misses left alone."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import growth

from comity.actors import get
from comity.coding.issues import all_issues, issue, issues, load
from comity.coding.issues_company import sentence_around
from comity.errors import ComityError, UnsafePath, WrongFile

HEAD = "id\tname\taliases\tcontext\tparties\tstakes\tstart\tend\tpage\tnote\n"


def found(text: str, day: str = "2021-06-01") -> list[str]:
    return [hit.issue for hit in issues(text, 0, len(text), date.fromisoformat(day))]


def table(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "mine.tsv"
    path.write_text(head + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Water War\tW\tw2\t\t\t\t2000-01-01\t\t\t", "not an id"),
        ("w\tW\tw2\t\t\t\t\t\t\t", "no start"),
        ("w\tW\tw2\t\t\t\t2000-1-1\t\t\t", "not a day"),
        ("w\tW\tw2\t\t\t\t2000-01-01\t1999-01-01\t\t", "end lies before start"),
        ("w\t\tw2\t\t\t\t2000-01-01\t\t\t", "no name"),
        ("w\tW\t\t\t\t\t2000-01-01\t\t\t", "no aliases"),
        ("w\tW\t~\t\tCHN\t\t2000-01-01\t\t\t", "too short an alias"),
        ("w\tW\t~Water\t\t\t\t2000-01-01\t\t\t", "needs company"),
        ("w\tW\tw2\t\tCHN|XYZ\t\t2000-01-01\t\t\t", "no actor has the id 'XYZ'"),
        ("w\tW\tw2\t\tCHN\tCHN\t2000-01-01\t\t\t", "not a stake"),
        ("w\tW\tw2\t\tCHN\tXYZ=water\t2000-01-01\t\t\t", "no actor has the id"),
        ("w\tW\tw2\t\t\t\t2000-01-01\t\twikipedia\t", "not an address"),
        ("w\tW\tw2\t\t\t\t2000-01-01\t\t\t\tmore", "11 cells under 10 columns"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(WrongFile, match=what) as refused:
        load(table(tmp_path, row))
    assert "line 2" in refused.value.where
    assert refused.value.next_step


def test_other_bad_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafePath, match="no such file"):
        load(tmp_path / "none.tsv")
    with pytest.raises(WrongFile, match="missing columns"):
        load(table(tmp_path, head="id\tname\n"))
    with pytest.raises(WrongFile, match="header and no rows"):
        load(table(tmp_path))
    with pytest.raises(WrongFile, match="stands twice"):
        load(table(tmp_path, *["w\tW\tw2\t\t\t\t2000-01-01\t\t\t"] * 2))
    with pytest.raises(ComityError, match="no issue has this id"):
        issue("atlantis")


def test_a_users_table_is_laid_over_ours(tmp_path: Path) -> None:
    rows = [
        "zugspitze\tZugspitze summit\tZugspitze|~summit cross\tAlps\tDEU|AUT\tDEU=a mountain\t1995-01-01\t\t\t",
        "aukus\tOurs\tRuritanian pact\t\t\t\t2000-01-01\t\t\t",
    ]
    mine = load(table(tmp_path, *rows))
    text = "The Zugspitze, the Ruritanian pact and AUKUS and Nord Stream 2."
    assert [hit.issue for hit in issues(text, 0, len(text), None, mine)] == ["zugspitze", "aukus", "nord-stream-2"]
    for text, hits in [("A summit cross in the Alps.", 1), ("Austria's summit cross.", 1), ("A summit cross.", 0)]:
        assert len(issues(text, 0, len(text), None, mine)) == hits
    assert mine.get("zugspitze").sides == (("DEU",), ("AUT",))
    assert issue("aukus").name == "AUKUS", "the shipped table stays as it was"


def test_the_shipped_table_holds_together() -> None:
    rows = all_issues()
    assert len(rows) >= 200
    spans = [(row.start, row.end) for row in rows]
    assert sum(end is None or end >= date(1990, 1, 1) for _, end in spans) >= 200
    for row in rows:
        assert row.page.startswith("https://"), row.id
        assert row.parties, row.id
        assert {id for id, _ in row.stakes} <= set(row.parties), row.id
        assert all(get(id) for id in row.parties)
        assert any(not alias.startswith("~") for alias in row.aliases), row.id


def test_stakes_tell_who_has_none() -> None:
    assert issue("aukus").stake("CHN") == "balance in the Pacific"
    assert issue("aukus").stake("RUS") == ""
    assert issue("nord-stream-2").stake("RUS") == "gas exports"
    assert issue("nord-stream-2").stake("CHN") == ""


NAMED = [
    ("Beijing said it would never renounce force over Taiwan.", "2021-06-01", "taiwan"),
    ("The parade honoured those who want independence for Taiwan.", "2000-06-01", "taiwan"),
    ("Transits of the Taiwan Strait went on.", "2019-06-01", "taiwan"),
    ("Manila protested over ships at Scarborough Shoal.", "2012-06-01", "south-china-sea"),
    ("Patrols near the Diaoyu Islands angered Tokyo.", "2012-10-01", "east-china-sea"),
    ("Seoul calls the rocks Dokdo.", "2008-06-01", "dokdo"),
    ("Moscow will not return the Southern Kurils.", "2018-12-01", "kuril-islands"),
    ("Pyongyang fired a ballistic missile.", "2017-08-01", "north-korea-nuclear"),
    ("The six-party talks have stalled.", "2009-01-01", "north-korea-nuclear"),
    ("The new radar belongs to the THAAD battery.", "2017-03-01", "thaad-korea"),
    ("Camps in Xinjiang hold many Uighurs.", "2019-11-01", "xinjiang"),
    ("Troops pulled back from the Line of Actual Control.", "2021-02-12", "china-india-border"),
    ("The bus was attacked in Kashmir.", "2019-02-15", "kashmir"),
    ("Delhi put the Indus Waters Treaty in abeyance.", "2025-04-24", "indus-water"),
    ("The annexation of Crimea was condemned.", "2014-04-01", "crimea"),
    ("Ukraine wants Crimea back.", "2015-04-01", "crimea"),
    ("Both sides blamed each other for the collapse of the Minsk agreements.", "2016-01-01", "donbas"),
    ("The war in Ukraine entered its second year.", "2023-03-01", "ukraine-war"),
    ("Russian shells fell on Kyiv.", "2022-03-10", "ukraine-war"),
    ("Berlin halted the certification of Nord Stream 2.", "2022-02-22", "nord-stream-2"),
    ("Work on Nordstream 2 resumed.", "2020-12-11", "nord-stream-2"),
    ("The Nord Stream pipeline opened for gas.", "2011-11-08", "nord-stream-1"),
    ("The Nord Stream sabotage is still unsolved.", "2023-05-01", "nord-stream-sabotage"),
    ("Moscow objected to NATO enlargement.", "1997-02-01", "nato-enlargement"),
    ("The shield will have interceptors in Poland.", "2008-08-15", "missile-defence-europe"),
    ("Washington left the INF Treaty.", "2019-08-02", "inf-treaty"),
    ("They extended New START by five years.", "2021-02-03", "new-start"),
    ("Serbia will not recognise Kosovo.", "2018-09-01", "kosovo"),
    ("Talks on the Cyprus problem failed.", "2017-07-07", "cyprus"),
    ("Gibraltar's border with Spain was closed.", "2013-08-01", "gibraltar"),
    ("The Northern Ireland Protocol must change.", "2021-07-21", "northern-ireland-protocol"),
    ("The Skripals were found on a bench.", "2018-03-10", "skripal"),
    ("The inquiry into MH17 named four men.", "2019-06-19", "mh17"),
    ("Armenian forces left Nagorno-Karabakh.", "2020-11-20", "nagorno-karabakh"),
    ("Georgia demanded that troops leave South Ossetia.", "2008-08-12", "georgia-war"),
    ("The garrison in Transnistria will stay.", "2006-09-18", "transnistria"),
    ("Only a two-state solution will bring peace.", "2014-03-01", "palestine"),
    ("Rockets were fired from Gaza.", "2014-07-10", "gaza"),
    ("Syria wants the Golan Heights back.", "2000-01-10", "golan"),
    ("Iran began to enrich uranium again.", "2019-11-06", "iran-nuclear"),
    ("Europe tries to save the JCPOA.", "2018-07-06", "iran-nuclear"),
    ("The Houthis fired on Marib.", "2021-03-01", "yemen"),
    ("Riyadh cut ties with Qatar.", "2017-06-06", "qatar-blockade"),
    ("The murder of Jamal Kashoggi shocked many.", "2018-10-20", "khashoggi"),
    ("Ankara took delivery of the S-400.", "2019-07-12", "turkey-s400"),
    ("Filling of the Renaissance Dam began.", "2020-07-15", "gerd"),
    ("Rabat will keep Western Sahara.", "2007-04-11", "western-sahara"),
    ("The M23 took Goma.", "2012-11-20", "drc-m23"),
    ("Buenos Aires claims the Malvinas.", "2012-04-02", "falklands"),
    ("Caracas held a vote on Essequibo.", "2023-12-03", "essequibo"),
    ("Britain will hand back the Chagos Islands.", "2024-10-03", "chagos"),
    ("The United States will not lift its embargo on Cuba.", "1994-06-01", "cuba-embargo"),
    ("Prisoners left Guantánamo Bay.", "2009-06-11", "guantanamo"),
    ("Sweden will strip Huawei from its networks.", "2020-10-20", "huawei-5g"),
    ("Exports of chips to China now need a licence.", "2022-10-10", "chip-controls"),
    ("The two sides signed a Phase One trade deal.", "2020-01-15", "us-china-trade-war"),
    ("China stopped shipping rare earths.", "2010-09-24", "rare-earths"),
    ("Trump doubled the tariffs.", "2025-04-10", "us-tariffs-2025"),
    ("India wants a permanent seat on the Security Council.", "2005-04-01", "unsc-reform"),
    ("Tokyo resumed commercial whaling.", "2019-07-01", "whaling"),
    ("Trump wants to buy Greenland.", "2019-08-20", "greenland"),
    ("Niger's junta told the French to leave.", "2023-08-25", "sahel-juntas"),
    ("OPEC+ agreed on a production cut.", "2020-04-12", "oil-price-opec"),
    ("Lukashenko rigged the vote, protesters in Belarus said.", "2020-08-20", "belarus-election"),
]


@pytest.mark.parametrize(("text", "day", "expect"), NAMED, ids=[row[0][:40] for row in NAMED])
def test_a_named_matter_is_found(text: str, day: str, expect: str) -> None:
    assert expect in found(text, day)


def test_many_matters_are_tried() -> None:
    assert len({expect for _, _, expect in NAMED}) >= 40


NOT_NAMED = [
    ("Taiwan grows excellent tea.", "2021-06-01"),
    ("Taiwanese noodles are on the menu.", "2021-06-01"),
    ("AUKUS is an anagram.", "2021-09-14"),
    ("Nord Stream 2 will be built.", "2014-06-01"),
    ("Sevastopol was besieged in the nineteenth century.", "2010-05-09"),
    ("The orchestra toured Crimea in summer.", "2019-05-09"),
    ("Ukraine exported more wheat than Canada.", "2010-05-09"),
    ("The war in Ukraine goes on.", "1999-01-01"),
    ("Kyiv has a new concert hall.", "2023-05-09"),
    ("Iran and Russia signed an agreement on tourism.", "2017-03-28"),
    ("Iran beat Morocco in the group stage.", "2018-06-15"),
    ("North Korea sent skaters to the games in South Korea.", "2018-02-10"),
    ("The Arctic fox changes its coat.", "2015-02-10"),
    ("The chess congress in Gibraltar ended in a draw.", "2015-02-10"),
    ("The museum shows jade from Tibet and China.", "2015-02-10"),
    ("Hong Kong, China, came third in the relay.", "2018-08-20"),
    ("Pilgrims travelled to Jerusalem.", "2018-08-20"),
    ("The quad bike overturned.", "2021-08-20"),
    ("The LAC region grew by two per cent.", "2018-08-20"),
    ("Kuwait opened a museum.", "1990-09-01"),
    ("Iraq exported dates.", "2019-09-01"),
    ("TikTok hired a new designer.", "2021-09-01"),
    ("The airline ordered ten jets from Airbus.", "2010-09-01"),
    ("The Brexits were a band.", "2010-09-01"),
    ("Qatar and Oman share a taste for falconry.", "2018-09-01"),
    ("Cuban cigars are rolled by hand.", "2018-09-01"),
    ("Haiti won the under-20 match.", "2018-09-01"),
    ("Wagner composed operas.", "2018-09-01"),
    ("The Nile cruise took six days.", "2018-09-01"),
    ("Boeing opened an office in Brussels.", "2022-09-01"),
    ("He was told to be swift.", "2022-09-01"),
    ("Liberation Day is a holiday in the Netherlands.", "2025-05-05"),
    ("Northern Territories of Australia welcome you.", "2015-05-05"),
    ("The Wolfkashmirs are a family.", "2015-05-05"),
    ("Write to press@brexit.example now.", "2018-05-05"),
]


@pytest.mark.parametrize(("text", "day"), NOT_NAMED, ids=[row[0][:40] for row in NOT_NAMED])
def test_a_near_miss_is_left_alone(text: str, day: str) -> None:
    assert found(text, day) == []


def test_the_same_words_name_another_matter_at_another_time() -> None:
    text = "the Ukraine crisis"
    assert [found(text, day) for day in ("2013-01-01", "2015-01-01", "2023-01-01")] == [[], ["donbas"], ["ukraine-war"]]
    text = "Nord Stream brings Russian gas."
    assert [found(text, day) for day in ("2012-01-01", "2019-01-01")] == [["nord-stream-1"], ["nord-stream-2"]]


def test_a_matter_settled_is_found_by_its_own_name_alone() -> None:
    assert found("Veterans of the Gulf War met.", "2015-01-01") == ["gulf-war"]
    assert found("Iraq and Kuwait opened a crossing that was closed after the invasion.", "2015-01-01") == []


def test_one_hit_a_place_and_the_longest() -> None:
    text = "Ships crossed the Taiwan Strait after talks on Nord\nStream 2, and the Iran nuclear deal."
    hits = issues(text, 0, len(text), date(2021, 1, 1))
    assert [text[hit.start : hit.end] for hit in hits] == ["Taiwan Strait", "Nord\nStream 2", "Iran nuclear deal"]


def test_the_span_asked_for_bounds_the_hit_and_not_its_company() -> None:
    text = 'China said: "Hands off Taiwan."'
    start = text.index("Hands")
    assert [hit.issue for hit in issues(text, start, len(text), None)] == ["taiwan"]
    assert issues(text, 0, start, None) == []


def test_the_sentence_around_does_not_stop_at_abbreviations() -> None:
    text = "First. The U.S. and Gen. Smith met. Last."
    at = text.index("Smith")
    assert text[slice(*sentence_around(text, at, at + 5))].startswith("The U.S.")


@pytest.mark.parametrize("text", ["", " ", "\ud800 Taiwan", "TAIWAN " * 50_000, "İ" * 1000 + " Brexit", "\x00", "~"])
def test_odd_texts_raise_nothing(text: str) -> None:
    for hit in issues(text, 0, len(text), date(2021, 1, 1)):
        assert 0 <= hit.start < hit.end <= len(text)


def test_odd_spans_raise_nothing() -> None:
    assert issues("Brexit", -5, 400, None)[0].end == 6
    assert issues("Brexit", 4, 2, None) == []


WORDS = st.sampled_from(
    ["Taiwan", "China", "Nord Stream", "2", "war", "in", "Ukraine", "U.S.", ".", "\n\n", "İ", "“", "Kosovo"]
)


@given(st.lists(WORDS).map(" ".join), st.dates(date(1980, 1, 1), date(2026, 1, 1)) | st.none())
def test_hits_lie_in_the_text_and_stay_the_same(text: str, day: date | None) -> None:
    hits = issues(text, 0, len(text), day)
    assert hits == issues(text, 0, len(text), day)
    for one, two in itertools.pairwise(hits):
        assert one.end <= two.start
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert issue(hit.issue).began(day)


@pytest.mark.parametrize("line", ["Taiwan and China spoke of Nord Stream 2. ", "Kosovo, ", "the war in "])
def test_work_grows_with_the_length_not_with_its_square(line: str) -> None:
    assert growth(lambda size: partial(issues, line * size, 0, len(line) * size, date(2021, 6, 1)), 40) < 8.5


def test_real_news_is_read_by_its_dates(shared: Callable[[str], Path]) -> None:
    path = shared("corpora/articles/wikinews-2019-2020.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    hits = 0
    for row in rows:
        day = date.fromisoformat(row["date"])
        some = issues(row["text"], 0, len(row["text"]), day)
        hits += len(some)
        assert all(issue(hit.issue).start <= day for hit in some)
    assert hits > 300
