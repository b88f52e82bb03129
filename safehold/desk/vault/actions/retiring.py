# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deletes the private halves of weekly keys, for good: from then on nobody opens what was sealed to them.

Only when all three hold: the key's time ended thirty days ago; the public side holds a list that does not name it; and
nothing sealed to it is left that anybody still means to open.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from safehold.core.keylists import KeyList
from safehold.desk.audit import actions as audit
from safehold.desk.vault import adapters, queries, rules
from safehold.desk.vault.models import IntakeKey, SignedListVersion
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from uuid import UUID

    from safehold.desk.vault.actions.unlocked import Unlocked
    from safehold.desk.vault.adapters import Place


def retire_intake_keys(unlocked: Unlocked, on: date, still_named: Collection[str]) -> int:
    """Delete the organisation's ended keys that nothing needs any more; return how many.

    still_named: the keys of texts that are sealed still, here, on the public side and in kept backups. It must have
    been read before, and completely: what it leaves out is lost.
    """
    listed = _listed_on_the_public_side(unlocked.organisation_id)
    if listed is None:
        return 0
    with atomic_for(IntakeKey):
        ended = queries.list_intake_keys(unlocked.organisation_id)
        retired = [
            key.key_id
            for key in ended
            if rules.may_retire(key.ends_on, on)
            and key.key_id not in listed
            and key.key_id not in still_named
        ]
        if retired:
            IntakeKey.objects.filter(key_id__in=retired).delete()
            audit.append(unlocked.organisation_id, "keys.retired", len(retired), on=on)
    if retired:
        erase_from_log(IntakeKey)
    return len(retired)


def _listed_on_the_public_side(organisation_id: UUID) -> set[str] | None:
    """Return every key that a list of ours on the public side names; None unless the newest that was delivered is
    what lies there.
    """
    place: Place = (SignedListVersion.Kind.KEYS.value, organisation_id)
    delivered = queries.list_delivered_lists().get(place)
    found = {signed: document for document, signed in adapters.list_genuine(place)}
    if delivered is None or bytes(delivered.body) not in found:
        return None
    return {
        key.key_id
        for document in found.values()
        if isinstance(document, KeyList)
        for key in document.intake_keys
    }
