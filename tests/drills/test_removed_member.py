# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: noor is removed. She has an open session, its cookies, all keys that she ever opened, and gets a copy of the
database afterwards. Somebody even puts her old rows back."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safehold.core import age
from safehold.core.rows import RowTampered
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries import contents
from safehold.desk.cases.tests import worker
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.members.models import Member
from safehold.desk.vault import actions as vault
from safehold.desk.vault import wrapping
from safehold.desk.vault.middleware import cookie_name
from safehold.desk.vault.models import IntakeKey, MemberKey, SubjectKey, Unlocking, VaultGrant
from safehold.desk.vault.tests.thief import Thief
from safehold.web import clock
from safehold.web.signing_in.sessions import row_name
from tests.cast import Cast, collect, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WORDS = "They know where my sister works."


@dataclass
class Taken:
    """What noor took with her on her last day."""

    browser: Client
    keys: Thief
    case_keys: dict[UUID, bytes]
    rows: list[Session | Unlocking | MemberKey | VaultGrant]

    @classmethod
    def by(cls, cast: Cast, case: Case) -> "Taken":
        browser, unlocked, noor = cast.noor.browse(unlocked=True), cast.noor.unlocked(), cast.noor.account
        rows: list[Session | Unlocking | MemberKey | VaultGrant] = [
            Session.objects.get(session_key=row_name(browser.session.session_key)),
            Unlocking.objects.get(member=noor),
            MemberKey.objects.get(member=noor),
            *VaultGrant.objects.filter(member=noor),
        ]
        return cls(browser, Thief.like(unlocked), unlocked.case_keys({case.pk: case.key_version}), rows)

    def put_back(self) -> None:
        """What somebody can do who writes to the database: all her rows are there again, and her account is open."""
        for row in self.rows:
            row.save(force_insert=True)
        Member.objects.filter(username="noor").update(is_active=True)


def new_case(cast: Cast) -> Case:
    cast.new_reporter().report(WORDS, clock.today())
    collect()
    envelope = Envelope.objects.get(opened_on=None)
    return inbox.open_envelope(cast.lead.unlocked(), envelope.pk, clock.today())


def page_of(browser: Client, case: Case) -> str:
    return browser.get(reverse("home:case", args=[case.pk]), follow=True).content.decode()


def renew_open_cases(cast: Cast) -> None:
    identity = worker.start()
    cases.hand_over_renewals(cast.lead.unlocked(), clock.today(), timezone.now())
    worker.do_what_is_queued(identity)


def test_a_removed_member_with_an_old_session_and_all_old_keys() -> None:
    cast = make_cast()
    case = new_case(cast)
    taken = Taken.by(cast, case)
    assert WORDS in page_of(taken.browser, case)
    assert taken.keys.open_everything()

    vault.remove_member(cast.lead.unlocked(), cast.noor.account, clock.today())

    answer = taken.browser.get(reverse("home:case", args=[case.pk]))
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")
    taken.browser.cookies[cookie_name()] = "00" * 32
    assert WORDS not in page_of(taken.browser, case)
    assert taken.keys.open_everything() == []
    assert WORDS in page_of(cast.lead.browse(unlocked=True), case)

    collect()
    cast.new_reporter().report(WORDS, clock.today())
    collect()
    late = bytes(Envelope.objects.get(opened_on=None).sealed)
    with pytest.raises(age.NoIdentityMatched):
        age.open_sealed(late, taken.keys.identities)


def test_her_old_rows_put_back_into_the_database_open_nothing() -> None:
    cast = make_cast()
    case = new_case(cast)
    taken = Taken.by(cast, case)
    vault.remove_member(cast.lead.unlocked(), cast.noor.account, clock.today())
    taken.put_back()
    assert vault.unlock_with(cast.noor.account, cast.noor.passphrase).has_vault
    page = page_of(taken.browser, case)
    assert WORDS not in page
    assert "Your key does not open it." in page
    old_grant = {str(row.pk) for row in taken.rows if isinstance(row, VaultGrant)}
    opened = taken.keys.open_everything()
    assert {name.split()[-1] for name in opened} == old_grant, "only the old secret, which she had anyway"


def test_a_weekly_key_that_was_copied_opens_a_report_until_somebody_has_opened_it() -> None:
    """The page before a removal says so, too."""
    cast = make_cast()
    cast.new_reporter().report(WORDS, clock.today())
    collect()
    waiting = Envelope.objects.get()
    week = IntakeKey.objects.get(key_id=waiting.key_id)
    opened_by = cast.noor.unlocked().vault_identities()
    copied = age.derive_identity(wrapping.open_secret(wrapping.INTAKE, week.key_id, week.sealed, opened_by))
    vault.remove_member(cast.lead.unlocked(), cast.noor.account, clock.today())
    assert age.open_sealed(bytes(waiting.sealed), [copied])
    inbox.open_envelope(cast.lead.unlocked(), waiting.pk, clock.today())
    assert Thief([copied]).open_everything() == []


def test_a_case_key_that_was_copied_opens_an_open_case_until_it_is_renewed() -> None:
    """The page before a removal says so."""
    cast = make_cast()
    case = new_case(cast)
    taken = Taken.by(cast, case)
    vault.remove_member(cast.lead.unlocked(), cast.noor.account, clock.today())
    key = taken.case_keys[case.pk]
    assert Case.objects.get(pk=case.pk).open(key)["title"]
    renew_open_cases(cast)
    for row in contents.list_sealed([Case.objects.get(pk=case.pk)]):
        with pytest.raises(RowTampered):
            row.open(key)
    assert not SubjectKey.objects.filter(is_due=True).exists()
    assert WORDS in page_of(cast.lead.browse(unlocked=True), case)
