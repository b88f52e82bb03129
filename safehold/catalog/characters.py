# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which Chinese characters count as one, from OpenCC's tables. Read when first needed: a few hundredths of a second.

Character by character: a table of phrases would turn a character now into this, now into that, and a part of a
phrase would not be found.
"""

from functools import cache

__all__ = ["load_alike"]

RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF))


@cache
def load_alike() -> dict[int, str]:
    """Return the simplified character of each traditional one, for `core.blind.fold`."""
    from opencc import OpenCC

    characters = [chr(code) for first, last in RANGES for code in range(first, last + 1)]
    simplify = OpenCC("t2s").convert
    simplified = characters
    for _ in range(3):  # one that leads to another that leads to a third
        simplified = simplify("\n".join(simplified)).split("\n")
    pairs = zip(characters, simplified, strict=True)
    return {ord(each): other for each, other in pairs if each != other and len(other) == 1}
