# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""By which number an organisation's own table knows a case."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from safehold.desk.exchange.models import CaseNumber
from safehold.desk.vault import queries as vault
from safehold.desk.vault.actions import Unlocked

AT_A_TIME = 400
"""So many values stand in one question to the database."""


class NumberKey(NamedTuple):
    """The newest key for tokens of numbers. `is_due`: somebody who could use it was removed."""

    version: int
    secret: bytes
    is_due: bool

    def __repr__(self) -> str:
        return f"<NumberKey {self.version}>"


def number_subject(organisation_id: UUID) -> UUID:
    """Return the id under which the vault keeps the key of an organisation's numbers, beside those of its cases."""
    return uuid5(NAMESPACE_URL, f"safehold/exchange/numbers/{organisation_id}")


def find_key(unlocked: Unlocked) -> NumberKey | None:
    """Return the key of the tokens that are there; None when there are none yet."""
    subject = number_subject(unlocked.organisation_id)
    rows = vault.list_subject_keys([subject], [found.id for found, _ in unlocked.opened_vaults()])
    versions = {row.version: row.is_due for row in rows}
    if not versions:
        return None
    newest = max(versions)
    return NumberKey(newest, unlocked.case_key(subject, newest), versions[newest])


def find_numbers(organisation_id: UUID, tokens: Collection[str]) -> dict[str, CaseNumber]:
    """Return the cases with these numbers that the organisation still has, by token."""
    asked = list(tokens)
    found: dict[str, CaseNumber] = {}
    for start in range(0, len(asked), AT_A_TIME):
        rows = CaseNumber.objects.filter(
            owner=organisation_id,
            token__in=asked[start : start + AT_A_TIME],
            case__organisation=organisation_id,
        )
        found |= {row.token: row for row in rows.select_related("case")}
    return found


def list_numbers(organisation_id: UUID) -> list[CaseNumber]:
    return list(CaseNumber.objects.filter(owner=organisation_id).select_related("case"))
