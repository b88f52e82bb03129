# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The crossing and two real witnesses: readers ask for both names, and a thief of the log's key is found out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from safehold.core import tlog
from safehold.desk.audit.models import Alarm
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, adapters
from safehold.desk.registrar.actions import witnessing
from safehold.desk.registrar.models import Leaf
from safehold.desk.registrar.tests.office import House
from safehold.public.register import queries as published
from safehold.witness.tests.witnesses import Running, command, make_folder, running

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def two(house: House, settings: Settings, tmp_path: Path) -> Iterator[list[Running]]:
    witnessing.rests.__init__()  # type: ignore[misc]
    folders = [tmp_path / "one", tmp_path / "two"]
    keys = [make_folder(each, f"witness.example/{each.name}", house.office.verify_key) for each in folders]
    with running(folders[0], keys[0]) as one, running(folders[1], keys[1]) as other:
        pairs = [f"{each.key.text}={each.address}" for each in (one, other)]
        settings.REGISTER_WITNESSES = ",".join(pairs)
        actions.tell_public_side(tlog.parse_vkey(house.office.verify_key))
        yield [one, other]


def test_what_is_published_has_both_names_under_it(house: House, two: list[Running]) -> None:
    for size in (1, 2):
        house.accept()
        actions.cross_register(DAY)
        note = published.read_checkpoint()
        assert tlog.open_checkpoint(note, [tlog.parse_vkey(house.office.verify_key)]).size == size
        assert len(tlog.require_cosignatures(note, [each.key for each in two], 2)) == 2


def test_a_thief_of_the_key_cannot_show_another_history_unseen(house: House, two: list[Running]) -> None:
    """The thief signs a second leaf of their own, and one witness cosigns it before the desk's is there."""
    house.accept()
    actions.cross_register(DAY)
    stolen, tree = adapters.read_key(), tlog.Tree()
    tree.extend([bytes(Leaf.objects.get(position=0).content), b"what never was"])
    forged = tlog.sign_checkpoint(tlog.Checkpoint(house.office.origin, 2, tree.root()), stolen)
    status, body, _ = two[0].post(tlog.write_request(1, tree.prove_consistency(1), forged))
    line = tlog.read_answer(status, body, forged, two[0].key)
    with pytest.raises(tlog.CosignaturesTooFew):
        tlog.require_cosignatures(tlog.add_signatures(forged, line), [each.key for each in two], 2)

    house.accept()
    actions.cross_register(DAY)
    assert Alarm.objects.filter(kind="register-witness").exists()
    note = published.read_checkpoint()
    with pytest.raises(tlog.CosignaturesTooFew):
        tlog.require_cosignatures(note, [each.key for each in two], 2)
    shown = command("show", "--folder", str(two[0].folder))
    assert (shown.returncode, "Forked" in shown.stdout) == (1, True)
