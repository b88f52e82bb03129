# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two real witnesses and a log that shows two histories: it is refused, and named, and a reader sees it offline."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path

import pytest

from safehold.core import tlog
from safehold.core.tlog.tests.logs import LOG, LOG_KEYS, ORIGIN, checkpoint_of
from safehold.witness.folder import open_memory
from safehold.witness.tests.witnesses import FORGED, TRUE, Running, command, make_folder, running

CHECKPOINT = f"/{sha256(ORIGIN.encode()).hexdigest()}/checkpoint"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Running, Running]]:
    folders = [tmp_path / "one", tmp_path / "two"]
    keys = [make_folder(folder, f"witness.example/{folder.name}") for folder in folders]
    with running(folders[0], keys[0]) as one, running(folders[1], keys[1]) as two:
        yield one, two


def test_a_forked_log_is_refused_and_named(two: tuple[Running, Running]) -> None:
    one, other = two
    keys = [one.key, other.key]
    honest = checkpoint_of(TRUE, 10)
    for witness in two:
        honest = tlog.add_signatures(honest, witness.cosign(TRUE, 0, 10))
    assert len(tlog.require_cosignatures(honest, keys, 2)) == 2

    # The log forks: it shows one history to the first witness and the other one to the second.
    first = tlog.add_signatures(checkpoint_of(TRUE, 20), one.cosign(TRUE, 10, 20))
    second = tlog.add_signatures(checkpoint_of(FORGED, 20), other.cosign(FORGED, 10, 20))

    # Neither history gets both names under it.
    for witness, tree in ((one, FORGED), (other, TRUE)):
        with pytest.raises(tlog.WitnessRefused) as refused:
            witness.cosign(tree, 20, 20)
        assert refused.value.status == 422
        assert refused.value.reason.startswith("Forked: the log signed two different roots for the size 20")
        with pytest.raises(tlog.WitnessRefused) as grown:
            witness.cosign(tree, 20, 40)
        assert (grown.value.status, "Not shown to continue" in grown.value.reason) == (422, True)
    for note in (first, second):
        with pytest.raises(tlog.CosignaturesTooFew):
            tlog.require_cosignatures(note, keys, 2)

    # Whoever compares what the witnesses hold sees it, and so does whoever runs one.
    held = [tlog.open_checkpoint(witness.get(CHECKPOINT)[1], LOG_KEYS) for witness in two]
    with pytest.raises(tlog.LogForked):
        tlog.check_continues(held[0], held[1], [])
    for witness in two:
        shown = command("show", "--folder", str(witness.folder))
        assert shown.returncode == 1
        assert f"{ORIGIN} signed a checkpoint of 20 leaves. Forked" in shown.stdout
        assert f"{ORIGIN}: cosigned up to 20 leaves." in shown.stdout


def test_a_killed_witness_goes_on_and_never_back(tmp_path: Path) -> None:
    key = make_folder(tmp_path / "one", "witness.example/one")
    with running(tmp_path / "one", key) as witness:
        witness.cosign(TRUE, 0, 30)
        os.killpg(witness.process.pid, signal.SIGKILL)
        witness.process.wait(timeout=20)
    with running(tmp_path / "one", key) as witness:
        with pytest.raises(tlog.WitnessBehind) as behind:
            witness.cosign(TRUE, 0, 20)
        assert behind.value.size == 30
        with pytest.raises(tlog.WitnessRefused):
            witness.cosign(FORGED, 30, 40)
        assert witness.cosign(TRUE, 30, 40)


def test_what_was_cosigned_before_a_kill_is_remembered_after_it(tmp_path: Path) -> None:
    """Killed at any moment while a log asks for one leaf more after the other: no answer is ahead of the memory."""
    key, cosigned, chance = make_folder(tmp_path / "one", "witness.example/one"), 0, random.Random(5)
    for _ in range(3):
        with running(tmp_path / "one", key) as witness:
            killer = threading.Timer(
                chance.uniform(0.02, 0.3), os.killpg, (witness.process.pid, signal.SIGKILL)
            )
            killer.start()
            with suppress(OSError, HTTPException):
                old = cosigned
                while old < len(TRUE):
                    try:
                        witness.cosign(TRUE, old, old + 1)
                    except tlog.WitnessBehind as behind:
                        old = behind.size
                    else:
                        old += 1
                    assert old >= cosigned
                    cosigned = old
            killer.join()
            witness.process.wait(timeout=20)
        remembered = open_memory(tmp_path / "one").list_cosigned()
        assert not cosigned or remembered[0][1] >= cosigned
    assert cosigned


def test_many_requests_at_once_are_one_history(tmp_path: Path) -> None:
    """Many sizes are asked for at the same time, from both histories: the cosigned ones are one chain."""
    key = make_folder(tmp_path / "one", "witness.example/one")
    with running(tmp_path / "one", key) as witness, ThreadPoolExecutor(8) as pool:

        def ask(work: tuple[tlog.Tree, int]) -> tuple[tlog.Tree, int] | None:
            tree, size = work
            old = 0
            for _ in range(20):
                try:
                    witness.cosign(tree, old, size)
                except tlog.WitnessBehind as behind:
                    old = behind.size
                    if old > size:
                        return None
                except tlog.WitnessRefused:
                    return None
                else:
                    return work
            return None

        wanted = [(tree, size) for size in range(16, 61) for tree in (TRUE, FORGED)]
        cosigned = [each for each in pool.map(ask, wanted) if each]
        assert len({id(tree) for tree, _ in cosigned}) == 1
        tree, size = cosigned[0][0], max(size for _, size in cosigned)
        newest = tlog.open_checkpoint(witness.get(CHECKPOINT)[1], LOG_KEYS)
        assert newest == tlog.Checkpoint(LOG.verifier.name, size, tree.root(size))
