"""When an act took place: what stays open first, then sentences dated by hand, then any text."""

from __future__ import annotations

from datetime import date

import pytest
from coding_texts import ODD, texts
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.dates import times
from comity.coding.when import published_day, when

DAY = "2022-06-15"
"""A Wednesday, the day of every document here."""

DATED = """\
Peru [expelled] the Chilean envoy on Tuesday. | asserted | 2022-06-14 2022-06-14 day
On Tuesday, Peru [expelled] the Chilean envoy. | asserted | 2022-06-14 2022-06-14 day
Peru on Tuesday [expelled] the Chilean envoy. | asserted | 2022-06-14 2022-06-14 day
Peru [expelled] the Chilean envoy. | asserted | - 2022-06-15 published
Peru will [receive] the Chilean minister next week. | planned | 2022-06-20 2022-06-26 week
Peru will [receive] the Chilean minister. | planned | 2022-06-15 - published
The two presidents [met] in Lima in early 2022 and agreed on a pipeline. | asserted | 2022-01-01 2022-04-30 year
Norway and Sweden [held] their first joint exercise in 2018. | historical | 2018-01-01 2018-12-31 year
The minister said on Monday that Kenya had [arrested] ten Somali sailors. | asserted | - 2022-06-15 published
The minister said on Monday that Kenya had [arrested] ten Somali sailors on 3 June. | asserted | 2022-06-03 2022-06-03 day
Bolivia [accused] Chile on Monday of breaking the treaty of 1904. | asserted | 2022-06-13 2022-06-13 day
Bolivia [accused] Chile of breaking the treaty of 1904. | asserted | - 2022-06-15 published
Bolivia [accused] Chile of breaking the 1904 treaty. | asserted | - 2022-06-15 published
Ghana [signed] the agreement with Togo on 2 May 2021 in Accra. | historical | 2021-05-02 2021-05-02 day
Russia, which [invaded] Georgia in 2008, met Turkish envoys on Tuesday. | historical | 2008-01-01 2008-12-31 year
Russia, which invaded Georgia in 2008, [met] Turkish envoys on Tuesday. | asserted | 2022-06-14 2022-06-14 day
Egypt and Sudan [broke off] talks for the second time in a decade. | asserted | - 2022-06-15 published
Since 1961 Albania had no [embassy] in Moscow. | historical | 1961-01-01 - year
Albania has [received] no Soviet ship since 1961. | historical | 1961-01-01 - year
Italy must [withdraw] its troops by 1 July. | planned | - 2022-07-01 day
Italy agreed on Monday to [lend] Malta two ships in August. | planned | 2022-08-01 2022-08-31 month
Italy [agreed] on Monday to lend Malta two ships in August. | asserted | 2022-06-13 2022-06-13 day
Italy [agreed] to lend Malta two ships in August. | asserted | - 2022-06-15 published
Yesterday India [summoned] the Nepalese envoy over a map. | asserted | 2022-06-14 2022-06-14 day
The 2014 [annexation] of the harbour by Peru was never accepted. | historical | 2014-01-01 2014-12-31 year
The [war] of 1982 between the two is not forgotten. | historical | 1982-01-01 1982-12-31 year
Spain [criticised] Morocco over the 2021 crossing. | asserted | - 2022-06-15 published
Chad and Niger may [sign] a border accord in autumn. | hypothetical | - - -
Chad and Niger may [sign] a border accord. | hypothetical | - - -
Chad and Niger once [fought] over the lake. | historical | - - -
"We [expelled] them in March," the Malian minister said on Tuesday. | asserted | 2022-03-01 2022-03-31 month
"We [expelled] them," the Malian minister said on Tuesday. | asserted | - 2022-06-15 published
Greece [protested] on 10 June, after Turkish jets crossed the line on 8 June. | asserted | 2022-06-10 2022-06-10 day
Greece protested on 10 June, after Turkish jets [crossed] the line on 8 June. | asserted | 2022-06-08 2022-06-08 day
Qatar [sent] food to Yemen last week and money in May. | asserted | 2022-06-06 2022-06-12 week
In 2019 Angola [closed] its border with Zambia, and it reopened it in 2021. | historical | 2019-01-01 2019-12-31 year
In 2019 Angola closed its border with Zambia, and it [reopened] it in 2021. | historical | 2021-01-01 2021-12-31 year
Japan [lifted] the ban two years ago. | historical | 2020-01-01 2020-12-31 year
Poland [recalled] its envoy from Minsk in the spring of 2021. | historical | 2021-03-01 2021-05-31 season
Finland and Estonia [meet] on Friday in Turku. | planned | 2022-06-17 2022-06-17 day
A [meeting] of the Finnish and Estonian ministers is set for 20 June. | planned | 2022-06-20 2022-06-20 day
Serbia did not [recognise] Kosovo in 2013. | negated | 2013-01-01 2013-12-31 year
Vietnam has [trained] Lao officers for decades. | asserted | - 2022-06-15 published
Cuba [thanked] Mexico for the oil that it delivered in May. | asserted | - 2022-06-15 published
Cuba thanked Mexico for the oil that it [delivered] in May. | asserted | 2022-05-01 2022-05-31 month
Brazil [warned] Paraguay; on Tuesday it closed the bridge. | asserted | - 2022-06-15 published
Brazil warned Paraguay; on Tuesday it [closed] the bridge. | asserted | 2022-06-14 2022-06-14 day
The next round of [talks] between Peru and Chile will be held in Quito on June 22. | planned | 2022-06-22 2022-06-22 day
Peru and Chile announced on June 10 that their ministers will [meet] on June 22. | planned | 2022-06-22 2022-06-22 day
Peru and Chile announced on June 10 that their ministers will [meet]. | planned | 2022-06-15 - published
Armenia [shelled] a village in Azerbaijan overnight, Baku said on Wednesday. | asserted | - 2022-06-15 published
The United States [imposed] sanctions on Iran in 1979. | historical | 1979-01-01 1979-12-31 year
The United States has imposed [sanctions] on Iran before, in 1979 and in 2012. | historical | 1979-01-01 1979-12-31 year
France [pulled] its last soldiers out of Mali between May and June 2021. | historical | 2021-05-01 2021-06-30 month
The envoys of Laos and Cambodia [met] late on Sunday in Pakse. | asserted | 2022-06-12 2022-06-12 day
Uganda [freed] forty Rwandans earlier this month. | asserted | 2022-06-01 2022-06-15 month
Kuwait and Iraq [restored] relations in the 1990s. | historical | 1990-01-01 1999-12-31 decade
Denmark and Canada [ended] a dispute that began in 1973. | asserted | - 2022-06-15 published
Denmark will [lend] the island to Canada until 2030. | planned | - 2030-12-31 year
Peru expects to [host] the Chilean fleet in 2023, ten years after the ruling of January 2014. | planned | 2023-01-01 2023-12-31 year
Turkey's president [visited] Baku on Tuesday and will travel to Tehran on Thursday. | asserted | 2022-06-14 2022-06-14 day
Turkey's president visited Baku on Tuesday and will [travel] to Tehran on Thursday. | planned | 2022-06-16 2022-06-16 day
On Wednesday, the ministry said that Oman had [closed] its port to Yemeni boats. | asserted | - 2022-06-15 published
Oman, which closed its port on 9 June, [reopened] it on 13 June. | asserted | 2022-06-13 2022-06-13 day
Oman, which [closed] its port on 9 June, reopened it on 13 June. | asserted | 2022-06-09 2022-06-09 day
Bulgaria said last week it would [expel] seventy Russian diplomats in July. | planned | 2022-07-01 2022-07-31 month
The exercise with India is to [begin] in September. | planned | 2022-09-01 2022-09-30 month
Peru [joined] the Pacific Games 2018 hosted by Chile. | asserted | - 2022-06-15 published
Peru still rejects the [withdrawal] from the lands occupied after 1967. | asserted | - 2022-06-15 published
In response to the [attacks], on the night of 3 June, Peru closed the port. | asserted | - 2022-06-15 published
Ten years ago today Peru [recognised] Chile's claim. | historical | 2012-01-01 2012-12-31 year
Over the past week, we stood by Chile as Peru's [attacks] went on. | asserted | - 2022-06-15 published
"""
"""Text with the deciding words in brackets, the status, and first day, last day and precision, - for none."""


def read(text: str, status: str, published: str | None = DAY) -> tuple[date | None, date | None, str]:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    return when(plain, (0, len(plain)), (start, end), times(plain, published), published, status)


def test_without_a_document_day_nothing_is_guessed() -> None:
    assert read("Peru [expelled] the envoy on Tuesday.", "asserted", None) == (None, None, "")
    assert read("Peru [expelled] the envoy.", "asserted", None) == (None, None, "")
    assert read("Peru will [expel] the envoy.", "planned", "spring") == (None, None, "")


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert published_day("2022-02-30") is published_day("2022-02") is published_day(None) is None


def test_a_document_of_a_month_ends_with_it() -> None:
    assert read("Peru [expelled] the envoy.", "asserted", "2014-09") == (None, date(2014, 9, 30), "published")
    assert read("Peru will [expel] the envoy.", "planned", "2014-09") == (date(2014, 9, 1), None, "published")


def test_how_often_is_no_day() -> None:
    assert read("Peru and Chile [met] twice a year.", "asserted")[2] == "published"


def test_the_time_of_another_act_is_left_to_it() -> None:
    text = "Peru fired and Chile hit back on 3 June."
    found = times(text, DAY)
    assert when(text, (0, len(text)), (5, 10), found, DAY, "asserted")[2] == "day"
    assert when(text, (0, len(text)), (5, 10), found, DAY, "asserted", others=[(21, 29)])[2] == "published"


def test_a_time_of_another_sentence_is_not_taken() -> None:
    text = "Peru fired. They met on 3 June."
    assert when(text, (0, 11), (5, 10), times(text, DAY), DAY, "asserted") == (None, date(2022, 6, 15), "published")


@pytest.mark.parametrize("line", DATED.splitlines())
def test_dated_by_hand(line: str) -> None:
    text, status, expected = line.split(" | ")
    got = " ".join(str(part) if part else "-" for part in read(text, status))
    assert got == expected


@given(st.one_of(texts, st.sampled_from(ODD)), st.data())
def test_any_text_gives_days_in_order_and_the_same_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    status = data.draw(st.sampled_from(["asserted", "negated", "planned", "hypothetical", "historical"]))
    found = times(text, DAY)
    first, last, precision = when(text, (0, len(text)), (start, end), found, DAY, status)
    assert (first, last, precision) == when(text, (0, len(text)), (start, end), found, DAY, status)
    assert first is None or last is None or first <= last
    assert bool(precision) == (first is not None or last is not None)


def test_a_sentence_of_nothing_but_times_is_read_in_time() -> None:
    text = "in 2012 and " * 4000
    assert when(text, (0, len(text)), (10, 11), times(text, DAY), DAY, "asserted")[2] == "year"


def test_since_a_day_gone_by_says_nothing_of_what_is_to_come() -> None:
    text = "Peru and Chile will end the first pause in fighting since November 2023."
    trigger = (text.index("end"), text.index("end") + 3)
    found = when(text, (0, len(text)), trigger, times(text, "2025-01-15"), "2025-01-15", "planned")
    assert found == (date(2025, 1, 15), None, "published")
