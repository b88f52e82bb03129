# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The key of the office: 32 random bytes, kept like the key of a case, and what derives from it.

It is wrapped under the vault as the key of a thing whose id is the office's own. So a removal moves it to the next
vault and marks it as due, and a recovery brings it back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from safehold.core import age
from safehold.desk.registrar.errors import OfficeLocked
from safehold.desk.registrar.models import Office
from safehold.desk.vault import queries as vault
from safehold.desk.vault.actions import Unlocked

SEED_BYTES = 32


@dataclass(frozen=True)
class OfficeKey:
    version: int
    secret: bytes = field(repr=False)

    @property
    def identity(self) -> age.Identity:
        """What opens filings: the crossing seals them to its public half, and holds no key."""
        seed = hashlib.blake2b(self.secret, digest_size=SEED_BYTES, person=b"register filings").digest()
        return age.derive_identity(seed)


def open_key(unlocked: Unlocked, office: Office) -> OfficeKey:
    """Return the key of the office's sealed rows. Raises OfficeLocked before there is one, or KeyMissing."""
    if not office.key_version:
        raise OfficeLocked
    return OfficeKey(office.key_version, unlocked.case_key(office.pk, office.key_version))


def is_due(unlocked: Unlocked, office: Office) -> bool:
    """Whether the office must get another key: somebody who could use this one was removed."""
    vaults = [each.id for each, _ in unlocked.opened_vaults()]
    rows = vault.list_subject_keys([office.pk], vaults)
    return any(row.is_due for row in rows if row.version == office.key_version)
