# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A packet leaves: consent is asked, the content kept exactly, the day to ask again set, in one transaction."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.translation import gettext as _

from safehold.desk.cases import actions as cases
from safehold.desk.cases.queries import list_consent_subjects
from safehold.desk.consent import actions as consent
from safehold.desk.referrals import queries, rules
from safehold.desk.referrals.actions.naming import note_sent
from safehold.desk.referrals.actions.tracing import hold, next_position, plan_follow_up, trace
from safehold.desk.referrals.errors import CallDoNotWrite, FieldHidden, NotReachable, PacketEmpty
from safehold.desk.referrals.models import Packet, Referral
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def preview_packet(
    unlocked: Unlocked, referral: Referral, on: date, *, stamped: bool = False
) -> dict[str, Any]:
    """Return the content that would leave now, exactly. stamped: with a line that says it has not left.

    Raises FieldHidden when this member may not see all of it.
    """
    opened = queries.open_referrals(unlocked, referral.case, [referral])[0]
    return _build(unlocked, opened, on, stamped=stamped)


def _build(
    unlocked: Unlocked, opened: queries.OpenedReferral, on: date, *, stamped: bool = False
) -> dict[str, Any]:
    _require_seen(unlocked, opened)
    language = opened.row.language
    with translation.override(language):
        stamp = _("Preview. This has not been sent.") if stamped else ""
    choice = queries.Choice(language, opened.fields, opened.files, opened.cover, stamp)
    return queries.build_packet(queries.gather(unlocked, opened.row.case), opened, choice, on)


def _require_seen(unlocked: Unlocked, opened: queries.OpenedReferral) -> None:
    if not set(opened.fields) <= set(rules.fields_for(unlocked.member.role)):
        raise FieldHidden


def send_packet(
    unlocked: Unlocked,
    referral: Referral,
    way: str,
    follow_up_on: date,
    on: date,
    packet_id: UUID | None = None,
) -> Packet:
    """Write down that a packet leaves to its receiver, and what is in it.

    packet_id: from the form, so that a double click sends once. Raises ConsentMissing, CallDoNotWrite, PacketEmpty,
    FieldHidden or NotReachable; then nothing was written.
    """
    with atomic_for(Packet):
        cases.hold_family(referral.case_id)
        case, key = cases.hold_case(unlocked, referral.case)
        if packet_id and (kept := Packet.objects.filter(id=packet_id, referral=referral).first()):
            return kept
        recipient = rules.recipient_of(referral.receiver, referral.pk)
        basis = consent.require(
            case.organisation_id,
            list_consent_subjects(case),
            rules.PURPOSE,
            recipient,
            on=on,
            by=unlocked.member.pk,
        )
        row = hold(referral)
        if not rules.is_reachable(row.state, rules.State.SENT):
            raise NotReachable
        row.case = case
        opened = queries.open_referral(key, row, unlocked.member.role)
        _require_something(opened)
        packet = Packet(
            id=packet_id or uuid4(),
            referral=row,
            case=case,
            position=next_position(Packet, row),
            way=way,
            consents=" ".join(str(entry) for entry in basis),
            author=unlocked.member,
            sent_on=on,
        )
        content = _build(unlocked, opened, on)
        packet.seal(key, {"content": content})
        packet.save(force_insert=True)
        note_sent(unlocked, packet, opened, content, on)
        search.index_row(unlocked, key, packet)
        row.state, row.follow_up_on = rules.State.SENT, follow_up_on
        row.sent_on = row.sent_on or on
        row.save(update_fields=["state", "follow_up_on", "sent_on"])
        plan_follow_up(row, on)
        trace(case, "referral.sent", unlocked.member, on)
    return packet


def _require_something(opened: queries.OpenedReferral) -> None:
    if opened.is_called:
        raise CallDoNotWrite
    if rules.state_of_draft(opened.fields, opened.cover) == rules.State.DRAFT:
        raise PacketEmpty
