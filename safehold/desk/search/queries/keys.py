# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search key of an organisation: 32 random bytes, kept like the key of a case.

It is wrapped under the vault as the key of a thing whose id is the organisation's own. So a removal moves it to the
next vault and marks it as due with the same code, and a recovery brings it back. (docs/decisions/0027)
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from safehold.desk.vault import queries as vault
from safehold.desk.vault.actions import Unlocked

KEY_BYTES = 32


class SearchKey(NamedTuple):
    version: int
    secret: bytes

    def __repr__(self) -> str:
        return f"<SearchKey {self.version}>"


class KeptKeys(NamedTuple):
    """What an organisation holds. `usable`: may be used for new tokens; None when it must get a new key first."""

    keys: list[SearchKey]
    usable: SearchKey | None


def list_keys(unlocked: Unlocked) -> list[SearchKey]:
    """Return every version of the search key that some tokens may be under, the newest first."""
    return show_keys(unlocked).keys


def show_keys(unlocked: Unlocked) -> KeptKeys:
    """Return the search keys and which one to write with. One that somebody changed is left out."""
    versions = _list_versions(unlocked)
    if not versions:
        unlocked.look_again()  # somebody was removed since this request began, or nothing was indexed yet
        versions = _list_versions(unlocked)
    keys = []
    for version in sorted(versions, reverse=True):
        found = unlocked.case_keys({unlocked.organisation_id: version})
        keys += [SearchKey(version, secret) for secret in found.values()]
    newest = max(versions, default=0)
    is_usable = bool(keys) and keys[0].version == newest and not versions[newest]
    return KeptKeys(keys, keys[0] if is_usable else None)


def _list_versions(unlocked: Unlocked) -> dict[int, bool]:
    """Return each version, and whether it is due: somebody who could use it was removed."""
    vaults = [vault.id for vault, _ in unlocked.opened_vaults()]
    rows = vault.list_subject_keys([unlocked.organisation_id], vaults)
    return {row.version: row.is_due for row in rows}


def member_key(unlocked: Unlocked) -> bytes:
    """Return the key under which a member keeps things for themself. Nobody else has it, also no lead."""
    seed = unlocked.identity.secret_seed()
    return hashlib.blake2b(seed, digest_size=KEY_BYTES, person=b"member searches").digest()
