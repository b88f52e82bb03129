# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every provision says where it was read, when, and how sure that is."""

import pytest

from safehold.catalog.provisions import Provision, load_provisions


@pytest.mark.parametrize("provision", load_provisions().provisions, ids=lambda each: each.code)
def test_provision_names_its_source_and_its_day(provision: Provision) -> None:
    assert provision.source
    assert provision.as_of
    assert provision.confidence in ("confirmed", "to_confirm")
    assert provision.name("en")
    assert provision.name("fr")


def test_codes_are_unique_and_the_rules_about_recordings_are_there() -> None:
    codes = [each.code for each in load_provisions().provisions]
    assert len(codes) == len(set(codes))
    assert {"CC-184", "CC-193", "CC-162.1-2026"} <= set(codes)
    assert load_provisions().find("CC-0") is None
