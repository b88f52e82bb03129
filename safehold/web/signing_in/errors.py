# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can go wrong while a password is derived."""


class Argon2idInTransaction(RuntimeError):
    """A transaction is open: a slow derivation must not hold a lock that others wait for. A fault in our code."""
