# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The file of a packet: sealed to the receiver's key, to a passphrase, or plain. Made in memory, kept nowhere."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from safehold.core import age
from safehold.desk.cases import actions as cases
from safehold.desk.cases.queries import list_consent_subjects
from safehold.desk.consent import actions as consent
from safehold.desk.referrals import adapters, queries, rules
from safehold.desk.referrals.actions.naming import note_exported
from safehold.desk.referrals.actions.tracing import hold, trace
from safehold.desk.referrals.errors import FieldHidden, NotReachable
from safehold.desk.referrals.models import Packet
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for
from safehold.web.closing import SealTo
from safehold.web.references import reference_of


class Exported(NamedTuple):
    """A file to hand to the browser. The name says nothing about whom it is about."""

    name: str
    content: bytes
    media_type: str


def export_packet(unlocked: Unlocked, packet: Packet, seal_to: SealTo, on: date) -> Exported:
    """Return a packet as it left, as a file. Consent is asked again: it may have been taken back since.

    It is drawn before anything says that it left. Raises ConsentMissing, NotReachable for a referral that has ended,
    FieldHidden, an AgeError, or PrintingFailed.
    """
    recipients = seal_to.list_recipients()
    content = queries.open_packet(unlocked, packet.referral.case, packet)
    if not content:
        raise FieldHidden
    pdf = adapters.print_packet(content, packet.sent_on)
    with atomic_for(Packet):
        cases.hold_family(packet.referral.case_id)
        case, key = cases.hold_case(unlocked, packet.referral.case)
        row = hold(packet.referral)
        recipient = rules.recipient_of(row.receiver, row.pk)
        consent.require(
            case.organisation_id,
            list_consent_subjects(case),
            rules.PURPOSE,
            recipient,
            on=on,
            by=unlocked.member.pk,
        )
        if row.state not in rules.GIVEN:
            raise NotReachable
        opened = queries.open_referral(key, row, unlocked.member.role)
        note_exported(unlocked, packet, opened, content, on)
        trace(case, "referral.exported", unlocked.member, on)
    name = f"referral-{reference_of(packet.referral_id)}.pdf"
    if not recipients:
        return Exported(name, pdf, "application/pdf")
    return Exported(f"{name}.age", age.seal(pdf, recipients), "application/octet-stream")
