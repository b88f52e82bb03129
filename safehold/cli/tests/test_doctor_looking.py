# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doctor names each wall around hostile files that is missing, and its mend."""

import pytest

from safehold.cli.doctor import looking

WHOLE = {
    "namespaces": "yes",
    "landlock": "7",
    "filter": "yes",
    "bubblewrap": "no",
    "network": "closed",
    "files": "closed",
    "processes": "closed",
}


def say(
    monkeypatch: pytest.MonkeyPatch, walls: dict[str, str], *programs: str
) -> list[tuple[str, str, bool]]:
    monkeypatch.setattr("safehold.looking.find_walls", lambda: walls)
    monkeypatch.setattr(looking, "find_programs", lambda: [f"/usr/bin/{name}" for name in programs])
    return [(found.what, found.mend, found.is_note) for found in looking.check_looking()]


def test_whole_walls_need_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert say(monkeypatch, WHOLE, "exiftool", "mat2") == []


def test_no_walls_need_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    [(what, mend, is_note)] = say(monkeypatch, {}, "exiftool", "mat2")
    assert what.startswith("No file that arrives can be looked at")
    assert "bubblewrap" in mend
    assert not is_note


@pytest.mark.parametrize("name", ["network", "files"])
def test_open_wall_needs_a_person(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    [(what, _, is_note)] = say(monkeypatch, WHOLE | {name: "open"}, "exiftool", "mat2")
    assert name in what
    assert not is_note


@pytest.mark.parametrize(
    ("walls", "word"),
    [
        ({"namespaces": "no"}, "a folder in memory"),
        ({"landlock": "0"}, "Landlock"),
        ({"filter": "no"}, "a filter of system calls"),
    ],
)
def test_missing_layer_is_a_note(monkeypatch: pytest.MonkeyPatch, walls: dict[str, str], word: str) -> None:
    [(what, _, is_note)] = say(monkeypatch, WHOLE | walls, "exiftool", "mat2")
    assert word in what
    assert is_note


def test_bubblewrap_stands_for_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    assert say(monkeypatch, WHOLE | {"namespaces": "no", "bubblewrap": "yes"}, "exiftool", "mat2") == []


def test_missing_program_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    [(what, _, is_note)] = say(monkeypatch, WHOLE, "exiftool")
    assert what.startswith("Not installed: mat2.")
    assert is_note
