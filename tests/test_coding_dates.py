"""Time expressions: what stays open first, then days by hand, then any text, then GUM's hand-made dates."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from coding_texts import ODD, documents, texts
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.dates import TimeExpression, times
from comity.coding.time_words import SCANNER, openings

DAY = "2022-06-15"
"""A Wednesday."""

FLOORS = Path(__file__).with_name("floors.json")


def only(text: str, published: str | None = DAY) -> TimeExpression:
    found = times(text, published)
    assert len(found) == 1, [text[one.start : one.end] for one in found]
    return found[0]


def edges(text: str, published: str | None = DAY) -> tuple[str | None, str | None]:
    one = only(text, published)
    return (one.first.isoformat() if one.first else None, one.last.isoformat() if one.last else None)


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_read_without_harm(text: str) -> None:
    for published in (DAY, None, "no date", "2022-99-99"):
        for one in times(text, published):
            assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(
    "words",
    [
        "yesterday",
        "on Monday",
        "this week",
        "in May",
        "late last year",
        "three days ago",
        "on 5 May",
        "in the past decade",
        "last summer",
    ],
)
def test_without_a_document_date_nothing_is_guessed(words: str) -> None:
    assert not only(f"They met {words}.", None).resolved


@pytest.mark.parametrize("words", ["yesterday", "on Monday", "three days ago", "last week"])
def test_a_document_dated_by_month_fixes_no_day(words: str) -> None:
    assert not only(f"They met {words}.", "2014-09").resolved
    assert only("They met last year.", "2014-09").value == "2013"
    assert only("They met last month.", "2014-09").value == "2014-08"


@pytest.mark.parametrize("words", ["February 31, 2020", "3/5/2019", "the following day", "every year", "31.02.2020"])
def test_days_that_do_not_exist_or_could_be_two_are_left_open(words: str) -> None:
    assert not only(f"They met {words}.").resolved


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2016 passed.",
        "About 2000 troops left.",
        "It cost $2010.",
        "At 1500 GMT it began.",
        "They may march on Rome.",
        "a polite May smiled",
        "No. 2018 and 2,018 and 20.18",
    ],
)
def test_figures_and_words_that_are_no_dates(text: str) -> None:
    assert times(text, DAY) == []


@pytest.mark.parametrize(
    "words",
    [
        "5 March 2019",
        "March 5, 2019",
        "March 5th 2019",
        "Mar. 5, 2019",
        "the 5th of March, 2019",
        "Tuesday, March 5, 2019",
        "Tuesday, 5 March 2019",
        "2019-03-05",
        "2019/03/05",
        "05.03.2019",
        "5 MARCH 2019",
    ],
)
def test_a_day_in_every_order(words: str) -> None:
    one = only(f"They met on {words}, it is said.")
    assert (one.precision, one.value, one.first) == ("day", "2019-03-05", date(2019, 3, 5))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("yesterday", "2022-06-14", "2022-06-14"),
        ("the day before yesterday", "2022-06-13", "2022-06-13"),
        ("on Monday", "2022-06-13", "2022-06-13"),
        ("on Wednesday", "2022-06-15", "2022-06-15"),
        ("last Wednesday", "2022-06-08", "2022-06-08"),
        ("on Thursday", "2022-06-09", "2022-06-09"),
        ("next Friday", "2022-06-17", "2022-06-17"),
        ("this week", "2022-06-13", "2022-06-19"),
        ("last week", "2022-06-06", "2022-06-12"),
        ("over the weekend", "2022-06-11", "2022-06-12"),
        ("next month", "2022-07-01", "2022-07-31"),
        ("in March", "2022-03-01", "2022-03-31"),
        ("in December", "2021-12-01", "2021-12-31"),
        ("in March 2019", "2019-03-01", "2019-03-31"),
        ("on 3 July", "2022-07-03", "2022-07-03"),
        ("late last year", "2021-09-01", "2021-12-31"),
        ("in early 2022", "2022-01-01", "2022-04-30"),
        ("in mid-2019", "2019-05-01", "2019-08-31"),
        ("earlier this year", "2022-01-01", "2022-06-15"),
        ("later this month", "2022-06-15", "2022-06-30"),
        ("in 1961", "1961-01-01", "1961-12-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in the early '90s", "1990-01-01", "1993-12-31"),
        ("in the sixties", "1960-01-01", "1969-12-31"),
        ("in the 20th century", "1900-01-01", "1999-12-31"),
        ("in the first quarter of 2020", "2020-01-01", "2020-03-31"),
        ("in Q4 2020", "2020-10-01", "2020-12-31"),
        ("in the second half of 2023", "2023-07-01", "2023-12-31"),
        ("in the summer of 2012", "2012-06-01", "2012-08-31"),
        ("last summer", "2021-06-01", "2021-08-31"),
        ("in the winter of 2013", "2013-12-01", "2014-02-28"),
        ("three days ago", "2022-06-12", "2022-06-12"),
        ("two weeks ago", "2022-05-30", "2022-06-05"),
        ("four months ago", "2022-02-01", "2022-02-28"),
        ("ten years ago", "2012-01-01", "2012-12-31"),
        ("a decade ago", "2012-01-01", "2012-12-31"),
        ("in the past decade", "2012-06-15", "2022-06-15"),
        ("over the last 30 years", "1992-06-15", "2022-06-15"),
        ("over the next five years", "2022-06-15", "2027-06-15"),
        ("for the second time in a decade", "2012-06-15", "2022-06-15"),
        ("several years ago", None, "2022-06-15"),
        ("recently", None, "2022-06-15"),
        ("in recent years", None, "2022-06-15"),
        ("by the end of the year", "2022-12-31", "2022-12-31"),
        ("from 9-12 March 2014", "2014-03-09", "2014-03-12"),
        ("in 2013-15", "2013-01-01", "2015-12-31"),
        ("on 9/11", "2001-09-11", "2001-09-11"),
    ],
)
def test_days_by_hand(words: str, first: str | None, last: str | None) -> None:
    assert edges(f"They met {words}, it is said.") == (first, last)


@pytest.mark.parametrize(
    ("words", "precision"),
    [("on Monday", "day"), ("this week", "week"), ("in May", "month"), ("in Q1 2020", "quarter"), ("last summer", "season"), ("in 1961", "year"), ("in the 1990s", "decade"), ("lately", "recent"), ("every year", "frequency"), ("for the first time in 20 years", "frequency")],
)  # fmt: skip
def test_precision_is_named(words: str, precision: str) -> None:
    assert only(f"They met {words}.").precision == precision


def test_words_that_look_ahead_turn_a_day_forward() -> None:
    assert edges("He will meet her on Friday.") == ("2022-06-17", "2022-06-17")
    assert edges("He said on Friday that he will meet her.") == ("2022-06-10", "2022-06-10")
    assert edges("The talks are scheduled for September.") == ("2022-09-01", "2022-09-30")


def test_a_range_has_two_ends_and_shares_its_year() -> None:
    for text in ("from March to May 2019", "between March and May 2019", "March \u2013 May 2019"):
        found = times(f"They met {text}.", DAY)
        assert [(one.role, one.value) for one in found] == [("from", "2019-03"), ("to", "2019-05")]


@pytest.mark.parametrize(
    ("words", "role"),
    [("since 1991", "since"), ("until Friday", "until"), ("by 2030", "by"), ("before 2014", "before"), ("in 2014", "")],
)
def test_the_word_before_gives_the_role(words: str, role: str) -> None:
    assert only(f"They traded {words}.").role == role


@given(texts, st.one_of(st.none(), st.dates().map(str), st.text(max_size=12)))
def test_offsets_point_into_any_text_in_order(text: str, published: str | None) -> None:
    at = 0
    for one in times(text, published):
        assert at <= one.start < one.end <= len(text)
        assert one.first is None or one.last is None or one.first <= one.last
        at = one.end


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%A, %B %d, %Y", "%d.%m.%Y"]),
)
def test_a_printed_day_is_read_back(day: date, form: str) -> None:
    one = only(f"They met on {day.strftime(form)}.", None)
    assert (one.first, one.last, one.precision) == (day, day, "day")


def same(gold: dict[str, Any], one: TimeExpression) -> bool:
    """Whether an expression means what the gold says, at the gold's own precision."""

    def at(edge: date | None, like: str) -> bool:
        return edge is not None and edge.isoformat()[: len(like)] == like

    if "when" in gold:
        return gold["when"] in (one.value, one.first.isoformat() if one.first and one.first == one.last else None)
    first, last = gold.get("from") or gold.get("notBefore"), gold.get("to") or gold.get("notAfter")
    return (first is None or at(one.first, first)) and (last is None or at(one.last, last))


def test_gum_dates_are_normalised(shared: Callable[[str], Path]) -> None:
    """Share of the 291 hand-made dates (times of day among them) that an overlapping expression normalises as the gold does."""
    total = right = 0
    for document in documents(shared("corpora/gold/gum-wikinews.jsonl.gz"), 43):
        found = times(document["text"], document["date"])
        for gold in document["dates"]:
            start, end = gold["span"]
            total += 1
            right += any(same(gold, one) for one in found if one.start < end and start < one.end)
    assert total == 291
    assert right / total >= json.loads(FLOORS.read_text())["gum_dates"]


@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "a",
                "an",
                "in",
                "on",
                "of",
                "for",
                "that",
                "not",
                "at",
                "over",
                "during",
                "these",
                "this",
                "last",
                "next",
                "past",
                "early",
                "late",
                "mid",
                "of",
                "the",
                "and",
                "two",
                "second",
                "time",
                "half",
                "few",
                "years",
                "year",
                "decade",
                "century",
                "month",
                "weeks",
                "day",
                "ago",
                "before",
                "end",
                "May",
                "March",
                "Mondays",
                "Friday",
                "Mon.",
                "spring",
                "1998",
                "2003",
                "3",
                "12",
                "90s",
                "'90s",
                "’80s",
                "‘70s",
                "nineties",
                "weekend",
                "recently",
                "lately",
                "late",
                "long",
                "ago",
                "every",
                "once",
                "twice",
                "Q3",
                "FY2020",
                "H1",
                "nineteenth",
                "century",
                "quarter",
                "other",
                "yesterday",
                "9/11",
                "[2]",
                ",",
                ".",
                "-",
                "–",
            ]
        ),
        max_size=30,
    )
)
def test_no_time_begins_where_none_is_looked_for(words: list[str]) -> None:
    text = " ".join(words)
    begins = set(openings(text, 0, len(text)))
    assert all(found.start() in begins for found in SCANNER.finditer(text))
