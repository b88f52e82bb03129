# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Padmé: sizes rounded so that a length of n bits tells O(log n) bits, for at most 12 % more bytes.

Source: Nikitin, Barman, Lueks, Underwood, Hubaux, Ford, "Reducing Metadata Leakage from Encrypted Files and
Communication with PURBs", PoPETs 2019(4), algorithm 1.
"""


def padme(length: int) -> int:
    """The size in bytes to which `length` bytes are padded."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def padding_for(length: int) -> int:
    """How many zero bytes follow a stream whose true length is `length` bytes."""
    return padme(length) - length
