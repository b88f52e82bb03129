# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One sealed JSON document per database row (SEALING.md, Envelopes).

XChaCha20-Poly1305 (IETF draft-irtf-cfrg-xchacha, through libsodium) under a 32-byte key. The associated data is a
fixed name with a schema number, such as `case.note/1`, and the row's id: a sealed document moved to another row, or
read under another schema, does not open. Sizes are padded (Padmé, 1,024 bytes at least), so that a row's length says
little.

Layout: 1 byte format (0x01), 24 bytes nonce, ciphertext with its 16-byte tag. The plaintext is a 4-byte big-endian
length, the JSON in UTF-8, and zero bytes.
"""

from safehold.core.rows.errors import RowTampered
from safehold.core.rows.sealing import open_row, seal_row

__all__ = ["RowTampered", "open_row", "seal_row"]
