# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rule book of the signed lists: bytes in, a list that may be trusted out, or a ListError. No input or
output.

 1. A coalition list is signed, as "coalition-list/1", by the coalition root that is pinned in settings.
 2. A key list is signed, as "key-list/1", by the root of one organisation, taken from a coalition list that
    passed.
 3. Nothing of a list is looked at before its signature is verified (ListUnsigned).
 4. Its payload is the canonical JSON of that schema and no other (ListMalformed).
 5. A key list names the organisation it was read for (ListForeign): two organisations might share a root.
 6. Its version is not below the highest one already held (ListOutdated). The same version again is
    accepted, since lists are delivered at least once. The caller keeps the highest version, durably.
 7. Its entries do not contradict each other (ListMalformed): ids, slugs and key ids are unique, every key
    has its own key id, a key starts before it ends, at most one organisation is the default.
 8. Expiry refuses nothing here. Which key is used on which day: `choosing`.

A list that passes replaces the one before it as a whole. What a list no longer names is no longer trusted.
"""

from collections.abc import Iterable
from typing import TypeVar

from safehold.core.envelopes import Document, EnvelopeMalformed, SignatureRejected, verify_document
from safehold.core.keylists.errors import ListForeign, ListMalformed, ListOutdated, ListUnsigned
from safehold.core.keylists.lists import CoalitionList, IntakeKey, KeyList, Organisation, ReplyKey, key_id_of

_L = TypeVar("_L", bound=Document)


def read_coalition_list(signed: bytes, pinned_root: bytes, minimum_version: int) -> CoalitionList:
    """Read a coalition list signed by the 32-byte `pinned_root`.

    Raises ListUnsigned, ListMalformed or ListOutdated.
    """
    coalition = _verified(signed, CoalitionList, pinned_root)
    _refuse_older(coalition.version, minimum_version)
    check_coalition_list(coalition)
    return coalition


def read_key_list(signed: bytes, organisation: Organisation, minimum_version: int) -> KeyList:
    """Read the key list of an organisation that stands in a coalition list already read.

    Raises ListUnsigned, ListMalformed, ListForeign or ListOutdated.
    """
    keys = _verified(signed, KeyList, bytes.fromhex(organisation.root_key))
    if keys.organisation_id != organisation.id:
        raise ListForeign("The key list belongs to another organisation.")
    _refuse_older(keys.version, minimum_version)
    check_key_list(keys)
    return keys


def check_coalition_list(coalition: CoalitionList) -> None:
    """Rule 7 for a coalition list; raises ListMalformed."""
    organisations = coalition.organisations
    _require_unique("organisation id", (each.id for each in organisations))
    _require_unique("slug", (each.slug for each in organisations))
    if sum(each.is_default for each in organisations) > 1:
        raise ListMalformed("More than one organisation is the default.")


def check_key_list(keys: KeyList) -> None:
    """Rule 7 for a key list; raises ListMalformed."""
    listed: list[IntakeKey | ReplyKey] = [*keys.intake_keys, *keys.reply_keys]
    _require_unique("key id", (key.key_id for key in listed))
    named = [(key.key_id, key_id_of(key.recipient)) for key in keys.intake_keys]
    named += [(key.key_id, key_id_of(bytes.fromhex(key.verify_key))) for key in keys.reply_keys]
    if any(written != expected for written, expected in named):
        raise ListMalformed("A key does not have its own key id.")
    if any(key.valid_from >= key.valid_until for key in listed):
        raise ListMalformed("A key ends before it starts.")


def _verified(signed: bytes, kind: type[_L], root_key: bytes) -> _L:
    try:
        return verify_document(signed, kind, root_key)
    except SignatureRejected:
        raise ListUnsigned("The list is not signed by the root key it must be signed by.") from None
    except EnvelopeMalformed as error:
        raise ListMalformed(str(error)) from None


def _refuse_older(version: int, minimum_version: int) -> None:
    if version < minimum_version:
        raise ListOutdated(f"Version {version} of this list is older than version {minimum_version}.")


def _require_unique(what: str, values: Iterable[str]) -> None:
    values = list(values)
    if len(set(values)) < len(values):
        raise ListMalformed(f"The same {what} stands in the list twice.")
