# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a witness does not start, or does not take a log."""


class WitnessError(Exception):
    """Something about a witness's folder is not right. The message says what to do."""


class KeyPresent(WitnessError):
    """There is a witness in this folder already."""


class KeyMissing(WitnessError):
    """There is no witness in this folder."""


class KeyExposed(WitnessError):
    """Others than its owner can read the key file."""


class KeyUnreadable(WitnessError):
    """The key file does not hold a witness's key."""


class MemoryMissing(WitnessError):
    """The witness has forgotten what it cosigned: it must never cosign again under this key."""


class LogUnreadable(WitnessError):
    """Not the verifier key of a log."""


class LogPresent(WitnessError):
    """The witness follows this log already."""
