# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""For every test of the desk: quick Argon2id, and an empty attempt counter."""

import pytest
from django.core.cache import cache

PARAMETERS_STAND_IN = ("safehold.desk.members.argon2id", "safehold.desk.vault.actions.enrolment")


@pytest.fixture(autouse=True)
def _quick_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive with one pass over 8 KiB: the tests check the paths, not the cost."""
    for module in PARAMETERS_STAND_IN:
        monkeypatch.setattr(f"{module}.OPSLIMIT", 1)
        monkeypatch.setattr(f"{module}.MEMLIMIT_BYTES", 8 * 1024)


@pytest.fixture(autouse=True)
def _fresh_attempts() -> None:
    cache.clear()
