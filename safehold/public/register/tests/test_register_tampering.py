# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who can write into the public database changes what it holds: it is noticed, named, and not shown."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from safehold.core import tlog
from safehold.core.envelopes import canonical_json, read_canonical_json
from safehold.public.register import queries
from safehold.public.register.models import Checkpoint, Entity, Entry, Leaf, Tile, Withheld
from safehold.public.register.tests.published import Filed, Press

LIE = "Nobody at all"


@pytest.fixture
def filed(press: Press) -> Filed:
    """Two versions of one entry, and one of another."""
    filed = Filed()
    press.file(filed)
    press.file(filed, "amendment", version=2, terms="Six meetings")
    press.file(Filed(), registrant_name="Another House")
    press.sign()
    return filed


def change_value(index: int) -> None:
    """Write another value into an opening, and leave its salt."""
    row = Leaf.objects.get(index=index)
    openings = read_canonical_json(bytes(row.openings))
    openings["registrant_name"]["value"] = LIE
    Leaf.objects.filter(index=index).update(openings=canonical_json(openings))


def change_leaf(index: int) -> None:
    """Write a leaf and openings that fit each other, and not the tree."""
    opening = tlog.open_values({"registrant_name": LIE})
    old = tlog.read_leaf(bytes(Leaf.objects.get(index=index).content))
    content = tlog.write_leaf(
        tlog.Leaf(
            kind=old.kind,
            on=old.on,
            form=old.form,
            version=old.version,
            entry=old.entry,
            registrant=old.registrant,
            principal=old.principal,
            fields=tlog.commit_fields(opening),
        )
    )
    openings = canonical_json({name: each.document() for name, each in opening.items()})
    Leaf.objects.filter(index=index).update(content=content, openings=openings)


def change_leaf_and_hash(index: int) -> None:
    """Do the same, and write its hash into the lowest tile too."""
    change_leaf(index)
    tile = Tile.objects.get(level=0, index=0)
    hashes, at = bytearray(tile.hashes), index * tlog.HASH_BYTES
    hashes[at : at + tlog.HASH_BYTES] = tlog.hash_leaf(bytes(Leaf.objects.get(index=index).content))
    Tile.objects.filter(id=tile.id).update(hashes=bytes(hashes))


def remove_leaf(index: int) -> None:
    Leaf.objects.filter(index=index).delete()


def remove_opening(index: int) -> None:
    openings = read_canonical_json(bytes(Leaf.objects.get(index=index).openings))
    del openings["registrant_name"]
    Leaf.objects.filter(index=index).update(openings=canonical_json(openings))


def break_openings(index: int) -> None:
    Leaf.objects.filter(index=index).update(openings=b"{")


def move_to_another_entry(index: int) -> None:
    """Let the row of another entry's leaf say that it is a version of this one."""
    Leaf.objects.filter(index=2).update(entry_id=Leaf.objects.get(index=index).entry_id)
    Entry.objects.filter(newest=index).update(newest=2)


def cut_tree(index: int) -> None:
    Tile.objects.filter(level=0).delete()


def forge_checkpoint(index: int) -> None:
    """Put a fork of the log here, signed by a key that is not the log's."""
    stranger = Press()
    note = tlog.sign_checkpoint(
        tlog.Checkpoint(stranger.signer.verifier.name, 3, stranger.tree.root()), stranger.signer
    )
    Checkpoint.objects.update(note=note)


def fork_with_the_logs_key(index: int, press: Press) -> None:
    """Put another root here that the log itself signed."""
    name = press.signer.verifier.name
    Checkpoint.objects.update(note=tlog.sign_checkpoint(tlog.Checkpoint(name, 3, bytes(32)), press.signer))


@pytest.mark.parametrize(
    ("tamper", "status", "named"),
    [
        (change_value, 200, "A value was changed in this copy"),
        (break_openings, 200, "A value was changed in this copy"),
        (change_leaf, 200, "This leaf was changed in this copy"),
        (change_leaf_and_hash, 503, "does not fit the signed log"),
        (remove_leaf, 200, "This leaf of the log is missing"),
        (remove_opening, 200, "no leaf of the log says why"),
        (move_to_another_entry, 200, "This leaf was moved in this copy"),
        (cut_tree, 503, "does not fit the signed log"),
        (forge_checkpoint, 503, "does not fit the signed log"),
        (fork_with_the_logs_key, 503, "does not fit the signed log"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_was_changed_is_named_and_not_shown(
    client: Client, press: Press, filed: Filed, tamper: Callable[..., None], status: int, named: str
) -> None:
    tamper(1, press) if tamper is fork_with_the_logs_key else tamper(1)
    pages = (
        f"/en/register/entries/{filed.entry}",
        f"/en/register/who/{filed.registrant}",
        "/en/register/?words=meetings",
        f"/en/register/entries/{filed.entry}/differences?before=1&after=2",
        "/en/register/feed",
    )
    answers: list[Any] = [client.get(page) for page in pages]
    assert not any(LIE in answer.content.decode() for answer in answers)
    assert answers[0].status_code == status
    assert named in answers[0].content.decode()


def test_the_rest_of_the_register_is_shown_beside_a_broken_entry(
    client: Client, press: Press, filed: Filed
) -> None:
    change_leaf(1)
    page = client.get("/en/register/").content.decode()
    assert "This leaf was changed in this copy" in page and "Another House" in page


def test_a_version_removed_from_the_middle_is_named_by_its_number(
    client: Client, press: Press, filed: Filed
) -> None:
    remove_leaf(0)
    page = client.get(f"/en/register/entries/{filed.entry}").content.decode()
    assert "Versions that the log must have are missing here: 1" in " ".join(page.split())


@pytest.mark.parametrize("tamper", [change_value, change_leaf, change_leaf_and_hash, remove_leaf])
def test_no_proof_is_given_of_what_was_changed(
    client: Client, press: Press, filed: Filed, tamper: Callable[[int], None]
) -> None:
    tamper(1)
    assert client.get(f"/register/entries/{filed.entry}/2.json").status_code in {404, 503}
    assert client.get(f"/register/entries/{filed.entry}.json").status_code == 503


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (change_value, [queries.Damage("opening-changed", leaf=1)]),
        (change_leaf, [queries.Damage("leaf-changed", leaf=1)]),
        (remove_leaf, [queries.Damage("leaf-missing", leaf=1)]),
        (cut_tree, [queries.Damage("log")]),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_looking_through_everything_names_each_leaf(
    press: Press, filed: Filed, tamper: Callable[[int], None], found: list[queries.Damage]
) -> None:
    assert list(queries.list_damage()) == []
    tamper(1)
    assert list(queries.list_damage()) == found


def test_an_earlier_checkpoint_of_another_history_is_named(press: Press, filed: Filed) -> None:
    Checkpoint.objects.create(
        size=2,
        note=tlog.sign_checkpoint(tlog.Checkpoint(press.signer.verifier.name, 2, bytes(32)), press.signer),
    )
    assert list(queries.list_damage()) == [queries.Damage("checkpoint", checkpoint=2)]


def test_a_redaction_leaves_every_earlier_checkpoint_true(press: Press, filed: Filed) -> None:
    press.withhold(0, ["purpose"], "A court ordered it", kind="redaction")
    press.sign()
    press.file(Filed())
    press.sign()
    assert Checkpoint.objects.count() == 3
    assert list(queries.list_damage()) == []


def test_a_reason_of_another_field_is_none(client: Client, press: Press, filed: Filed) -> None:
    """What somebody took away is not said to be withheld, though a row names a leaf that withheld something else."""
    said = press.withhold(0, ["terms"], "The safety of her son")
    press.sign()
    for index, name in ((1, "registrant_name"), (1, "terms"), (0, "purpose")):
        row = Leaf.objects.get(index=index)
        openings = read_canonical_json(bytes(row.openings))
        del openings[name]
        Leaf.objects.filter(index=index).update(openings=canonical_json(openings))
        Withheld.objects.create(leaf_id=index, name=name, by_id=said)
    for number in (1, 2):
        page = client.get(f"/en/register/entries/{filed.entry}/{number}").content.decode()
        assert page.count("no leaf of the log says why") == number
        assert ("The safety of her son" in page) == (number == 1), "which is true of the terms of the first"
    answer = client.get(f"/register/api/v1/entries/{filed.entry}/versions/2").json()
    assert "withheld" not in str(answer["fields"]["registrant_name"]["state"])


def test_looking_through_everything_names_values_that_are_gone_and_rows_that_do_not_follow(
    press: Press, filed: Filed
) -> None:
    remove_opening(1)
    assert list(queries.list_damage()) == [queries.Damage("opening-missing", leaf=1)]
    Entry.objects.filter(id=filed.entry).update(newest=0)
    assert queries.Damage("entry-changed", leaf=1) in list(queries.list_damage())


def test_a_name_is_not_said_to_be_withheld_because_a_row_forgets_it(
    client: Client, press: Press, filed: Filed
) -> None:
    Entity.objects.filter(id=filed.registrant).update(named_in=None)
    assert "Name withheld" not in client.get(f"/en/register/who/{filed.registrant}").content.decode()
    Entity.objects.filter(id=filed.registrant).update(named_in=2)
    assert "Another House" not in client.get(f"/en/register/who/{filed.registrant}").content.decode()
