# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How alike two words are, and how alike two rows of words. All likenesses are from 0 to 1."""

from rapidfuzz.distance import Levenshtein

from safehold.core.names.tokens import INITIAL, PARTICLE, Token
from safehold.core.names.transcribed import rough

_ratio = Levenshtein.normalized_similarity
_CACHE: dict[int, float] = {}
_CACHE_LIMIT = 2_000_000
NOTHING, SURE = 0.55, 0.90
TRANSCRIBED_NOTHING, TRANSCRIBED_SURE = 0.45, 0.80
GROUPED, INITIAL_LIKE = 0.93, 0.80
CONFLICT, EXTRA = 1.9, 0.16


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
    if a.weight == PARTICLE or b.weight == PARTICLE:
        return 0.9 if a.weight == b.weight and a.letters[0] == b.letters[0] or a.child_of and b.child_of else 0.0
    if a.weight == INITIAL or b.weight == INITIAL:
        return INITIAL_LIKE if a.letters[0] == b.letters[0] else 0.0
    if a.transcribed or b.transcribed:
        return _transcribed_likeness(a, b)
    if a.abjad or b.abjad:
        return _abjad_likeness(a, b)
    best = 0.0
    for sound, bone, rough in zip(a.sounds, a.bones, a.coarse, strict=True):
        for sound2, bone2, rough2 in zip(b.sounds, b.bones, b.coarse, strict=True):
            if sound == sound2:
                return 0.98 if sound is a.sounds[0] and sound2 is b.sounds[0] else 0.96
            alike = 0.45 * _ratio(sound, sound2) + 0.35 * _ratio(bone, bone2) + 0.2 * _ratio(rough, rough2)
            best = max(best, alike)
    best = max(best, 0.97 * _ratio(a.letters, b.letters) if min(len(a.letters), len(b.letters)) > 4 else 0.0)
    best = min(1.0, max(0.0, (best - NOTHING) / (SURE - NOTHING))) * 0.97
    if a.groups & b.groups:
        best = max(best, GROUPED)
    return best


def _abjad_likeness(a: Token, b: Token) -> float:
    best = 0.0
    for sound, bone, rough in zip(a.sounds, a.bones, a.coarse, strict=True):
        for sound2, bone2, rough2 in zip(b.sounds, b.bones, b.coarse, strict=True):
            vowels = _ratio(sound, sound2)
            alike = 0.62 * _ratio(bone.lstrip("*"), bone2.lstrip("*")) + 0.2 * _ratio(rough, rough2) + 0.18 * min(1.0, vowels * 1.5)
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
        score = min(score, 0.6)
    return score


def match_words(a: tuple[Token, ...], b: tuple[Token, ...]) -> list[tuple[float, int, int]]:
    """Which word goes with which, the best first."""
    found = []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            likeness = word_likeness(x, y)
            if likeness > 0.15:
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
