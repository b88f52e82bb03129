# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log: appended in order, signed when it has grown, and never when something was changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, router, transaction

from safehold.core import tlog
from safehold.desk.audit.models import Alarm
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, adapters, queries
from safehold.desk.registrar.errors import (
    KeyFileUnsafe,
    LeafChanged,
    LeafRemoved,
    LogForked,
    NodesChanged,
    OpeningChanged,
)
from safehold.desk.registrar.models import Checkpoint, Leaf, LogHead, Opening, Tile
from safehold.desk.registrar.rules.drafts import Draft, draft_leaf
from safehold.desk.registrar.tests.office import ORIGIN, House

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def drafts(count: int, first: int = 0) -> list[Draft]:
    return [
        draft_leaf("import", DAY, "import/1", {"name": f"file {first + at}", "sha256": "00"})
        for at in range(count)
    ]


def append(house: House, count: int) -> None:
    actions.append(house.office, drafts(count, queries.read_head(house.office).size))


class unguarded:  # noqa: N801
    """Take the guards away, as whoever owns the database can."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            for table in ("registrar_leaf", "registrar_checkpoint"):
                if connection.vendor == "postgresql":
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                else:
                    for verb in ("update", "delete"):
                        cursor.execute(f"DROP TRIGGER {table}_never_{verb}")

    def __exit__(self, *_: object) -> None:
        """The test ends with it."""


def verify(house: House) -> int:
    return actions.verify_log(house.office)


def test_root_is_that_of_a_tree_in_memory_however_it_was_appended(house: House) -> None:
    for count in (1, 2, 300, 1, 255):
        append(house, count)
    hashes = [tlog.hash_leaf(bytes(leaf.content)) for leaf in Leaf.objects.order_by("position")]
    tree = tlog.Tree(hashes)
    assert len(hashes) == 559 and queries.root_at(559) == tree.root()
    assert queries.root_at(258) == tree.root(258)
    assert queries.prove_growth(300, 559) == tree.prove_consistency(300)
    assert verify(house) == 559


def test_checkpoint_is_signed_once_when_the_log_has_grown(house: House) -> None:
    assert actions.sign_log(DAY) is None
    append(house, 3)
    row = actions.sign_log(DAY)
    assert row is not None
    signed = tlog.open_checkpoint(bytes(row.note), [tlog.parse_vkey(house.office.verify_key)])
    assert (signed.origin, signed.size, signed.root) == (ORIGIN, 3, queries.root_at(3))
    assert actions.sign_log(DAY) is None
    append(house, 2)
    assert actions.sign_log(DAY) is not None and Checkpoint.objects.count() == 2
    assert verify(house) == 5


def test_key_file_is_read_by_its_owner_alone(house: House) -> None:
    path = adapters.key_path()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        actions.make_log_key(ORIGIN)
    path.chmod(0o640)
    with pytest.raises(KeyFileUnsafe):
        adapters.read_key()
    append(house, 1)
    assert actions.sign_log(DAY) is None
    assert Alarm.objects.get().kind == "register-key"


def test_another_key_in_the_file_signs_nothing(house: House) -> None:
    adapters.key_path().unlink()
    actions.make_log_key(ORIGIN)
    append(house, 1)
    assert actions.sign_log(DAY) is None and not Checkpoint.objects.exists()


@pytest.mark.parametrize("model", [Leaf, Checkpoint])
def test_database_refuses_to_change_or_delete_the_log(
    house: House, model: type[Leaf] | type[Checkpoint]
) -> None:
    append(house, 2)
    actions.sign_log(DAY)
    column = "content" if model is Leaf else "note"
    alias = router.db_for_write(model)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(alias):  # noqa: TID251
        model.objects.update(**{column: b"other"})
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(alias):  # noqa: TID251
        model.objects.all()._raw_delete(alias)


def test_tampered_row_is_named_and_nothing_is_signed(house: House) -> None:
    append(house, 5)
    with unguarded():
        Leaf.objects.filter(position=3).update(content=tlog.write_leaf(drafts(1)[0].leaf))
    assert actions.sign_log(DAY) is None and not Checkpoint.objects.exists()
    assert (Alarm.objects.get().kind, Alarm.objects.get().subject) == ("register-broken", "changed 3")
    with pytest.raises(LeafChanged) as found:
        verify(house)
    assert found.value.position == 3


def test_removed_leaf_is_named_and_nothing_is_signed(house: House) -> None:
    append(house, 5)
    with unguarded():
        Opening.objects.filter(leaf=2).delete()
        Leaf.objects.filter(position=2)._raw_delete(router.db_for_write(Leaf))
    assert actions.sign_log(DAY) is None
    assert Alarm.objects.get().subject == "removed 2"
    with pytest.raises(LeafRemoved) as found:
        verify(house)
    assert found.value.position == 2


def test_leaf_removed_from_the_end_is_named(house: House) -> None:
    append(house, 5)
    with unguarded():
        Opening.objects.filter(leaf=4).delete()
        Leaf.objects.filter(position=4)._raw_delete(router.db_for_write(Leaf))
    with pytest.raises(LeafRemoved) as found:
        verify(house)
    assert found.value.position == 4


def test_changed_value_and_changed_column_are_named(house: House) -> None:
    append(house, 5)
    Opening.objects.filter(leaf=1, name="name").update(value="another")
    with pytest.raises(OpeningChanged) as found:
        verify(house)
    assert found.value.position == 1
    Opening.objects.filter(leaf=1, name="name").delete()
    with unguarded():
        Leaf.objects.filter(position=4).update(kind="filing")
    with pytest.raises(LeafChanged) as changed:
        verify(house)
    assert changed.value.position == 4


def test_log_written_anew_after_a_checkpoint_is_a_fork(house: House) -> None:
    append(house, 5)
    actions.sign_log(DAY)
    with unguarded():
        _write_anew(house, 6)
    with pytest.raises(LogForked) as found:
        verify(house)
    assert found.value.position == 5
    assert actions.sign_log(DAY) is None and Checkpoint.objects.count() == 1


def test_log_put_back_to_an_older_day_is_a_fork_also_without_its_checkpoints(house: House) -> None:
    append(house, 5)
    actions.sign_log(DAY)
    with unguarded():
        Checkpoint.objects.all()._raw_delete(router.db_for_write(Checkpoint))
        _write_anew(house, 3)
    assert verify(house) == 3  # what is left looks whole
    assert actions.sign_log(DAY) is None
    assert Alarm.objects.get().subject == "forked 5"
    append(house, 4)
    assert actions.sign_log(DAY) is None


def test_changed_hashes_are_noticed_at_the_next_append(house: House) -> None:
    append(house, 5)
    tile = Tile.objects.get(level=0)
    tile.hashes = bytes(32) + bytes(tile.hashes)[32:]
    tile.save()
    with pytest.raises(NodesChanged):
        append(house, 1)
    assert Leaf.objects.count() == 5


def _write_anew(house: House, count: int) -> None:
    """Replace the whole log by another one, hashes and head included."""
    Opening.objects.all().delete()
    Leaf.objects.all()._raw_delete(router.db_for_write(Leaf))
    Tile.objects.all().delete()
    LogHead.objects.update(size=0, frontier=b"")
    actions.append(house.office, drafts(count, 100))


def put_back(house: House, count: int) -> None:
    """Bring the log back to its first leaves, as a restored backup does."""
    with unguarded():
        Checkpoint.objects.filter(size__gt=count)._raw_delete(router.db_for_write(Checkpoint))
        contents = [
            bytes(leaf.content) for leaf in Leaf.objects.filter(position__lt=count).order_by("position")
        ]
        frontier = tlog.Frontier()
        frontier.extend_hashes([tlog.hash_leaf(content) for content in contents])
        LogHead.objects.update(size=count, frontier=frontier.pack())
