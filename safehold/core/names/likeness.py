# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How alike two words are, and how alike two rows of words. All likenesses are from 0 to 1."""

from rapidfuzz.distance import OSA, Levenshtein

from safehold.core.names.tokens import INITIAL, PARTICLE, Token
from safehold.core.names.transcribed import rough

_ratio = Levenshtein.normalized_similarity
_CACHE: dict[int, float] = {}
_CACHE_LIMIT = 200_000
NOTHING, SURE = 0.50, 0.87
TRANSCRIBED_NOTHING, TRANSCRIBED_SURE = 0.45, 0.80
WRITTEN, SLIP = 0.97, 0.78
GROUPED, OTHER_NAME, INITIAL_LIKE = 0.93, 0.1, 0.80
WEAK, WEAK_WITH_TITLE = 0.6, 0.72
CONFLICT, EXTRA, LEAST = 2.4, 0.08, 0.3


def word_likeness(a: Token, b: Token) -> float:
    """How alike two words are: the same letters, the same name in two languages, the same sounds."""
    if a.number > b.number:
        a, b = b, a
    key = (a.number << 32) | b.number
    found = _CACHE.get(key)
    if found is None:
        if len(_CACHE) > _CACHE_LIMIT:
            _CACHE.clear()
        found = _CACHE[key] = _word_likeness(a, b)
    return found


def _word_likeness(a: Token, b: Token) -> float:
    if a.letters == b.letters and not (a.abjad or b.abjad):
        return 1.0
    if PARTICLE in {a.weight, b.weight}:
        alike = (a.weight == b.weight and a.letters[0] == b.letters[0]) or (a.child_of and b.child_of)
        return 0.9 if alike else 0.0
    if INITIAL in {a.weight, b.weight}:
        return INITIAL_LIKE if a.letters[0] == b.letters[0] else 0.0
    if a.transcribed or b.transcribed:
        return _transcribed_likeness(a, b)
    return _abjad_likeness(a, b) if a.abjad or b.abjad else _vowelled_likeness(a, b)


def _vowelled_likeness(a: Token, b: Token) -> float:
    """Words of which every sound is written."""
    best = 0.0
    for sound, bone, place, vowels in zip(a.sounds, a.bones, a.coarse, a.folded, strict=True):
        for sound2, bone2, place2, vowels2 in zip(b.sounds, b.bones, b.coarse, b.folded, strict=True):
            if sound == sound2:
                return 0.98 if sound is a.sounds[0] and sound2 is b.sounds[0] else 0.96
            alike = 0.25 * _ratio(sound, sound2) + 0.2 * _ratio(vowels, vowels2)
            alike += 0.35 * _ratio(bone, bone2) + 0.2 * _ratio(place, place2)
            if len(bone) < 2 or len(bone2) < 2:
                alike = 0.3 * alike + 0.7 * _ratio(sound, sound2)
            best = max(best, alike)
    written = OSA.normalized_similarity(a.letters, b.letters)
    if min(len(a.letters), len(b.letters)) > 4:
        best = max(best, WRITTEN * written)
    best = min(1.0, max(0.0, (best - NOTHING) / (SURE - NOTHING))) * 0.97
    if a.groups & b.groups:
        return max(best, GROUPED)
    if a.groups and b.groups and written < SLIP:
        return min(best, OTHER_NAME)
    return best


def _abjad_likeness(a: Token, b: Token) -> float:
    best = 0.0
    for sound, bone, place in zip(a.sounds, a.bones, a.coarse, strict=True):
        for sound2, bone2, place2 in zip(b.sounds, b.bones, b.coarse, strict=True):
            vowels = _ratio(sound, sound2)
            alike = (
                0.62 * _ratio(bone.lstrip("*"), bone2.lstrip("*"))
                + 0.2 * _ratio(place, place2)
                + 0.18 * min(1.0, vowels * 1.5)
            )
            if len(bone) < 3 or len(bone2) < 3:
                alike -= (1 - vowels) * 0.25
            best = max(best, alike)
    return min(1.0, max(0.0, (best - NOTHING) / (SURE - NOTHING))) * 0.97


def _transcribed_likeness(a: Token, b: Token) -> float:
    best = 0.0
    for sound, bone in zip(a.sounds, a.bones, strict=True):
        for sound2, bone2 in zip(b.sounds, b.bones, strict=True):
            kept, kept2 = rough(bone).lstrip("*"), rough(bone2).lstrip("*")
            vowels = _ratio(sound, sound2)
            alike = 0.6 * _ratio(kept, kept2) + 0.25 * _ratio(bone, bone2) + 0.15 * vowels
            if len(kept) < 3 or len(kept2) < 3:
                alike -= (1 - vowels) * 0.25
            best = max(best, alike)
    return min(1.0, max(0.0, (best - TRANSCRIBED_NOTHING) / (TRANSCRIBED_SURE - TRANSCRIBED_NOTHING))) * 0.95


def row_likeness(a: tuple[Token, ...], b: tuple[Token, ...]) -> float:
    """How alike two rows of words are, in any order: what agrees, against what contradicts and what is only in one."""
    pairs = match_words(a, b)
    agreed = against = 0.0
    left = right = 0.0
    used_a = used_b = 0
    count = 0
    for likeness, i, j in pairs:
        weight = (a[i].weight + b[j].weight) / 2
        agreed += weight * likeness
        against += weight * (1.0 - likeness)
        used_a |= 1 << i
        used_b |= 1 << j
        if weight > INITIAL:
            count += 1
    for i, token in enumerate(a):
        if not used_a >> i & 1:
            left += token.weight
    for j, token in enumerate(b):
        if not used_b >> j & 1:
            right += token.weight
    if agreed == 0.0:
        return 0.0
    conflict = left if left < right else right
    extra = left + right - 2 * conflict
    score = agreed / (agreed + CONFLICT * (against + conflict) + EXTRA * extra)
    if count < 2 and (left >= INITIAL or right >= INITIAL):
        score = min(score, WEAK if len(pairs) < 2 or len(pairs) < min(len(a), len(b)) else WEAK_WITH_TITLE)
    return score


def match_words(a: tuple[Token, ...], b: tuple[Token, ...]) -> list[tuple[float, int, int]]:
    """Which word goes with which, the best first."""
    found = []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            likeness = word_likeness(x, y)
            if likeness > LEAST:
                found.append((likeness, i, j))
    found.sort(key=_order)
    pairs = []
    used_a = used_b = 0
    for pair in found:
        _, i, j = pair
        if used_a >> i & 1 or used_b >> j & 1:
            continue
        used_a |= 1 << i
        used_b |= 1 << j
        pairs.append(pair)
    return pairs


def _order(pair: tuple[float, int, int]) -> tuple[float, int, int]:
    return (-pair[0], abs(pair[1] - pair[2]), pair[1] + pair[2])
