# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A transaction is opened on the database that holds the model."""

import fcntl
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import DatabaseError, connections

from safehold.desk.audit.models import AuditHead
from safehold.persistence import transactions
from safehold.persistence.transactions import TurnDidNotCome, _Place, atomic_for
from safehold.public.reporting.models import SignedList


@pytest.mark.django_db(databases=["default", "public"])
@pytest.mark.parametrize(("model", "alias"), [(AuditHead, "default"), (SignedList, "public")])
def test_transaction_is_on_the_models_own_database(model: type, alias: str) -> None:
    before = len(connections[alias].savepoint_ids)
    with atomic_for(model):
        assert len(connections[alias].savepoint_ids) == before + 1


@pytest.mark.django_db(databases=["default", "public"])
def test_a_rolled_back_block_keeps_nothing() -> None:
    with pytest.raises(RuntimeError), atomic_for(SignedList):
        SignedList.objects.create(kind="keys", version=1, signed=b"x")
        raise RuntimeError
    assert not SignedList.objects.exists()


HOLDS = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, 2); print(flush=True); time.sleep(99)"


def test_behind_a_writer_that_is_stopped_nobody_waits_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "LONGEST_WAIT_SECONDS", 0.2)
    path = str(tmp_path / "queue")
    with subprocess.Popen([sys.executable, "-c", HOLDS, path], stdout=subprocess.PIPE) as stopped:
        assert stopped.stdout is not None
        stopped.stdout.readline()
        place = _Place(path)
        began = time.monotonic()
        with pytest.raises(TurnDidNotCome):
            place.wait()
        assert time.monotonic() - began < 5
        place.leave()
        stopped.kill()
    monkeypatch.setattr(transactions, "LONGEST_WAIT_SECONDS", 10)
    after = _Place(path)
    after.wait()  # the turn that came too late was given back
    after.leave()
    with Path(path).open() as free:
        fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_turn_that_does_not_come_is_a_database_that_fails() -> None:
    """Pages that keep what was typed when the database fails keep it then, too."""
    assert issubclass(TurnDidNotCome, DatabaseError)
