# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One real public site for all tests of a process; quick key derivation for the tests that make desks."""

from collections.abc import Iterator

import pytest

from safehold.desk.members import argon2id
from safehold.desk.vault.actions import enrolment
from tests.faults.site import Site, running_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture(autouse=True)
def _quick_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive with one pass over 8 KiB: these tests check the paths, not the cost."""
    for module in (argon2id, enrolment):
        monkeypatch.setattr(module, "OPSLIMIT", 1)
        monkeypatch.setattr(module, "MEMLIMIT_BYTES", 8 * 1024)
