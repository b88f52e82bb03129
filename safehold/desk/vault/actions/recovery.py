# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What two sheets of the recovery kit allow when nobody can unlock: from the command line, without a member.

Nothing of what the sheets open is kept; each act leaves a row in the organisation's audit chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from safehold.core import age
from safehold.desk.audit import actions as audit
from safehold.desk.members import actions as members
from safehold.desk.vault import passphrases, queries
from safehold.desk.vault.actions.enrolment import grant_missing, take_keys_away
from safehold.desk.vault.actions.escrow import note_drill, open_with_shares
from safehold.desk.vault.errors import KitChanged, NotEnrolled, NotForAuditors
from safehold.desk.vault.models import MemberKey, Vault, VaultGrant
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member, Organisation


class Recovery:
    """An organisation whose vault two sheets have opened."""

    def __init__(self, organisation: Organisation, sheets: Sequence[str]) -> None:
        """Open the vault. Raises KitMissing or SheetsWrong."""
        self.organisation = organisation
        self._opened = open_with_shares(organisation, sheets)
        self._seen = queries.list_vaults(organisation.pk)

    def __repr__(self) -> str:
        return "<Recovery>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("What is open is not stored.")

    @property
    def opens_newest(self) -> bool:
        """Whether the sheets open the newest generation that this desk made: the one in use, to which new things are
        sealed. What is under it stays closed otherwise.
        """
        newest = queries.list_our_vaults(self.organisation.pk)[:1]
        return bool(newest) and newest == [vault for vault, _ in self._opened_ours][:1]

    @property
    def finds_foreign(self) -> bool:
        """Whether there is a vault that this desk did not make, or that opens as another one."""
        return len(queries.list_our_vaults(self.organisation.pk)) < len(
            queries.list_vaults(self.organisation.pk)
        ) or len(self._opened_ours) < len(self._opened)

    @property
    def _opened_ours(self) -> list[tuple[Vault, age.Identity]]:
        return [
            (vault, identity)
            for vault, identity in self._opened
            if queries.is_vouched_for(vault, str(identity.recipient))
        ]

    def check(self, on: date) -> None:
        """Write down that the sheets open the vault. Raises KitChanged when the newest one stays shut."""
        if not self.opens_newest:
            raise KitChanged
        note_drill(self.organisation, self._opened_ours, None, on)

    def reset(self, member: Member, on: date) -> None:
        """Take away the key of a member whose words are lost: they get new ones. Raises NotEnrolled."""
        self._refuse_stranger(member)
        with atomic_for(MemberKey):
            if queries.find_member_key(member) is None:
                raise NotEnrolled
            take_keys_away(member)
            audit.append(self.organisation.pk, "escrow.reset", member.pk, on=on)
        erase_from_log(VaultGrant)

    def admit(self, member: Member, on: date) -> None:
        """Seal every generation of the vault to a member who has words. Twice is once.

        Raises NotForAuditors, NotEnrolled, or KitChanged when somebody changed the vault since the sheets were typed.
        """
        self._refuse_stranger(member)
        if not member.unlocks or not member.is_active:
            raise NotForAuditors
        if (key := queries.find_member_key(member)) is None:
            raise NotEnrolled
        with atomic_for(VaultGrant):
            queries.hold_vaults(self.organisation.pk)
            if queries.list_vaults(self.organisation.pk) != self._seen:
                raise KitChanged
            if grant_missing(self._opened, member, key):
                audit.append(self.organisation.pk, "escrow.admitted", member.pk, on=on)

    def key_name(self, member: Member) -> str:
        """Return the name of a member's key, to be compared by voice; empty while they have none."""
        key = queries.find_member_key(member)
        return passphrases.name_of(key.recipient) if key else ""

    def invite_lead(self, on: date) -> str:
        """Return the token of an invitation for one more lead, though there is one already."""
        with atomic_for(VaultGrant):
            invitation, token = members.invite_further_lead(self.organisation, on)
            audit.append(self.organisation.pk, "escrow.invited", invitation.pk, on=on)
        return token

    def _refuse_stranger(self, member: Member) -> None:
        if member.organisation_id != self.organisation.pk:
            raise NotEnrolled
