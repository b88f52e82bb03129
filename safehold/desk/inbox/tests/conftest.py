# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quick Argon2id, and an empty attempt counter, as in the vault's tests."""

from safehold.desk.vault.tests.conftest import _encrypted_second_factors, _fresh_attempts, _quick_argon2id

__all__ = ["_encrypted_second_factors", "_fresh_attempts", "_quick_argon2id"]
