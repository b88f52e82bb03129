# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The key of an organisation's own numbers, and the tokens under it."""

from __future__ import annotations

from safehold.desk.exchange.models import CaseNumber
from safehold.desk.exchange.queries.numbers import find_key, list_numbers, number_subject
from safehold.desk.exchange.rules.rows import token_of
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def hold_number_key(unlocked: Unlocked) -> bytes:
    """Return the key for tokens of numbers, made when there is none. Raises VaultMissing.

    After a removal it is made anew, with every token: who kept a copy of the old one cannot try numbers with it.
    """
    with atomic_for(CaseNumber):
        unlocked.hold_vault()  # two leads may be making it at this moment
        key = find_key(unlocked)
        subject = number_subject(unlocked.organisation_id)
        if key is None:
            return unlocked.new_case_key(subject)
        if not key.is_due:
            return key.secret
        version, secret = unlocked.next_case_keys({subject: key.version})[subject]
        _write_tokens(unlocked, secret)
        vault.replace_case_keys({subject: version})
        return secret


def _write_tokens(unlocked: Unlocked, secret: bytes) -> None:
    """Write every token anew. One whose case does not open, or is elsewhere by now, is deleted."""
    numbers = list_numbers(unlocked.organisation_id)
    keys = unlocked.case_keys({row.case_id: row.case.key_version for row in numbers})
    for row in numbers:
        if row.case_id not in keys or row.case.organisation_id != unlocked.organisation_id:
            row.delete()
            continue
        row.token = token_of(secret, row.open(keys[row.case_id])["number"])
        row.save(update_fields=["token"])
