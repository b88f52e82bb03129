# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reasons for a score, and what weakens it."""

from safehold.core.names import chinese
from safehold.core.names.likeness import match_words
from safehold.core.names.preparing import PreparedName, Strand
from safehold.core.names.scripts import HAN
from safehold.core.names.sentences import Caveat, Reason
from safehold.core.names.tokens import PARTICLE


def explain(a: PreparedName, b: PreparedName) -> tuple[Reason, ...]:
    """Why two names have their score."""
    if not a.strands or not b.strands:
        return (Reason("no-letters"),)
    if a.folded == b.folded:
        return (Reason("same-name"),)
    x, y = _best(a, b)
    if x.script == HAN and y.script == HAN:
        return (
            (Reason("same-characters", _values(x.text, y.text)),)
            if x.joined == y.joined
            else (Reason("different"),)
        )
    found = _chinese(x, y)
    if found:
        return found
    reasons = _words(x, y)
    return tuple(reasons) if reasons else (Reason("different"),)


def _best(a: PreparedName, b: PreparedName) -> tuple[Strand, Strand]:
    from safehold.core.names.comparing import strand_score

    return max(((x, y) for x in a.strands for y in b.strands), key=lambda pair: strand_score(*pair))


def _values(left: str, right: str) -> dict[str, str]:
    return {"left": left, "right": right}


def _chinese(x: Strand, y: Strand) -> tuple[Reason, ...]:
    for a in x.sequences:
        for b in y.sequences:
            way = chinese.agree(a, b)
            if way:
                return tuple(_chinese_reasons(a, b, way))
    return ()


def _chinese_reasons(a: chinese.Sequence, b: chinese.Sequence, way: str) -> list[Reason]:
    left = _spell(a)
    right = _spell(b)
    if way == "near":
        return [Reason("near-reading", _values(left, right))]
    if way == "shared":
        return [Reason("shared-characters", _values(left, right))]
    if a.is_written or b.is_written:
        written, spelled = (left, right) if a.is_written else (right, left)
        return [Reason("read-" + way, _values(written, spelled))]
    return [Reason("spelling-" + way, _values(left, right))]


def _spell(sequence: chinese.Sequence) -> str:
    texts = [syllable.text for syllable in sequence.syllables]
    if sequence.is_written:
        return "".join(texts)
    return f"{texts[0].capitalize()} {'-'.join(texts[1:]).capitalize()}"


def _words(x: Strand, y: Strand) -> list[Reason]:
    pairs = match_words(x.tokens, y.tokens)
    reasons = []
    for likeness, i, j in pairs:
        left, right = x.tokens[i], y.tokens[j]
        values = _values(left.letters.capitalize(), right.letters.capitalize())
        if PARTICLE in {left.weight, right.weight}:
            continue
        if left.letters == right.letters:
            reasons.append(Reason("same-word", values))
        elif left.is_initial or right.is_initial:
            reasons.append(
                Reason("initial", values if left.is_initial else _values(values["right"], values["left"]))
            )
        elif set(left.sounds) & set(right.sounds):
            reasons.append(Reason("same-sound", values))
        elif left.groups & right.groups:
            reasons.append(Reason("same-given-name", values))
        elif likeness > 0.4:
            reasons.append(Reason("alike", values))
    for code, tokens, used in (
        ("only-left", x.tokens, {i for _, i, _ in pairs}),
        ("only-right", y.tokens, {j for _, _, j in pairs}),
    ):
        rest = [
            token.letters.capitalize()
            for place, token in enumerate(tokens)
            if place not in used and token.weight > PARTICLE
        ]
        if rest and reasons:
            reasons.append(Reason(code, {"words": " ".join(rest)}))
    return reasons


def caution(a: PreparedName, b: PreparedName, score: float) -> tuple[Caveat, ...]:
    """What weakens the match of two names."""
    caveats = []
    for name in (a, b):
        if name.is_common:
            caveats.append(Caveat("common-name", {"name": name.text}))
            break
    for name in (a, b):
        if name.look_alikes:
            caveats.append(
                Caveat(
                    "look-alikes", {"name": name.text, "letters": ", ".join(dict.fromkeys(name.look_alikes))}
                )
            )
    if score > 0 and any(_is_one_word(name) for name in (a, b)):
        caveats.append(Caveat("one-word"))
    return tuple(caveats)


def _is_one_word(name: PreparedName) -> bool:
    return bool(name.strands) and all(
        strand.script != HAN and len(strand.tokens) == 1 for strand in name.strands
    )
