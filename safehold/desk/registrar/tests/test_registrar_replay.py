# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Snapshots of another register are replayed as filings, marked as such, once; hostile tables are refused by line."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core import tlog
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import SnapshotMalformed, SnapshotOutOfOrder
from safehold.desk.registrar.models import Entity, Entry, Leaf, Opening, Replay
from safehold.desk.registrar.rules import entry_id_of, plan_replay, read_snapshot, registrant_id_of
from safehold.desk.registrar.rules.replays import Standing
from safehold.desk.registrar.rules.snapshots import FARA_HEADER
from safehold.desk.registrar.tests.office import House
from safehold.public.register import queries as published

HISTORY = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "fara_history"
REAL = pytest.mark.skipif(
    not HISTORY.is_dir(), reason="the ten snapshots of FARA are not beside this repository"
)
FIRST, SECOND, THIRD = "active_2021-05-22.csv", "active_2021-07-25.csv", "active_2021-09-20.csv"


def table(*rows: tuple[str, str]) -> bytes:
    """A snapshot of (registration number, name)."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(FARA_HEADER)
    for number, name in rows:
        writer.writerow([number, "05/17/2021", name, "", "1 Road", "Floor 2", "Vienna", "VA", "22180"])
    return text.getvalue().encode()


def replay(house: House, name: str, *rows: tuple[str, str]) -> actions.Replayed:
    return actions.replay(house.office, read_snapshot(name, table(*rows)), DAY)


@pytest.mark.django_db(databases=["default", "public"])
def test_snapshots_become_filings_updates_ends_and_returns(house: House) -> None:
    first = replay(house, FIRST, ("1", "Alder"), ("2", "Birch"))
    second = replay(house, SECOND, ("1", "Alder LLC"), ("3", "Cedar"))
    third = replay(house, THIRD, ("1", "Alder LLC"), ("2", "Birch"), ("3", "Cedar"))
    assert (first.counts, second.counts, third.counts) == (
        {"filing": 2},
        {"amendment": 1, "termination": 1, "filing": 1},
        {"filing": 1},
    )
    birch = Entry.objects.get(source_number="2")
    assert [leaf.kind for leaf in queries.list_versions(birch)] == ["filing", "termination", "filing"]
    assert (birch.version, birch.state, birch.pk) == (3, "active", entry_id_of("fara", "2"))
    assert birch.registrant_id == registrant_id_of("fara", "2")
    for leaf in Leaf.objects.exclude(kind="import"):
        said = tlog.read_leaf(bytes(leaf.content))
        (marked,) = said.about
        snapshot = queries.read_public([marked])[marked]
        assert snapshot["as_of"] == said.on.isoformat() and snapshot["sha256"]


@pytest.mark.django_db(databases=["default", "public"])
def test_second_run_adds_nothing(house: House, tmp_path: Path) -> None:
    (tmp_path / FIRST).write_bytes(table(("1", "Alder")))
    (tmp_path / SECOND).write_bytes(table(("1", "Alder LLC")))
    assert [each.is_new for each in actions.replay_folder(tmp_path, DAY)] == [True, True]
    size = Leaf.objects.count()
    assert [each.is_new for each in actions.replay_folder(tmp_path, DAY)] == [False, False]
    assert (Leaf.objects.count(), Replay.objects.count(), Entity.objects.count()) == (size, 2, 1)


@pytest.mark.django_db(databases=["default", "public"])
def test_older_snapshot_is_refused_after_a_newer_one(house: House) -> None:
    replay(house, SECOND, ("1", "Alder"))
    with pytest.raises(SnapshotOutOfOrder):
        replay(house, FIRST, ("1", "Alder"))


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (b"", "header", 1),
        (b"a,b\n", "header", 1),
        (table(), "empty", 0),
        (table(("1", "A"), ("1", "B")), "twice", 3),
        (table(("one", "A")), "number", 2),
        (table(("\u0661", "A")), "number", 2),
        (table(("1", "A"), ("2", " ")), "unnamed", 3),
        (table(("1", "A" * 2_001)), "too-long", 2),
        (table(("1", "A\x00B")), "characters", 2),
        (table(("1", "A")).replace(b"05/17/2021", b"2021-05-17"), "day", 2),
        (table(("1", "A")) + b'"2","05/17/2021"\n', "columns", 3),
        (table(("1", "A")) + b'"2","05/17/2021"x,\n', "csv", 3),
        (table(("1", "A")) + b"\x81", "encoding", 3),
        (table(("1", "A" * 200_000)), "csv", 2),
    ],
)
def test_hostile_table_is_refused_by_line(content: bytes, reason: str, line: int) -> None:
    with pytest.raises(SnapshotMalformed) as found:
        read_snapshot(FIRST, content)
    assert (found.value.reason, found.value.line) == (reason, line)


@pytest.mark.parametrize("name", ["active.csv", "active_2021-13-01.csv", "../active_2021-05-22.csv"])
def test_name_of_a_file_says_its_day(name: str) -> None:
    with pytest.raises(SnapshotMalformed):
        read_snapshot(name, table(("1", "A")))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(SnapshotMalformed):
        read_snapshot(FIRST, table(("1", "A")) + content)


NUMBERS = st.dictionaries(st.sampled_from("12345"), st.sampled_from(["Alder", "Birch", "Cedar"]), min_size=1)


@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_replaying_gives_the_last_snapshot_and_versions_without_a_gap(history: list[dict[str, str]]) -> None:
    standing: dict[str, Standing] = {}
    for rows in history:
        snapshot = read_snapshot(FIRST, table(*rows.items()))
        for change in plan_replay(standing, snapshot):
            stood = standing.get(change.number)
            assert change.version == (stood.version if stood else 0) + 1
            standing[change.number] = Standing(change.version, change.kind != "termination", change.values)
        assert not plan_replay(standing, snapshot)
        assert {number: each.values["name"] for number, each in standing.items() if each.is_active} == rows


@REAL
@pytest.mark.django_db(databases=["default", "public"])
def test_ten_real_snapshots_replay_and_reach_the_public_side(house: House) -> None:
    done = list(actions.replay_folder(HISTORY, DAY))
    assert [each.counts.get("filing", 0) for each in done][:3] == [515, 15, 32]
    assert len(done) == 10 and all(each.is_new for each in done)
    assert [each.counts.get("termination", 0) for each in done][1:4] == [46, 15, 12]
    assert [each.counts.get("amendment", 0) for each in done][1:4] == [9, 6, 11]
    assert Entry.objects.filter(state="active").count() == 513
    assert not any(each.is_new for each in actions.replay_folder(HISTORY, DAY))
    actions.cross_register(DAY)
    assert published.count_leaves() == published.count_covered() == Leaf.objects.count()
    assert actions.verify_log(house.office) == Leaf.objects.count()
    assert Opening.objects.filter(name="name", value="Ambessa Solutions LLC").exists()
