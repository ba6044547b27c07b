"""Kept series: what ships answers for pairs, states and ids; silence is told from nought; sums and ratios are exact."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from comity.errors import LedgerError, NoEvidence
from comity.measure import open_source, why
from comity.measure.kept.kinds import columns, significant
from comity.measure.kept.making import MAKERS
from comity.measure.kept.series import FILES, Kept
from comity.measure.strength.leaning import leans, ratios
from comity.measure.strength.readiness import DISPUTES, count
from comity.measure.strength.third_regions import third_region


@pytest.fixture(scope="module")
def kept() -> Kept:
    return open_source().kept


def test_a_folder_without_the_files_says_what_to_do(tmp_path: Path) -> None:
    none = Kept(tmp_path)
    assert not none.held
    assert none.pair("RUS", "CHN") == {}
    assert none.covered("dependence/cow_share") is None
    with pytest.raises(LedgerError, match="comity estimate"):
        _ = none.kinds


@pytest.mark.parametrize("id", ["force/none/x/RUS/2000-2001", "dependence/cow_share/RUS-CHN/20x4"])
def test_an_id_of_no_series_is_refused(id: str) -> None:
    with pytest.raises(NoEvidence):
        why(id, open_source())


def test_numbers_keep_so_many_digits() -> None:
    assert significant(np.array([0.012345, 98.76, 0.0]), 3).tolist() == pytest.approx([0.0123, 98.8, 0.0])
    assert np.isnan(columns(["RUS"], [""], [2000], [1.0], [1])["high"]).all()


def test_it_is_small_and_says_what_it_is(kept: Kept) -> None:
    assert sum((kept.folder / name).stat().st_size for name in FILES) < 4_000_000
    assert {"trade", "powers", "arms", "forces", "contacts"} <= set(MAKERS)
    for name, telling in kept.kinds.items():
        assert telling.kind.measure == name
        assert telling.first <= telling.last
        assert telling.kind.label
        assert telling.kind.unit
        assert kept.origins(name)


def test_directed_series_go_each_way(kept: Kept) -> None:
    """Measured on the record: Russia's trade with China in 2014 is 12.0 % of all its trade, China's 1.8 %."""
    one, two = (kept.pair(*pair)["dependence/cow_share"][2014] for pair in (("RUS", "CHN"), ("CHN", "RUS")))
    assert (one.value, two.value) == (pytest.approx(12.0, abs=0.1), pytest.approx(1.76, abs=0.02))
    assert one.evidence == "dependence/cow_share/RUS-CHN/2014"
    border = [kept.pair(*pair)["asymmetry/border"][2016].value for pair in (("RUS", "CHN"), ("CHN", "RUS"))]
    assert border == [1.0, 1.0]


def test_nothing_after_the_year_and_a_predecessor_under_its_own_name(kept: Kept) -> None:
    assert max(max(series) for series in kept.pair("RUS", "CHN", 2001).values()) == 2001
    old = kept.pair("SUN", "DDR")["dependence/cow_share"]
    assert max(old) <= 1991
    assert old[1985].evidence == "dependence/cow_share/SUN-DDR/1985"


def test_silence_is_nought_only_where_the_list_covers_it(kept: Kept) -> None:
    none = count(kept, DISPUTES, "KEN", "BRA", 2014)
    assert none is not None
    assert (none.number, none.last) == (0, None)
    assert none.rate.high is not None
    assert none.rate.high > 0
    told = why(none.n.evidence, open_source())
    assert len(told) == 0
    assert "covers 1946 to 2014" in told.note
    assert kept.covered("exercises/russian_exercise", "KEN", "BRA") is None
    assert kept.covered("visits/china_vitae/visits", "CHN", "KEN") == (2003, 2018)


def test_a_ratio_leads_to_both_sides(kept: Kept) -> None:
    for ratio in ratios(kept, "RUS", "CHN", 2023):
        rows = [row for row in why(ratio.value.evidence, open_source()).rows() if "error" not in row["measure"]]
        larger, smaller = (row["value"] for row in rows)
        assert larger / smaller == pytest.approx(ratio.value.value)
        assert ratio.larger == 1
    assert next(lean.more for lean in leans(kept, "RUS", "CHN", 2014)) == 0


def test_the_third_region_is_found_in_the_data(kept: Kept) -> None:
    found = third_region(kept, "RUS", "CHN", 2014)
    assert found is not None
    assert (found.region.id, found.gains, found.n_states) == ("CENTRAL_ASIA", "CHN", 5)
    assert found.pace.low is not None
    assert 0 < found.pace.low < (found.pace.value or 0)
    assert len(why(found.pace.evidence, open_source())) > 100
    assert third_region(kept, "NRU", "TUV", 2014) is None
