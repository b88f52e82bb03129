# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the person still sends to the organisation they wrote to, after their case went to another one.

Their page seals to the weekly keys of the organisation that they chose. So its members' unlocking brings later messages
on the way: opened in memory, sealed again to a listed weekly key of the organisation that has the case. Nobody reads
them here, and the signature of the person inside stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from safehold.core import age
from safehold.core.keylists import ListError, intake_key_for
from safehold.desk.cases import queries as cases
from safehold.desk.inbox import queries
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.members import queries as members
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing, SecretMisplaced
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for


def move_reports(report_ids: Collection[UUID], to_organisation_id: UUID) -> None:
    """Note whose reports these are now: withdrawals are written to the ledger for this organisation from now on.

    Call it in the transaction that moves their case. What was not opened yet stays sealed to whom it was sent.
    """
    with atomic_for(Envelope):
        reports = Envelope.objects.filter(report_id__in=report_ids, kind="report")
        reports.update(organisation=to_organisation_id)
        FileEnvelope.objects.filter(report_id__in=report_ids).update(organisation=to_organisation_id)


def forward_arrivals(unlocked: Unlocked, on: date) -> int:
    """Seal what waits for cases that went elsewhere to those who have them; return how many texts that was.

    At each unlock. What does not open stays as it is: whoever has the case sees that something waits.
    """
    forwarded = 0
    for envelope in queries.list_to_forward(unlocked.organisation_id):
        owner_id = cases.find_owner(envelope.report_id)
        if owner_id is not None and _is_forwarded(unlocked, envelope, owner_id, on):
            forwarded += 1
    if forwarded:
        erase_from_log(Envelope)
    return forwarded


def _is_forwarded(unlocked: Unlocked, envelope: Envelope, owner_id: UUID, on: date) -> bool:
    listed = keys.find_key_list(members.access_organisation(owner_id))
    try:
        if listed is None:
            return False
        key = intake_key_for(listed, on)
        packed = unlocked.open_intake(envelope.key_id, bytes(envelope.sealed))
    except (ListError, KeyMissing, SecretMisplaced, age.AgeError):
        return False
    sealed = age.seal(packed, [age.parse_recipient(key.recipient)])
    with atomic_for(Envelope):
        waiting = Envelope.objects.filter(pk=envelope.pk, opened_on=None, key_id=envelope.key_id)
        return bool(waiting.update(organisation=owner_id, key_id=key.key_id, sealed=sealed))
