# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A desk that was put back to an older day catches up from the public side, says what it lacks, and signs no fork."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import router, transaction

from safehold.catalog.register_forms import register_form
from safehold.core import tlog
from safehold.desk.audit.models import Alarm
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, adapters, queries
from safehold.desk.registrar.actions.appending import append_unasked
from safehold.desk.registrar.errors import LogBehind, LogBroken, LogForked, StateWrong
from safehold.desk.registrar.models import (
    CatchUp,
    Ending,
    Entity,
    Entry,
    Filing,
    Leaf,
    Notice,
    Opening,
    Replay,
)
from safehold.desk.registrar.rules.drafts import draft_leaf
from safehold.desk.registrar.rules.snapshots import Snapshot
from safehold.desk.registrar.tests.office import House, values_of
from safehold.desk.registrar.tests.test_registrar_notices import decide, serve
from safehold.desk.registrar.tests.test_registrar_office import SECRET, WHY
from safehold.public.register import queries as published
from safehold.public.register.models import Filing as PublicFiling
from safehold.public.register.models import Leaf as PublicLeaf
from safehold.public.register.models import Registrant

pytestmark = pytest.mark.django_db(databases=["default", "public"])
OVER = DAY + timedelta(days=31)


@contextmanager
def lost() -> Iterator[None]:
    """What the desk does within is lost on the desk, as with a backup made before it. The public side keeps it."""
    alias = router.db_for_write(Leaf)
    mark = transaction.savepoint(using=alias)
    yield
    transaction.savepoint_rollback(mark, using=alias)


def standing() -> dict[str, Any]:
    """What follows from the log, as far as it was ever public."""
    return {
        "leaves": [(row.position, bytes(row.content), row.kind) for row in Leaf.objects.order_by("position")],
        "entries": list(Entry.objects.order_by("number").values()),
        "entities": sorted(Entity.objects.values_list("pk", "kind", "made_on")),
        "openings": sorted(
            (row.leaf_id, row.name, bytes(row.salt), str(row.value)) for row in Opening.objects.all()
        ),
        "endings": sorted(Ending.objects.values_list("leaf_id", "name", "kind", "by_id")),
        "replays": sorted(Replay.objects.values_list("source", "as_of", "leaf_id")),
    }


def confirmed(house: House, proposal: Any) -> None:
    actions.confirm(house.second, proposal, DAY)


def busy_days(house: House, entry: Entry) -> None:
    """Everything that an office does to its log, after the backup was made."""
    row: dict[str, str | None] = dict.fromkeys(register_form("fara-active/1").names, "6962")
    snapshot = Snapshot("fara", "fara-active/1", "active.csv", "00" * 32, DAY, {"6962": row})
    actions.replay(house.office, snapshot, DAY)
    other = house.accept()
    house.accept(kind="amendment", entry=entry, changed={"terms": "Two letters a month"})
    entry = Entry.objects.get(pk=entry.pk)
    confirmed(house, actions.propose_withholding(house.first, ["purpose"], "Safety", DAY, entry=entry))
    actions.correct_entry(house.first, entry, {"levels": ["federal", "provincial"]}, WHY, DAY)
    actions.publish_reply(house.first, entry.leaf_id, "That is not so.", DAY)
    confirmed(house, actions.propose_redaction(house.first, other, ["terms"], "A court", DAY))
    house.accept(kind="termination", entry=Entry.objects.get(pk=other.pk), changed={"ended_on": str(DAY)})


def test_everything_that_was_public_comes_back_and_the_log_goes_on(house: House) -> None:
    entry = house.accept()
    notice = serve(house, entry)
    actions.cross_register(DAY)
    with lost():
        busy_days(house, entry)
        decide(house, notice)
        actions.cross_register(OVER)
        before = standing()
    assert Leaf.objects.count() == 2 < published.count_leaves() == published.count_covered()
    with pytest.raises(LogBehind):
        house.accept()
    assert actions.sign_log(DAY) is None
    done = actions.catch_up(house.first, OVER)
    assert (done.start, done.end) == (2, published.count_leaves())
    assert standing() == before
    assert Notice.objects.get().state == "committed"
    amended = next(row for row in Leaf.objects.filter(kind="amendment"))
    assert set(done.lacking[str(amended.position)]) == SECRET | {"purpose"}
    assert not any("terms" in names for position, names in done.lacking.items() if position == "3")
    assert actions.verify_log(house.office) == done.end
    house.accept()
    actions.cross_register(OVER)
    assert published.count_covered() == done.end + 1 == actions.verify_log(house.office)
    assert not Alarm.objects.filter(kind="register-broken").exists()


def test_values_that_were_public_before_a_later_withholding_stay_with_the_office(house: House) -> None:
    entry = house.accept()
    actions.cross_register(DAY)
    with lost():
        confirmed(house, actions.propose_withholding(house.first, ["purpose"], "Safety", DAY, entry=entry))
        actions.cross_register(DAY)
    actions.catch_up(house.first, DAY)
    assert not Opening.objects.filter(name="purpose").exists()
    hidden = queries.open_hidden(queries.open_key(house.first, house.office), entry.leaf)
    assert hidden["purpose"].value == values_of()["purpose"]


def test_own_leaf_in_the_place_of_a_published_one_is_a_fork_and_nothing_is_kept(house: House) -> None:
    house.accept()
    actions.cross_register(DAY)
    with lost():
        house.accept()
        house.accept()
        actions.cross_register(DAY)
    append_unasked(house.office, [draft_leaf("import", DAY, "import/1", {"name": "another"})])
    with pytest.raises(LogForked):
        actions.catch_up(house.first, DAY)
    assert (Leaf.objects.count(), Entry.objects.count(), CatchUp.objects.count()) == (2, 1, 0)
    assert actions.sign_log(DAY) is None and Alarm.objects.filter(kind="register-broken").exists()


@pytest.mark.parametrize("what", ["content", "openings", "gone", "order"])
def test_public_side_that_was_changed_is_not_believed(house: House, what: str) -> None:
    house.accept()
    actions.cross_register(DAY)
    with lost():
        house.accept()
        house.accept()
        actions.cross_register(DAY)
    leaf = PublicLeaf.objects.get(index=1)
    if what == "gone":
        leaf.delete()
    elif what == "order":
        PublicLeaf.objects.filter(index=1).update(
            content=PublicLeaf.objects.get(index=2).content, openings=b"{}"
        )
    elif what == "content":
        other = tlog.read_leaf(bytes(leaf.content))
        PublicLeaf.objects.filter(index=1).update(
            content=tlog.write_leaf(tlog.Leaf(**{**vars(other), "version": 7}))
        )
    else:
        changed = bytes(leaf.openings).replace(b"One letter a month", b"Two letters a month")
        PublicLeaf.objects.filter(index=1).update(openings=changed)
    with pytest.raises(LogBroken):
        actions.catch_up(house.first, DAY)
    assert Leaf.objects.count() == 1 and not CatchUp.objects.exists()


def test_leaves_that_nobody_signed_are_not_taken(house: House) -> None:
    house.accept()
    actions.cross_register(DAY)
    with pytest.raises(StateWrong):
        actions.catch_up(house.first, DAY)
    content = tlog.write_leaf(draft_leaf("import", DAY, "import/1", {}).leaf)
    from safehold.public.register import actions as public

    public.store_publication(1, content, {})
    with pytest.raises(StateWrong):
        actions.catch_up(house.first, DAY)
    assert Leaf.objects.count() == 1


def test_checkpoint_of_another_key_is_not_believed(house: House) -> None:
    house.accept()
    actions.cross_register(DAY)
    with lost():
        house.accept()
        actions.cross_register(DAY)
    stranger = tlog.make_signer(house.office.origin)
    adapters.keep_last_signed(
        tlog.sign_checkpoint(tlog.Checkpoint(house.office.origin, 2, bytes(32)), stranger)
    )
    with pytest.raises(LogForked):
        actions.catch_up(house.first, DAY)


def test_filings_come_back_with_what_the_office_answered(house: House) -> None:
    known, since, sent = (_sent() for _ in range(3))
    actions.collect_filings(DAY)
    PublicFiling.objects.filter(pk__in=[since.pk, sent.pk]).update(collected_on=None)
    Filing.objects.filter(pk__in=[since.pk, sent.pk]).delete()
    house.accept()
    actions.cross_register(DAY)
    with lost():
        actions.collect_filings(DAY)
        entry = house.accept(Filing.objects.get(pk=since.pk))
        actions.ask_correction(house.first, Filing.objects.get(pk=known.pk), "Which treaty?", DAY)
        actions.cross_register(DAY)
    done = actions.catch_up(house.first, DAY)
    assert done.filings == 3
    states = {row.pk: (row.state, row.entry_id) for row in Filing.objects.all()}
    assert states[since.pk] == ("accepted", entry.pk)
    assert states[known.pk][0] == "correction" and states[sent.pk][0] == "waiting"
    back = queries.open_sent(queries.open_key(house.first, house.office), Filing.objects.get(pk=since.pk))
    assert back.values["registrant_contact"] == values_of()["registrant_contact"]


def test_what_lies_on_the_public_side_is_read_as_strictly_as_what_is_sent(house: House) -> None:
    house.accept()
    actions.cross_register(DAY)
    with lost():
        house.accept()
        actions.cross_register(DAY)
    _sent(state="collected", collected_on=DAY, values=values_of(purpose="a\x07b", note="x"))
    _sent(state="collected", collected_on=DAY, form="unknown/1")
    _sent(state="accepted", collected_on=DAY, entry=uuid4())
    assert actions.catch_up(house.first, DAY).filings == 2
    key = queries.open_key(house.first, house.office)
    back = list(
        Filing.objects.filter(account__in=list(PublicFiling.objects.values_list("account", flat=True)))
    )
    assert {row.state for row in back} == {"waiting"}
    kept = [queries.open_sent(key, row).values for row in back]
    assert "ab" in {each["purpose"] for each in kept} and not any("note" in each for each in kept)


def _sent(**more: Any) -> PublicFiling:
    who = Registrant.objects.create(
        number=str(Registrant.objects.count()).zfill(12), password="x", joined_on=DAY
    )
    row: dict[str, Any] = {
        "number": str(PublicFiling.objects.count()).zfill(10),
        "registrant": who,
        "account": who.pk,
        "kind": "filing",
        "form": "arrangement/1",
        "values": values_of(),
        "sent_on": DAY,
    }
    return PublicFiling.objects.create(**row | more)
