# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tibetan names: from Tibetan letters and Wylie to how they sound in Lhasa, and the elements they are made of."""

import functools
import re
import unicodedata

from safehold.core.names.tables import read_pairs, read_yaml

Elements = dict[str, frozenset[str]]
_LETTERS = dict(
    zip(
        "ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨཊཋཌཎཥ",
        [
            "k",
            "kh",
            "g",
            "ng",
            "c",
            "ch",
            "j",
            "ny",
            "t",
            "th",
            "d",
            "n",
            "p",
            "ph",
            "b",
            "m",
            "ts",
            "tsh",
            "dz",
            "w",
            "zh",
            "z",
            "'",
            "y",
            "r",
            "l",
            "sh",
            "s",
            "h",
            "?",
            "T",
            "Th",
            "D",
            "N",
            "Sh",
        ],
        strict=True,
    )
)
_SUBJOINED = {chr(ord(letter) + 0x50): wylie for letter, wylie in _LETTERS.items()} | {
    "ྺ": "w",
    "ྻ": "y",
    "ྼ": "r",
}
_VOWELS = {"ི": "i", "ུ": "u", "ེ": "e", "ོ": "o", "ཻ": "ai", "ཽ": "au", "ྀ": "i", "ཱ": ""}
_CUT = re.compile("[་༌།༎༑༔\\s༄༅]+")
_CLUSTER = re.compile(r"^([^aeiou]*)([aeiou])(.*)$")
_PARTS = re.compile(r"kh|ng|ch|ny|th|ph|tsh|ts|dz|zh|sh|lh|[kgcjtdnpbmwz'yrlsh]")
_ONSETS = read_pairs(
    """
    k=k kh=k g=g ng=ng c=ch ch=ch j=j ny=ny t=t th=th d=d n=n p=p ph=p b=b m=m ts=ts tsh=ts dz=z w=w zh=sh
    z=s '= y=y r=r l=l sh=sh s=s h=h lh=lh =
    """
)
_DB = {"": "w", "y": "y", "r": "r", "l": "l"}
_WITH_Y = {"p": "ch", "ph": "ch", "b": "j", "m": "ny"}
_WITH_R = {
    "k": "tr",
    "t": "tr",
    "p": "tr",
    "kh": "tr",
    "th": "tr",
    "ph": "tr",
    "g": "dr",
    "d": "dr",
    "b": "dr",
    "s": "s",
    "m": "m",
    "n": "n",
    "h": "r",
}
_LOWERED = {"a": "e", "o": "oe", "u": "u"}
_ENDS = {"g": "k", "ng": "ng", "n": "n", "b": "p", "m": "m", "r": "r", "l": "l"}
_SECOND_ENDS = frozenset(("g", "ng", "b", "m"))
_ONLY_WYLIE = re.compile(
    r"(^|\s)('[a-z]|[bgdm][rsl]?(st|sk|sg|rg|rd|rj|lt|sn|kr|ky|gy|by|py|ts|tsh|dz|zh|z|k|g|c|t|d|s)|r[gkdjtnmb]|l[hcdtkgn]|s[kgpbmntr]y?|mtsh|mkh|mch|phy|phr|khr|tsh|zl)"
)


def syllables_of(text: str) -> list[str]:
    """The syllables of a text in Tibetan letters, in Wylie."""
    text = unicodedata.normalize("NFD", text)
    return [wylie for part in _CUT.split(text) if (wylie := _wylie(part))]


def _wylie(part: str) -> str:
    stacks: list[list[str]] = []  # consonants, vowel
    for letter in part:
        if letter in _LETTERS:
            stacks.append([_LETTERS[letter], ""])
        elif letter in _SUBJOINED and stacks:
            stacks[-1][0] += "+" + _SUBJOINED[letter]
        elif letter in _VOWELS and stacks:
            stacks[-1][1] = _VOWELS[letter]
    if not stacks:
        return ""
    root = _root(stacks)
    written = []
    for place, (consonants, vowel) in enumerate(stacks):
        plain = consonants.replace("+", "").replace("?", "")
        written.append(plain + (vowel or ("a" if place == root else "")))
        if place == 0 and root == 1 and plain == "g" and stacks[1][0] == "y":
            written.append(".")
    return "".join(written)


def _root(stacks: list[list[str]]) -> int:
    """Which letter carries the vowel: the one with a vowel sign, else the one with letters under it, else by place."""
    for place, (_, vowel) in enumerate(stacks):
        if vowel:
            return place
    for place, (consonants, _) in enumerate(stacks):
        if "+" in consonants:
            return place
    if len(stacks) <= 2:
        return 0
    if len(stacks) == 3:
        return (
            0
            if stacks[2][0] == "s"
            and stacks[1][0] in _SECOND_ENDS
            and stacks[0][0] not in {"d", "b", "m", "'"}
            else 1
        )
    return 1


@functools.lru_cache(maxsize=5_000)
def sound_of(wylie: str) -> str:
    """How a syllable sounds in Lhasa, in the Latin letters that Tibetans in exile use; empty when it is not Wylie."""
    found = _CLUSTER.match(wylie.replace(".", ""))
    if not found:
        return ""
    cluster, vowel, end = found.groups()
    parts = _PARTS.findall(cluster)
    if "".join(parts) != cluster:
        return ""
    onset = _onset(parts, wylie)
    end = re.sub(r"'[iuo]?$", "", end)
    closing = _PARTS.match(end)
    last = closing.group() if closing else ""
    if len(end) > len(last) + 1 or (len(end) > len(last) and end[len(last) :] not in {"s", "d"}):
        return ""
    if last in {"d", "n", "l", "s"}:
        vowel = _LOWERED.get(vowel, vowel)
    return onset + vowel + _ENDS.get(last, "")


def _onset(parts: list[str], wylie: str) -> str:
    if not parts:
        return ""
    parts = [part for part in parts if part != "w" or len(parts) == 1]
    below = ""
    if len(parts) > 1 and parts[-1] in {"y", "r", "l"} and "." not in wylie:
        below = parts.pop()
    root = parts[-1]
    plain = _ONSETS.get(root, root)
    before = parts[-2] if len(parts) > 1 else ""
    if before == "d" and root == "b":
        return _DB.get(below, plain)
    if before == "l" and root == "h":
        return "lh"
    return {
        "l": "d" if root == "z" else "l",
        "r": _WITH_R.get(root, plain),
        "y": _WITH_Y.get(root, plain + "y"),
    }.get(below, plain)


@functools.cache
def _elements() -> tuple[Elements, Elements, Elements]:
    wylie: dict[str, set[str]] = {}
    latin: dict[str, set[str]] = {}
    han: dict[str, set[str]] = {}
    for line in str(read_yaml("tibetan.yaml")["elements"]).splitlines():
        written, spelled, characters = (part.strip() for part in line.split("|"))
        first = spelled.split()[0]
        for table, words in ((wylie, [written]), (latin, spelled.split()), (han, characters.split())):
            for word in words:
                table.setdefault(word, set()).add(first)
    return _freeze(wylie), _freeze(latin), _freeze(han)


def _freeze(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(found) for word, found in table.items()}


def latin_elements() -> dict[str, frozenset[str]]:
    """Spellings in Latin letters, and the elements they spell."""
    return _elements()[1]


def cut_wylie(syllables: list[str]) -> list[tuple[str, frozenset[str]]]:
    """The words of a name: how each sounds, and its elements. Two syllables make a word where the table has none."""
    table = _elements()[0]
    words: list[tuple[str, frozenset[str]]] = []
    place = 0
    while place < len(syllables):
        for length in (3, 2, 1):
            part = syllables[place : place + length]
            found = table.get(" ".join(part))
            if (
                found
                and len(part) == length
                and (length > 1 or place + 1 == len(syllables) or place % 2 == 0)
            ):
                words.append(("".join(sound_of(one) for one in part), found))
                place += length
                break
        else:
            part = syllables[place : place + 2]
            words.append(("".join(sound_of(one) for one in part), frozenset()))
            place += 2
    return [word for word in words if word[0]]


def cut_characters(text: str) -> list[tuple[str, frozenset[str]]]:
    """A Chinese transcription in elements; two characters together may be none. Empty when it is not Tibetan."""
    table = _elements()[2]
    best: dict[int, tuple[int, list[tuple[str, frozenset[str]]]]] = {0: (0, [])}
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 4), end):
            if start not in best:
                continue
            cost, before = best[start]
            part = text[start:end]
            found = table.get(part)
            if found:
                cost += 2 if len(part) > 1 else 3
            elif len(part) == 2 and len(text) >= 4:
                cost += 8
            else:
                continue
            if end not in best or cost < best[end][0]:
                best[end] = (cost, [*before, (part, found or frozenset())])
    cut = best.get(len(text), (0, []))[1]
    known = [part for part, found in cut if found and len(part) > 1]
    unknown = [part for part, found in cut if not found]
    return cut if known and len(unknown) <= 1 else []


def read_wylie(words: list[str]) -> list[str]:
    """The syllables of a name in Latin letters, when it is Wylie."""
    syllables = [word.lower().replace("’", "'").replace("ʼ", "'") for word in words]
    if not _ONLY_WYLIE.search(" ".join(syllables)) or len(syllables) < 2:
        return []
    return syllables if all(sound_of(syllable) for syllable in syllables) else []
