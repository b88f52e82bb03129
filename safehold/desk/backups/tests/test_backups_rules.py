# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of backups."""

from datetime import date, timedelta

import pytest

from safehold.desk.backups import rules
from safehold.desk.backups.errors import KeptTooLong

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_backup_ends_after_its_days(days: int) -> None:
    assert rules.expires_on(DAY, days, 30) == DAY + timedelta(days=days)


@pytest.mark.parametrize("days", [-1, 0, 31, 400])
def test_a_backup_is_not_kept_longer_than_people_are_told(days: int) -> None:
    with pytest.raises(KeptTooLong, match="1 to 30 days"):
        rules.expires_on(DAY, days, 30)


def test_two_days_without_a_backup_are_late() -> None:
    assert rules.is_late(None, DAY)
    assert rules.is_late(DAY - timedelta(days=3), DAY)
    assert not rules.is_late(DAY - timedelta(days=2), DAY)
