# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One real public site for all tests of a process; quick key derivation for the tests that make desks."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings

from tests.faults.site import Site, running_site

DERIVING = ("safehold.desk.members.argon2id", "safehold.desk.vault.actions.enrolment")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture(autouse=True)
def _quick_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive with one pass over 8 KiB: these tests check the paths, not the cost."""
    for name in DERIVING if settings.SITE == "desk" else ():
        monkeypatch.setattr(import_module(name), "OPSLIMIT", 1)
        monkeypatch.setattr(import_module(name), "MEMLIMIT_BYTES", 8 * 1024)
