# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hashes of a tree (RFC 6962, section 2.1): a leaf and a node can never be taken for each other."""

from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
LEAF_PREFIX = b"\0"
NODE_PREFIX = b"\1"


def hash_leaf(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(LEAF_PREFIX + leaf).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over the hashes of its two halves."""
    return sha256(NODE_PREFIX + left + right).digest()
