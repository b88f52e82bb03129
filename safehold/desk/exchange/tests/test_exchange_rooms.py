# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a bag says of other rooms: under names that stay, and of another organisation only what it wrote for both."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from safehold.core import age
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.exchange import actions
from safehold.desk.exchange.queries import rooms
from safehold.desk.exchange.tests.test_exchange_copies import closed_to, unpack
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.sharing import actions as sharing
from safehold.desk.sharing.tests.two_desks import SECRET_NAME, WHY, WORDS, make_two_desks
from safehold.desk.support import actions as support
from safehold.desk.tasks import actions as tasks
from safehold.persistence.sealed import SealedInCase

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def read_bag(lead: Any, case: Case, into: Path) -> dict[str, Any]:
    key = age.generate_identity()
    copied = actions.export_bag(lead, Case.objects.get(pk=case.pk), closed_to(key), DAY)
    data = unpack(age.open_sealed(copied.content.read(), [key]), into) / "data"
    return {path.stem: json.loads(path.read_bytes()) for path in data.glob("*.json")}


def test_every_kind_of_row_of_these_rooms_has_a_name() -> None:
    """A new kind needs a list of its own here, and a line in docs/reference/copies.md."""
    named = {*rooms.LISTS, rooms.WORDS}
    kinds = {
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, SealedInCase)
        and model._meta.app_label in {"consent", "support", "referrals", "tasks"}
    }
    assert kinds <= named
    page = (Path(__file__).parents[4] / "docs" / "reference" / "copies.md").read_text()
    for name in (*rooms.LISTS.values(), rooms.ROOMS_SCHEMA, rooms.SHARING_SCHEMA):
        assert f"`{name}`" in page, name


def test_records_carry_the_names_of_the_page(tmp_path: Path) -> None:
    desks = make_two_desks()
    noor, case = desks.noor, desks.case
    support.add_need(noor, case, "lawyer", "For the papers", support.NeedMove(), DAY)
    tasks.add_task(noor, noor.case_key(case.pk, 1), case.pk, "Call her", None, None, None, DAY)
    found = read_bag(desks.here.unlocked_lead, case, tmp_path / "bag")["other-rooms"]
    assert found["schema"] == "safehold.case-rooms/1"
    (need,), (task,) = found["needs"], found["tasks"]
    assert need.keys() == {
        "id",
        "case",
        "position",
        "need",
        "service",
        "state",
        "follow_up_on",
        "opened_on",
        "words",
        "log",
    }
    assert (need["need"], need["words"], task["words"], task["kind"]) == (
        "lawyer",
        "For the papers",
        "Call her",
        "own",
    )


def test_a_bag_says_what_was_shared_and_nothing_of_the_other_organisations_case(tmp_path: Path) -> None:
    desks = make_two_desks()
    share = desks.share()
    assert share.receiver_case_id
    theirs = Case.objects.get(pk=share.receiver_case_id)
    cases.add_note(desks.tenzin, theirs, "We doubt their story.", DAY)
    cases.add_note(desks.noor, desks.case, "Ours alone: she moved.", DAY)
    sharing.add_entry(desks.tenzin, share, "We have called her.", DAY)
    ours = read_bag(desks.here.unlocked_lead, desks.case, tmp_path / "ours")
    (offer,), (shared,) = ours["sharing"]["offers"], ours["sharing"]["shares"]
    assert (offer["words"], offer["to"], offer["state"]) == (WHY, "Snow", "accepted")
    assert [(each["by"], each["is_ours"], each["words"]) for each in shared["entries"]] == [
        ("Snow", False, "We have called her.")
    ]
    assert "doubt" not in json.dumps(ours)
    there = read_bag(desks.there.unlocked_lead, theirs, tmp_path / "theirs")
    (shared,) = there["sharing"]["shares"]
    assert shared["content"]["reports"][0]["answers"][0]["text"] == WORDS
    assert there["sharing"]["offers"] == []
    for hidden in ("Ours alone", SECRET_NAME, WHY):
        assert hidden not in json.dumps(there), hidden
    sharing.recall_offer(desks.noor, share.offer, DAY)
    (ended,) = read_bag(desks.there.unlocked_lead, theirs, tmp_path / "ended")["sharing"]["shares"]
    assert (ended["opens"], ended["ending"], "content" in ended) == (False, "recalled", False)


def test_a_bag_of_a_case_that_came_says_nothing_of_what_the_giver_offered_to_others(tmp_path: Path) -> None:
    desks = make_two_desks()
    case = desks.transfer()
    assert "sharing" not in read_bag(desks.there.unlocked_lead, case, tmp_path / "bag")
