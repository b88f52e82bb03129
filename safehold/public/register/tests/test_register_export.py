# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The data files: complete, checked, the same for the same log, swapped whole, without what was withheld since."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from safehold.core import tlog
from safehold.public.register import actions, queries
from safehold.public.register.errors import ExportRunning, LogDamaged, NothingPublished
from safehold.public.register.models import Leaf
from safehold.public.register.tests.published import Filed, Press
from safehold.public.register.tests.whole_register import FORMULA, WHY, WholeRegister, publish_whole

TODAY = date(2026, 11, 23)
NAMES = {
    "entries-arrangement-1.csv",
    "entries-fara-active-1.csv",
    "history.jsonl",
    "followthemoney.jsonl",
    "bods.json",
}


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REGISTER_DATA_FOLDER = tmp_path / "register-data"
    return tmp_path / "register-data"


@pytest.fixture
def whole(press: Press, folder: Path) -> WholeRegister:
    return publish_whole(press)


def read(name: str) -> bytes:
    found = queries.find_data_files()
    assert found is not None
    address = next(each.address for each in found.files if each.name == name)
    return queries.find_data_file(address).read_bytes()


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in read(name).splitlines()]


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(name).decode(), newline="")))


def test_files_are_named_by_their_hash_and_nothing_else_is_left(whole: WholeRegister, folder: Path) -> None:
    written = actions.write_data_files(TODAY)
    assert {each.name for each in written.files} == NAMES
    for each in written.files:
        content = (folder / each.address).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each.sha256 and len(content) == each.bytes
        assert each.sha256[:16] in each.address
    assert {path.name for path in folder.iterdir()} == {
        "in-force.json",
        "lock",
        *(each.address for each in written.files),
    }


def test_the_same_log_gives_the_same_files_on_another_day(whole: WholeRegister) -> None:
    first = actions.write_data_files(TODAY)
    again = actions.write_data_files(TODAY + timedelta(days=9))
    assert again.files == first.files and again.on != first.on


def test_from_the_history_alone_everything_is_proven(whole: WholeRegister) -> None:
    actions.write_data_files(TODAY)
    head, *leaves = lines("history.jsonl")
    checkpoint = tlog.open_checkpoint(head["checkpoint"].encode(), [tlog.parse_vkey(head["log_key"])])
    tree = tlog.Tree()
    for index, each in enumerate(leaves):
        content = each["leaf"].encode()
        assert tree.append(content) == each["index"] == index
        tlog.check_openings(tlog.read_leaf(content), tlog.read_openings(each["openings"]))
    assert (tree.root(), len(tree)) == (checkpoint.root, checkpoint.size)
    assert [each["withheld"] for each in leaves if each["withheld"]] == [
        {"registrant_address": [7]},
        {"principal_name": [9], "purpose": [9], "registrant_name": [9]},
    ]


def test_the_table_has_each_version_and_says_withheld(whole: WholeRegister) -> None:
    actions.write_data_files(TODAY)
    found = rows("entries-arrangement-1.csv")
    assert [each["version"] for each in found if each["entry"] == str(whole.changed.entry)] == ["1", "2", "3"]
    assert [each["is_newest"] for each in found][:3] == ["no", "no", "yes"]
    one = next(each for each in found if each["entry"] == str(whole.withheld.entry))
    assert (one["registrant_address"], one["withheld"]) == ("[withheld]", "registrant_address")
    assert "compensation_amount" not in one and one["ended_on"] == "" and one["compensation_exists"] == "true"
    assert found[-1]["registrant_name"] == f"'{FORMULA}"
    assert [each["registration_number"] for each in rows("entries-fara-active-1.csv")] == ["6962"]


def test_entities_and_what_stands_between_them(whole: WholeRegister) -> None:
    actions.write_data_files(TODAY)
    found = {each["id"]: each for each in lines("followthemoney.jsonl")}
    between = found[f"register-{whole.changed.entry}"]
    assert between["schema"] == "Representation"
    assert between["properties"]["agent"] == [f"register-{whole.changed.registrant}"]
    assert between["properties"]["client"] == [f"register-{whole.changed.principal}"]
    assert between["properties"]["endDate"] == ["2026-10-30"]
    assert found[f"register-{whole.person.registrant}"]["schema"] == "Person"
    assert found[f"register-{whole.person.principal}"]["schema"] == "PublicBody"
    nameless = found[f"register-{whole.nameless.registrant}"]
    assert nameless["properties"]["name"] == ["Name withheld"]
    assert found[f"register-{whole.withheld.registrant}"]["properties"]["notes"] == [
        "Withheld: registrant_address"
    ]
    assert f"register-{whole.replayed.entry}" not in found and len(found) == 16


def test_statements_name_no_owner_and_point_only_at_records_that_came_before(whole: WholeRegister) -> None:
    actions.write_data_files(TODAY)
    seen: set[str] = set()
    statements = json.loads(read("bods.json"))
    for each in statements:
        if each["recordType"] == "relationship":
            details = each["recordDetails"]
            assert {details["subject"], details["interestedParty"]} <= seen
            assert not any(one["beneficialOwnershipOrControl"] for one in details["interests"])
        seen.add(each["recordId"])
    assert len(seen) == len(statements) == len({each["statementId"] for each in statements})
    assert sum(each["recordType"] == "relationship" for each in statements) == 11


def test_what_was_withheld_since_stops_every_file_at_once(
    client: Client, whole: WholeRegister, folder: Path
) -> None:
    written = actions.write_data_files(TODAY)
    address = f"/register/data/{written.files[0].address}"
    response: Any = client.get(address)
    assert b"".join(response.streaming_content) == (folder / written.files[0].address).read_bytes()
    assert (
        "immutable" in response.headers["Cache-Control"]
        and "attachment" in response.headers["Content-Disposition"]
    )
    assert not queries.is_export_due(TODAY) and queries.is_export_due(TODAY + timedelta(days=1))
    whole.press.withhold(0, ["terms"], WHY)
    assert client.get(address).status_code == 404 and queries.is_export_due(TODAY)
    assert "are being written" in client.get("/en/register/data").content.decode()
    whole.press.sign()
    actions.write_data_files(TODAY)
    assert rows("entries-arrangement-1.csv")[0]["terms"] == "[withheld]"
    assert not (folder / written.files[0].address).exists()


def test_something_withheld_while_the_files_are_written_is_in_none_of_them(whole: WholeRegister) -> None:
    told: list[int] = []

    def say(done: int, size: int) -> None:
        if not told:
            whole.press.withhold(0, ["terms"], WHY)
        told.append(done)

    actions.write_data_files(TODAY, say)
    assert len(told) == 2 and rows("entries-arrangement-1.csv")[0]["terms"] == "[withheld]"


def test_a_damaged_leaf_keeps_the_old_files_in_force(whole: WholeRegister, folder: Path) -> None:
    actions.write_data_files(TODAY)
    before = (folder / "in-force.json").read_bytes()
    row = Leaf.objects.get(index=0)
    Leaf.objects.filter(index=0).update(openings=bytes(row.openings).replace(b"Maple", b"Birch"))
    with pytest.raises(LogDamaged):
        actions.write_data_files(TODAY)
    assert (folder / "in-force.json").read_bytes() == before
    assert not [path for path in folder.iterdir() if path.is_dir()]


def test_one_writer_at_a_time_and_nothing_without_a_checkpoint(press: Press, folder: Path) -> None:
    with pytest.raises(NothingPublished):
        actions.write_data_files(TODAY)
    publish_whole(press)

    def again(_done: int, _size: int) -> None:
        with pytest.raises(ExportRunning):
            actions.write_data_files(TODAY)

    actions.write_data_files(TODAY, again)


def test_an_empty_set_is_well_formed(press: Press, folder: Path) -> None:
    press.publish("export", {"name": "x", "sha256": "00"}, form="export/1")
    press.sign()
    actions.write_data_files(TODAY)
    assert json.loads(read("bods.json")) == [] and read("followthemoney.jsonl") == b""


def test_the_page_and_the_api_list_what_can_be_fetched(client: Client, whole: WholeRegister) -> None:
    assert json.loads(client.get("/register/api/v1/data").content)["files"] == []
    written = actions.write_data_files(TODAY)
    for language in ("en", "fr", "ug"):
        page = client.get(f"/{language}/register/data").content.decode()
        assert all(each.sha256 in page and f"/register/data/{each.address}" in page for each in written.files)
    told = json.loads(client.get("/register/api/v1/data").content)
    assert {each["name"]: each["sha256"] for each in told["files"]} == {
        each.name: each.sha256 for each in written.files
    }
    for address in ("in-force.json", "lock", "..%2Fpublic.sqlite3", "history.jsonl"):
        assert client.get(f"/register/data/{address}").status_code == 404


def test_an_entity_named_again_later_comes_once(press: Press, folder: Path) -> None:
    filed, later = Filed(), Filed()
    press.file(filed)
    press.file(Filed(later.entry, filed.registrant, later.principal), registrant_name="Renamed")
    press.sign()
    actions.write_data_files(TODAY)
    ids = [each["id"] for each in lines("followthemoney.jsonl")]
    assert len(ids) == len(set(ids)) == 5


def test_the_fast_walk_reads_what_pages_read(whole: WholeRegister) -> None:
    book = queries.open_book()
    walked = [each for some in queries.walk_leaves(book) for each in some]
    read_slowly = queries.read_leaves(book, 0, book.size)
    assert [each.telling for each in walked] == [each.telling for each in read_slowly]
    assert [dict(each.withheld) for each in walked] == [dict(each.withheld) for each in read_slowly]
    assert [each.content for each in walked] == [each.content for each in read_slowly]


def test_a_leaf_that_was_put_in_the_place_of_another_is_noticed(whole: WholeRegister) -> None:
    first, second = Leaf.objects.get(index=0), Leaf.objects.get(index=1)
    Leaf.objects.filter(index=0).update(content=second.content, openings=second.openings)
    with pytest.raises(LogDamaged):
        list(queries.walk_leaves(queries.open_book()))
    Leaf.objects.filter(index=0).update(content=first.content, openings=first.openings)
    Leaf.objects.filter(index=len(whole.press.tree) - 1).delete()
    with pytest.raises(LogDamaged):
        list(queries.walk_leaves(queries.open_book()))
