# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proposals for how long things are kept."""

import pytest

from safehold.catalog.retention import KeptClass, load_retention


@pytest.mark.parametrize("kept", load_retention().classes, ids=lambda kept: kept.code)
def test_class_has_a_period_within_its_own_bounds(kept: KeptClass) -> None:
    assert 0 < kept.least_months <= kept.default_months <= kept.most_months
    for language in ("en", "fr"):
        assert kept.label(language)
        assert kept.counted(language)
        assert kept.why(language)


def test_it_says_that_no_law_stands_in_it() -> None:
    retention = load_retention()
    assert "no law" in retention.source
    assert {kept.code for kept in retention.classes if kept.confidence == "to_confirm"} == {
        "acted",
        "imported",
    }
    assert retention.grace.least_days <= retention.grace.default_days <= retention.grace.most_days
    assert retention.find("quiet")
    assert retention.find("forever") is None
