# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters about a referral: kept, sealed, and made into a PDF. A letter tells its receiver something, so consent is
asked for that receiver."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.translation import gettext as _

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries import list_consent_subjects
from safehold.desk.consent import actions as consent
from safehold.desk.referrals import adapters, queries, rules
from safehold.desk.referrals.actions.exporting import Exported
from safehold.desk.referrals.actions.tracing import hold, next_position, trace
from safehold.desk.referrals.errors import NotReachable, ReceiverUnknown
from safehold.desk.referrals.models import Letter, Referral
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for
from safehold.web.references import reference_of


def write_letter(
    unlocked: Unlocked,
    referral: Referral,
    kind: str,
    receiver: str,
    language: str,
    text: str,
    on: date,
    letter_id: UUID | None = None,
) -> Letter:
    """Keep a letter. letter_id: from the form, so that a double click keeps one; another text is another letter.

    Raises ConsentMissing, ReceiverUnknown, or NotReachable for a referral that never left or was withdrawn.
    """
    if receiver != referral.receiver and queries.find_authority(receiver) is None:
        raise ReceiverUnknown
    with atomic_for(Letter):
        case, key = cases.hold_case(unlocked, referral.case)
        basis = _require_consent(unlocked, case, referral, receiver, on)
        row = hold(referral)
        if row.state not in rules.GIVEN:
            raise NotReachable
        kept = Letter.objects.filter(id=letter_id, referral=row).first() if letter_id else None
        if kept and kept.open(key)["text"] == text:
            return kept
        letter = Letter(
            id=letter_id if letter_id and not kept else uuid4(),
            referral=row,
            case=case,
            kind=kind,
            receiver=receiver,
            language=language,
            position=next_position(Letter, row),
            consents=" ".join(str(entry) for entry in basis),
            author=unlocked.member,
            on_day=on,
        )
        letter.seal(key, {"text": text})
        letter.save(force_insert=True)
        search.index_row(unlocked, key, letter)
        trace(case, "referral.letter", unlocked.member, on)
    return letter


def print_letter_again(unlocked: Unlocked, referral: Referral, letter: Letter, on: date) -> Exported:
    """Return a letter as a PDF. Raises ConsentMissing, NotReachable or PrintingFailed."""
    with atomic_for(Letter):
        case, key = cases.hold_case(unlocked, referral.case)
        _require_consent(unlocked, case, referral, letter.receiver, on)
        if hold(referral).state not in rules.GIVEN:
            raise NotReachable
        text = Letter.objects.get(pk=letter.pk).open(key)["text"]
        trace(case, "referral.exported", unlocked.member, on)
    return Exported(f"letter-{reference_of(letter.pk)}.pdf", _draw(letter, text), "application/pdf")


def _require_consent(
    unlocked: Unlocked, case: Case, referral: Referral, receiver: str, on: date
) -> list[UUID]:
    recipient = rules.recipient_of(receiver, referral.pk)
    subjects = list_consent_subjects(case)
    return consent.require(
        case.organisation_id, subjects, rules.PURPOSE, recipient, on=on, by=unlocked.member.pk
    )


def _draw(letter: Letter, text: str) -> bytes:
    with translation.override(letter.language):
        content = {
            "language": letter.language,
            "title": _("Letter"),
            "page": _("Page"),
            "reference": reference_of(letter.referral_id),
            "text": text,
        }
    return adapters.print_letter(content, letter.on_day)
