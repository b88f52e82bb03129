# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quick Argon2id, an empty attempt counter, and encrypted second factors."""

import pytest
from django.core.cache import cache
from pytest_django import Settings

from safehold.desk.members import argon2id
from safehold.desk.vault.actions import enrolment


@pytest.fixture(autouse=True)
def _quick_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive with one pass over 8 KiB: the tests check the paths, not the cost."""
    monkeypatch.setattr(argon2id, "OPSLIMIT", 1)
    monkeypatch.setattr(argon2id, "MEMLIMIT_BYTES", 8 * 1024)
    monkeypatch.setattr(enrolment, "OPSLIMIT", 1)
    monkeypatch.setattr(enrolment, "MEMLIMIT_BYTES", 8 * 1024)


@pytest.fixture(autouse=True)
def _fresh_attempts() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _encrypted_second_factors(settings: Settings) -> None:
    settings.MFA_ADAPTER = "safehold.desk.members.adapters.MfaAdapter"
