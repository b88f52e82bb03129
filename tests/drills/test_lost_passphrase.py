# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: the only person who opens the vault forgets the words. Two sheets, and the old case is read again."""

import sys

import pytest
from django.urls import reverse

from safehold.cli import main
from safehold.cli.tests.typist import Typist, both
from safehold.desk.audit import queries as audit
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.members import actions as members
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.errors import PassphraseWrong, VaultMissing
from safehold.web import clock
from tests.cast import Cast, cheap_argon2id, collect, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WORDS = "They know where my sister works."


def read_case(cast: Cast, case_id: object) -> str:
    page = cast.lead.browse(unlocked=True).get(reverse("home:case", args=[case_id]))
    return page.content.decode()


def test_the_only_lead_forgets_the_words_and_reads_the_old_case(monkeypatch: pytest.MonkeyPatch) -> None:
    cast, on = make_cast(), clock.today()
    name = keys.find_kit_name(cast.organisation.pk)
    kit = vault.make_kit(cast.lead.unlocked(), on, replacing=name)
    cast.new_reporter().report(WORDS, on)
    collect(on)
    case = inbox.open_envelope(cast.lead.unlocked(), Envelope.objects.get().pk, on)
    members.set_active(cast.lead.account, cast.noor.account, False, on)
    assert WORDS in read_case(cast, case.pk)

    old_words, cast.lead.passphrase = cast.lead.passphrase, "words that nobody remembers any more"
    with pytest.raises(PassphraseWrong):
        cast.lead.unlocked()

    def gets_new_words() -> None:
        with cheap_argon2id():
            cast.lead.passphrase = vault.enrol_member(cast.lead.account, on)
        with pytest.raises(VaultMissing):
            cast.lead.unlocked().current_vault()

    monkeypatch.setattr(sys, "stdin", Typist(*both(*kit.sheets[:2]), gets_new_words, "yes"))
    with pytest.raises(SystemExit) as ended:
        main(["recover", cast.organisation.slug, "reset", "lead"])
    assert ended.value.code == 0

    assert WORDS in read_case(cast, case.pk)
    with pytest.raises(PassphraseWrong):
        vault.unlock_with(cast.lead.account, old_words)
    rows = [row.verb for row in audit.list_rows(cast.organisation.pk, 30)]
    assert {"escrow.reset", "escrow.admitted"} <= set(rows)
    audit.check_organisation(cast.organisation.pk)
