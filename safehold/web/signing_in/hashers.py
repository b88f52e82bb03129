# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sign-in passwords at rest, as Django stores them: algorithm$passes$memory$salt$hash. One algorithm, no
options.
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher, mask_hash
from django.utils.translation import gettext_noop as _

from safehold.web.signing_in import argon2id


class Argon2idHasher(BasePasswordHasher):
    """Argon2id over libsodium; see `argon2id` for its cost and its limits."""

    algorithm = "argon2id-nacl"

    def salt(self) -> str:
        return b64encode(secrets.token_bytes(argon2id.SALT_BYTES)).decode()

    def encode(self, password: str, salt: str) -> str:
        return self._encode(password, salt, argon2id.OPSLIMIT, argon2id.MEMLIMIT_BYTES)

    def _encode(self, password: str, salt: str, opslimit: int, memlimit_bytes: int) -> str:
        key = argon2id.derive_key(password, b64decode(salt), opslimit, memlimit_bytes)
        return "$".join((self.algorithm, str(opslimit), str(memlimit_bytes), salt, b64encode(key).decode()))

    def decode(self, encoded: str) -> dict[str, Any]:
        algorithm, opslimit, memlimit_bytes, salt, key = encoded.split("$")
        return {
            "algorithm": algorithm,
            "opslimit": int(opslimit),
            "memlimit_bytes": int(memlimit_bytes),
            "salt": salt,
            "hash": key,
        }

    def verify(self, password: str, encoded: str) -> bool:
        parts = self.decode(encoded)
        again = self._encode(password, parts["salt"], parts["opslimit"], parts["memlimit_bytes"])
        return hmac.compare_digest(again.encode(), encoded.encode())

    def must_update(self, encoded: str) -> bool:
        parts = self.decode(encoded)
        return (parts["opslimit"], parts["memlimit_bytes"]) != (argon2id.OPSLIMIT, argon2id.MEMLIMIT_BYTES)

    def safe_summary(self, encoded: str) -> Any:
        parts = self.decode(encoded)
        return {
            _("algorithm"): self.algorithm,
            _("passes"): parts["opslimit"],
            _("memory"): parts["memlimit_bytes"],
            _("hash"): mask_hash(parts["hash"]),
        }

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to add: the cost is the same for every password."""
