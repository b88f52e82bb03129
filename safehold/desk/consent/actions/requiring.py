# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The question that every share, referral, export and statistic asks before it is written."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from safehold.desk.audit import actions as audit
from safehold.desk.consent import queries, rules
from safehold.desk.consent.actions.holding import hold_subjects
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.consent.models import Override


def require(
    organisation_id: UUID,
    subject_ids: Collection[UUID],
    purpose: str,
    recipient: str,
    *,
    on: date,
    by: UUID | None = None,
) -> list[UUID]:
    """Return the ids of the ledger entries, or of the override, that this act stands on; raise ConsentMissing.

    Call it inside the transaction of the act, before locking rows that a withdrawal closes. Until that transaction
    ends no withdrawal can be written for these subjects: one that came first is seen here, one that comes next finds
    the act and closes it. A confirmed override is used up by this. by: whom the audit names when one is.
    Raises TransactionMissing, PurposeUnknown, RecipientMalformed.
    """
    rules.check_purpose(purpose)
    rules.check_recipient(recipient)
    if not subject_ids:
        raise ConsentMissing(purpose, recipient)
    hold_subjects(subject_ids)
    standing = queries.list_standing_on(subject_ids, purpose, recipient, on)
    missing = [subject_id for subject_id in subject_ids if subject_id not in standing]
    bases = [standing[subject_id] for subject_id in subject_ids if subject_id in standing]
    if not missing:
        return bases
    return [*bases, _use_override(organisation_id, missing, purpose, recipient, on, by)]


def _use_override(
    organisation_id: UUID, missing: Collection[UUID], purpose: str, recipient: str, on: date, by: UUID | None
) -> UUID:
    override = queries.find_usable(missing, purpose, recipient, on)
    if override is None or override.organisation_id != organisation_id:
        raise ConsentMissing(purpose, recipient)
    if not Override.objects.filter(id=override.id, used_on=None).update(used_on=on):
        raise ConsentMissing(purpose, recipient)
    audit.append(organisation_id, "consent.override-used", override.case_id, by, on=on)
    return override.id
