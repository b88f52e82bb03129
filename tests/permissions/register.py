# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""noor's organisation keeps the register: a filing that waits, a proposal, an entry, a notice."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from safehold.catalog.register_forms import register_form
from safehold.core import age, tlog
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.models import Agreement, Filing, Notice, Office
from safehold.desk.registrar.queries import Sent, write_sent
from safehold.desk.vault import actions as vault
from tests.cast import Cast, cheap_argon2id, make_person

FORM = "arrangement/1"


def open_register(cast: Cast, on: date) -> dict[str, object]:
    """Open the office, with two registrars; return the ids that stand in its addresses."""
    with cheap_argon2id():
        registrar, second = (
            make_person(cast.organisation, name, "registrar", on)
            for name in ("registrar", "second-registrar")
        )
    for each in (registrar, second):
        vault.admit_member(cast.lead.unlocked(), each.account, on)
    cast.registrar = registrar
    actions.open_office(cast.organisation, tlog.make_signer("register.example.org/log").verifier, on)
    actions.prepare_office(registrar.unlocked(), on)
    office = queries.find_office()
    assert office is not None
    first = registrar.unlocked()
    entry = actions.accept_filing(first, _send(office, on), actions.Parties(), on)
    waiting = _send(office, on)
    violation = actions.Violation("A registrant", "5(1)", "It came late", 100, "Write to us")
    actions.confirm(second.unlocked(), actions.propose_notice(first, violation, on), on)
    terms = actions.Terms("A registrant", "5(2)", "To tell what changed", None)
    actions.confirm(second.unlocked(), actions.propose_agreement(first, terms, "It is mended", on), on)
    answered = actions.Answered("Not on these facts", "Section 2")
    expected = actions.expect_update(first, entry, on, "The terms change", on) if entry else None
    return {
        "agreement_id": Agreement.objects.get().pk,
        "opinion_id": actions.give_opinion(first, "Somebody", "Must I register?", answered, on).pk,
        "update_id": expected.pk if expected else uuid4(),
        "language": "en",
        "filing_id": waiting.pk,
        "proposal_id": actions.propose_refusal(first, waiting, "Not an arrangement", on).pk,
        "registered_id": entry.pk if entry else uuid4(),
        "notice_id": Notice.objects.get().pk,
    }


def _send(office: Office, on: date) -> Filing:
    """A filing as the crossing keeps it."""
    row = Filing(
        pk=uuid4(),
        office=office,
        kind="filing",
        form=FORM,
        account=uuid4(),
        sent_on=on,
        collected_on=on,
        key_version=office.key_version,
    )
    values = dict.fromkeys(register_form(FORM).names) | {"registrant_name": "A registrant"}
    row.sealed = write_sent(row, Sent(values), age.parse_recipient(office.recipient))
    row.save(force_insert=True)
    return row
