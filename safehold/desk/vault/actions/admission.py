# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A lead lets a member into the vault; a founding lead lets an organisation into the coalition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit
from safehold.desk.members import queries as members
from safehold.desk.vault import queries
from safehold.desk.vault.actions.enrolment import grant_missing, take_keys_away
from safehold.desk.vault.actions.lists import issue_coalition_list
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.errors import (
    DrillMissing,
    KeyMissing,
    LeadRequired,
    NotEnrolled,
    NotForAuditors,
    RootMissing,
)
from safehold.desk.vault.models import MemberKey, SigningKey, VaultGrant
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member, Organisation


def admit_member(unlocked: Unlocked, member: Member, on: date) -> None:
    """Seal every vault that the lead opens to a member of their organisation. Twice is once.

    Raises LeadRequired, NotForAuditors, NotEnrolled or VaultMissing.
    """
    if not unlocked.member.is_lead or member.organisation_id != unlocked.organisation_id:
        raise LeadRequired
    if not member.unlocks or not member.is_active:
        raise NotForAuditors
    if (key := queries.find_member_key(member)) is None:
        raise NotEnrolled
    with atomic_for(VaultGrant):
        unlocked.hold_vault()
        if grant_missing(unlocked.opened_vaults(), member, key):
            audit.append(unlocked.organisation_id, "member.admitted", member.pk, unlocked.member.pk, on=on)


def reset_key(unlocked: Unlocked, member: Member, on: date) -> None:
    """Take away a member's key and grants, so that they get new words and are admitted again: the paper is lost.

    Raises LeadRequired, also for the lead's own key, since nobody might be left to admit them.
    """
    lead = unlocked.member
    if not lead.is_lead or member.organisation_id != lead.organisation_id or member.pk == lead.pk:
        raise LeadRequired
    with atomic_for(MemberKey):
        unlocked.hold_vault()
        take_keys_away(member)
        audit.append(lead.organisation_id, "vault.reset", member.pk, lead.pk, on=on)
    erase_from_log(VaultGrant)


def admit_organisation(unlocked: Unlocked, organisation: Organisation, on: date) -> None:
    """Sign a coalition list that names one more organisation. Twice is once.

    Raises LeadRequired; RootMissing when the coalition root is not in the lead's vault or the organisation has no keys
    yet; DrillMissing when it, or the founders themselves, have not read two sheets of their recovery kit back.
    """
    if not unlocked.member.is_lead:
        raise LeadRequired
    try:
        root = unlocked.signing_key(SigningKey.Purpose.COALITION_ROOT)
    except KeyMissing:
        raise RootMissing from None
    with atomic_for(SigningKey):
        list(SigningKey.objects.select_for_update().filter(purpose=SigningKey.Purpose.COALITION_ROOT))
        if organisation not in queries.list_waiting_organisations():
            return
        coalition = queries.find_coalition_list()
        if coalition is None or not queries.has_drilled(organisation.pk):
            raise DrillMissing
        ids = {entry.id for entry in coalition.organisations}
        listed = [
            each for each in members.list_organisations() if str(each.pk) in ids | {str(organisation.pk)}
        ]
        issue_coalition_list(listed, root, on, admitted=organisation)
        audit.append(
            unlocked.organisation_id, "organisation.admitted", organisation.pk, unlocked.member.pk, on=on
        )
