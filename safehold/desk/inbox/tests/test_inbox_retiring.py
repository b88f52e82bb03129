# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Weekly keys end for good: only when all three conditions hold, and then nobody opens what was sealed to them."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from safehold.core.age import AgeError, Identity, derive_identity, open_sealed
from safehold.desk.audit import queries as audit
from safehold.desk.backups.models import Backup
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import (
    DAY,
    Desk,
    Reporter,
    collect_all,
    deliver,
    make_desk,
    open_report,
)
from safehold.desk.vault import actions as vault
from safehold.desk.vault import at_unlock, wrapping
from safehold.desk.vault.models import IntakeKey
from safehold.public.reporting import models as public

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WEEK = timedelta(days=7)
FIRST_DAY = DAY + WEEK + timedelta(days=30)
"""The first day on which the key of the first week may go."""


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def first_key(desk: Desk) -> str:
    """The key of the first week; gone once it was deleted."""
    return IntakeKey.objects.get(vault__organisation=desk.organisation, starts_on=DAY).key_id


def is_kept(desk: Desk) -> bool:
    return IntakeKey.objects.filter(vault__organisation=desk.organisation, starts_on=DAY).exists()


def sign_and_deliver(desk: Desk, on: object = FIRST_DAY) -> None:
    """A lead unlocks, and the crossing brings the new list to the public side."""
    vault.top_up_intake_keys(desk.unlocked_lead, on)  # type: ignore[arg-type]
    deliver(on)  # type: ignore[arg-type]


def let_go(report_id: UUID) -> None:
    """As after a backup of the desk that has expired: the public side holds the text no more."""
    public.Envelope.objects.filter(mailbox_id=report_id).delete()


def test_an_ended_key_that_nothing_needs_is_deleted(desk: Desk) -> None:
    sign_and_deliver(desk)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 1
    assert not is_kept(desk)
    assert IntakeKey.objects.count() == 30
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0
    row = audit.list_rows(desk.organisation.pk, 1)[0]
    assert (row.verb, row.subject, row.member_id) == ("keys.retired", "1", None)


def test_each_unlock_deletes_what_may_go(desk: Desk) -> None:
    sign_and_deliver(desk)
    at_unlock.do_what_waited(desk.unlocked, FIRST_DAY)
    assert not is_kept(desk)


def test_a_key_that_ended_less_than_thirty_days_ago_stays(desk: Desk) -> None:
    on = FIRST_DAY - timedelta(days=1)
    sign_and_deliver(desk, on)
    assert inbox.retire_keys(desk.unlocked, on) == 0
    assert is_kept(desk)


def test_a_key_stays_while_the_public_side_has_no_list_without_it(desk: Desk) -> None:
    deliver()
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0
    vault.top_up_intake_keys(desk.unlocked_lead, FIRST_DAY)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0
    deliver(FIRST_DAY)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 1


@pytest.mark.parametrize("how", ["an older list", "no list", "rubbish"])
def test_a_key_stays_while_the_public_side_holds_something_else_than_was_delivered(
    desk: Desk, how: str
) -> None:
    deliver()
    row = public.SignedList.objects.get(kind="keys")
    sign_and_deliver(desk)
    if how == "an older list":
        row.save()
    else:
        public.SignedList.objects.filter(kind="keys").update(signed=b"")
    if how == "no list":
        public.SignedList.objects.filter(kind="keys").delete()
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0
    assert is_kept(desk)


def test_a_key_stays_while_an_unopened_report_on_the_desk_names_it(desk: Desk) -> None:
    report_id = Reporter(desk).report()
    collect_all()
    let_go(report_id)
    sign_and_deliver(desk)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0
    open_report(desk, report_id, FIRST_DAY)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 1


def test_a_key_stays_while_a_later_message_waits_to_be_filed(desk: Desk) -> None:
    reporter = Reporter(desk)
    report_id = reporter.report()
    collect_all()
    open_report(desk, report_id)
    reporter.write("one more thing")
    collect_all()
    let_go(report_id)
    sign_and_deliver(desk)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0


@pytest.mark.parametrize("collected", [False, True])
def test_a_key_stays_while_a_text_on_the_public_side_names_it(desk: Desk, collected: bool) -> None:
    report_id = Reporter(desk).report()
    if collected:
        collect_all()
        open_report(desk, report_id)
    sign_and_deliver(desk)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0
    let_go(report_id)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 1


@pytest.mark.parametrize("side", ["desk", "public"])
def test_a_key_stays_while_a_kept_backup_names_it(desk: Desk, side: str) -> None:
    Backup.objects.create(
        side=side,
        file_name="backup.age",
        sha256="0" * 64,
        size_bytes=1,
        made_on=DAY,
        expires_on=FIRST_DAY + timedelta(days=1),
        key_ids=[first_key(desk)],
    )
    sign_and_deliver(desk)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY + timedelta(days=1)) == 1


def test_a_key_stays_while_the_public_side_still_seals_to_it(desk: Desk) -> None:
    """Whatever the lists say: a public site that lags behind must not lose a report."""
    report_id = Reporter(desk).report()
    collect_all()
    public.Envelope.objects.filter(mailbox_id=report_id).delete()
    open_report(desk, report_id)
    Envelope.objects.update(received_on=FIRST_DAY - timedelta(days=30))
    sign_and_deliver(desk)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 0
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY + timedelta(days=1)) == 1


def test_another_organisations_keys_are_not_touched(desk: Desk) -> None:
    other = make_desk("elsewhere", founding=False)
    sign_and_deliver(desk)
    sign_and_deliver(other)
    assert inbox.retire_keys(desk.unlocked, FIRST_DAY) == 1
    assert is_kept(other)


def keys_of_a_thief(desk: Desk) -> Iterator[Identity]:
    """Everything that the whole desk and a member's words yield: the vaults, and each weekly key that is left."""
    vaults = desk.unlocked_lead.vault_identities()
    yield from vaults
    for row in IntakeKey.objects.all():
        yield derive_identity(wrapping.open_secret(wrapping.INTAKE, row.key_id, row.sealed, vaults))


def opens(sealed: bytes, identities: Iterator[Identity]) -> bool:
    for identity in identities:
        try:
            open_sealed(sealed, [identity])
        except AgeError:
            continue
        return True
    return False


def test_an_early_copy_of_the_public_database_and_a_late_theft_of_the_vault_open_nothing(desk: Desk) -> None:
    """Forward secrecy, as far as it goes: the case on the desk has a key of its own and is not protected by this."""
    report_id = Reporter(desk).report()
    copied = bytes(public.Envelope.objects.get().sealed)
    collect_all()
    open_report(desk, report_id)
    let_go(report_id)
    sign_and_deliver(desk)
    assert opens(copied, keys_of_a_thief(desk))
    at_unlock.do_what_waited(desk.unlocked, FIRST_DAY)
    assert not opens(copied, keys_of_a_thief(desk))


def test_a_report_sealed_to_a_deleted_key_is_put_aside_with_words_that_say_so(desk: Desk) -> None:
    sign_and_deliver(desk)
    inbox.retire_keys(desk.unlocked, FIRST_DAY)
    report_id = Reporter(desk).report()
    collect_all()
    envelope = Envelope.objects.get(report_id=report_id)
    browser = desk.browser(desk.noor)
    page = browser.post(f"/inbox/{envelope.pk}/open", follow=True)
    assert "a key that this desk does not have" in page.content.decode()
    envelope.refresh_from_db()
    assert (envelope.refused_on is not None, bool(envelope.sealed)) == (True, True)
    assert "ended long ago and deleted" in browser.get("/inbox/").content.decode()
