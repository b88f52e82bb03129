# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The checksum of a sheet (SLIP-39, "Checksum"), and where a single wrong word stands.

It is linear: a wrong word leaves the trace of the bits in which it differs, and no other single word can
leave the same. What the word should be follows, too, and is not told: SLIP-39 advises against correcting.
"""

from collections.abc import Sequence
from functools import cache

from shamir_mnemonic.constants import CUSTOMIZATION_STRING_EXTENDABLE
from shamir_mnemonic.rs1024 import _polymod

WORD_BITS = 10


def trace_of(numbers: Sequence[int]) -> int:
    """Return 0 for the words of a sheet, otherwise what their mistakes leave."""
    return int(_polymod([*CUSTOMIZATION_STRING_EXTENDABLE, *numbers])) ^ 1


def place_of(trace: int, word_count: int) -> int:
    """Return the place, from 1, of the only wrong word; 0 when more than one is wrong."""
    places = enumerate(_traces(word_count), start=1)
    return next((place for place, traces in places if trace in traces), 0)


@cache
def _traces(word_count: int) -> list[set[int]]:
    """By place: the 1,023 traces that one wrong word can leave there."""
    return [_span(word_count, place) for place in range(word_count)]


def _span(word_count: int, place: int) -> set[int]:
    right = _polymod([0] * word_count)
    traces = {0}
    for bit in range(WORD_BITS):
        numbers = [0] * word_count
        numbers[place] = 1 << bit
        left_by_bit = _polymod(numbers) ^ right
        traces |= {trace ^ left_by_bit for trace in traces}
    return traces - {0}
