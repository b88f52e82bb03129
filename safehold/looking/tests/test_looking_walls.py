# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process that a file has taken over reaches nothing, leaves nothing, and ends in time."""

import io
import os
import socket
import subprocess
import sys
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from safehold.looking import Job, Limits, Looked, find_walls
from safehold.looking.process import run
from safehold.looking.surroundings import wrap

pytestmark = pytest.mark.usefixtures("walls")
QUICK = Limits(seconds=15, cpu_seconds=3, memory_bytes=400 << 20, input_bytes=8 << 20, output_bytes=8 << 20)
WAYS = [
    pytest.param(False, id="namespaces"),
    pytest.param(True, id="bubblewrap", marks=pytest.mark.skipif(not wrap([]), reason="no bubblewrap here")),
]


def attack(name: str, content: bytes = b"", limits: Limits = QUICK, *, is_wrapped: bool = False) -> Looked:
    task = f"safehold.looking.tests.hostile:{name}"
    return run(task, io.BytesIO(content), Job("walls"), limits, is_wrapped=is_wrapped)


def need(layer: str) -> None:
    """Skip, aloud, where this machine has not got a layer."""
    walls = find_walls()
    if walls.get(layer, "no") in {"no", "0"}:
        pytest.skip(f"this machine does not allow: {layer} ({walls})")


def test_this_machine_keeps_network_and_files_out() -> None:
    walls = find_walls()
    assert (walls["network"], walls["files"]) == ("closed", "closed"), walls


def test_no_process_can_be_started() -> None:
    need("filter")
    assert find_walls()["processes"] == "closed"


@pytest.mark.parametrize("is_wrapped", WAYS)
def test_no_network(is_wrapped: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        looked = attack("connect", str(listener.getsockname()[1]).encode(), is_wrapped=is_wrapped)
        assert looked.status == "done", looked
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("is_wrapped", WAYS)
def test_no_file_of_anybody(tmp_path: Path, is_wrapped: bool) -> None:
    secret = tmp_path / "secret-key"
    secret.write_text("kept")
    for path in (secret, Path("/etc/passwd"), Path("pyproject.toml").resolve()):
        assert attack("read_file", str(path).encode(), is_wrapped=is_wrapped).status == "done", path
    assert secret.read_text() == "kept"


@pytest.mark.parametrize("is_wrapped", WAYS)
def test_changes_no_file_that_it_cannot_open(tmp_path: Path, is_wrapped: bool) -> None:
    """Rights, days and length belong to whoever owns a file, and the process runs as the desk's user."""
    need("filter")
    database = tmp_path / "desk.sqlite3"
    database.write_text("kept")
    database.chmod(0o600)
    before = database.stat()
    looked = attack("change_without_opening", str(database).encode(), is_wrapped=is_wrapped)
    after = database.stat()
    assert looked.status == "done", looked
    assert (after.st_mode, after.st_size, after.st_mtime) == (before.st_mode, before.st_size, before.st_mtime)
    assert after.st_ctime == before.st_ctime


@pytest.mark.parametrize("is_wrapped", WAYS)
def test_empties_no_file_that_it_may_read(is_wrapped: bool) -> None:
    need("filter")
    assert attack("empty_a_file_that_may_be_read", is_wrapped=is_wrapped).status == "done"


@pytest.mark.parametrize("is_wrapped", WAYS)
def test_nothing_is_left(tmp_path: Path, is_wrapped: bool) -> None:
    for folder in (tmp_path, Path("/tmp"), Path("/var/tmp")):
        assert attack("leave_a_file", str(folder).encode(), is_wrapped=is_wrapped).status == "done"
    assert not list(tmp_path.iterdir())


def test_private_folder_ends_with_the_process() -> None:
    need("namespaces")
    assert attack("use_private_folder").status == "done"
    assert not (Path("/dev/shm") / "safehold-was-here").exists()


@pytest.mark.parametrize("is_wrapped", WAYS)
@pytest.mark.parametrize("name", ["fork", "start_program"])
def test_starts_no_process(name: str, is_wrapped: bool) -> None:
    need("filter")
    assert attack(name, is_wrapped=is_wrapped).status == "done"


@pytest.mark.parametrize("is_wrapped", WAYS)
def test_reaches_no_other_process(is_wrapped: bool) -> None:
    need("filter")
    assert attack("strike", str(os.getpid()).encode(), is_wrapped=is_wrapped).status == "done"


@pytest.mark.parametrize("is_wrapped", WAYS)
def test_inherits_nothing(monkeypatch: pytest.MonkeyPatch, is_wrapped: bool) -> None:
    monkeypatch.setenv("SAFEHOLD_SECRET", "x")
    with socket.create_server(("127.0.0.1", 0)) as open_one:
        os.set_inheritable(open_one.fileno(), True)
        assert attack("look_around", is_wrapped=is_wrapped).status == "done"


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("allocate", "refused", "memory"),
        ("recurse", "refused", "memory"),
        ("write_without_end", "crashed", "talks-too-much"),
        ("spin", "too-slow", "cpu"),
        ("crash", "crashed", "crash"),
        ("say_too_many_outputs", "crashed", "talks-too-much"),
    ],
)
def test_what_has_no_end_is_ended_and_named(name: str, status: str, reason: str) -> None:
    looked = attack(name)
    assert (looked.status, looked.reason) == (status, reason)
    assert not looked.outputs


@pytest.mark.parametrize("is_wrapped", WAYS)
def test_memory_beside_the_process_has_an_end(is_wrapped: bool) -> None:
    if not is_wrapped:
        need("namespaces")
    assert attack("fill_memory_files", is_wrapped=is_wrapped).status == "done"


@pytest.mark.parametrize("name", ["sleep", "close_and_stay"])
@pytest.mark.parametrize("is_wrapped", WAYS)
def test_sleeper_is_ended_in_time(name: str, is_wrapped: bool) -> None:
    began = time.monotonic()
    looked = attack(name, limits=Limits(seconds=3), is_wrapped=is_wrapped)
    assert time.monotonic() - began < 8
    assert looked.status in {"too-slow", "crashed"}


@pytest.mark.parametrize(
    "name",
    [
        "say_rubbish",
        "say_giant_frame",
        "say_half_an_output",
        "say_page_as_picture",
        "say_page",
        "say_path_as_name",
        "say_unknown_fact",
        "say_wrong_fact",
        "say_nested_facts",
        "say_half_a_letter",
        "say_no_number",
        "say_no_such_end",
        "say_more_after_the_end",
    ],
)
def test_what_is_not_its_language_is_no_answer(name: str) -> None:
    looked = attack(name)
    assert (looked.status, looked.reason) == ("crashed", "not-its-language")
    assert not looked.outputs
    assert looked.facts.kind == "other"


def test_what_it_says_takes_no_memory_of_its_caller() -> None:
    """A list of five million nothings is written in fifteen megabytes, and takes three hundred when it is read."""
    tracemalloc.start()
    try:
        looked = attack("say_very_many_nothings", limits=replace(QUICK, output_bytes=96 << 20))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert looked.status == "crashed"
    assert most < 120 << 20


def test_large_file_goes_through_and_a_larger_one_is_refused() -> None:
    assert attack("echo_size", bytes(8 << 20)).facts.size == 8 << 20
    looked = attack("echo_size", bytes((8 << 20) + 1))
    assert (looked.status, looked.reason) == ("refused", "too-big")


def list_running_looks(caller: int) -> list[int]:
    """Return the processes in sessions that a caller's looks began."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if b"looking/inside/start.py" in command and (int(words[1]) == caller or int(words[3]) in found):
            found.append(int(stat.parent.name))
    return found


def test_look_ends_with_its_caller() -> None:
    caller = subprocess.Popen([sys.executable, "-m", "safehold.looking.tests.orphan"])
    until = time.monotonic() + 20
    while len(looks := list_running_looks(caller.pid)) < 2 and time.monotonic() < until:
        time.sleep(0.1)
    caller.kill()
    caller.wait()
    assert looks
    while any(Path(f"/proc/{pid}").exists() for pid in looks) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [pid for pid in looks if Path(f"/proc/{pid}").exists()]


def test_error_of_the_callers_own_file_passes_through() -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError("the store is gone")

    with pytest.raises(ConnectionResetError):
        run("safehold.looking.tests.hostile:echo_size", Torn(), Job("walls"), QUICK)
