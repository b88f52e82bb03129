# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing a list, under the same rules as reading it: what a reader would refuse is never signed."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core.envelopes import Document, EnvelopeMalformed, sign_document
from safehold.core.keylists.errors import ListMalformed
from safehold.core.keylists.lists import CoalitionList, KeyList
from safehold.core.keylists.reading import check_coalition_list, check_key_list


def sign_coalition_list(coalition: CoalitionList, coalition_root: Ed25519PrivateKey) -> bytes:
    """Signed bytes of a coalition list; raises ListMalformed."""
    check_coalition_list(coalition)
    return _signed(coalition, coalition_root)


def sign_key_list(keys: KeyList, organisation_root: Ed25519PrivateKey) -> bytes:
    """Signed bytes of an organisation's key list; raises ListMalformed."""
    check_key_list(keys)
    return _signed(keys, organisation_root)


def _signed(document: Document, root: Ed25519PrivateKey) -> bytes:
    try:
        return sign_document(document, root)
    except EnvelopeMalformed as error:
        raise ListMalformed(str(error)) from None
