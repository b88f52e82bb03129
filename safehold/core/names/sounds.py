# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a word sounds, roughly: a string of sounds for each custom of spelling it may follow.

Sounds: a e i u (o is u), p b f v m t d n l r k g h s z, S (sh) Z (zh) C (ch) J (dj) c (ts).
"""

import functools
import re
import unicodedata

from safehold.core.names.tables import read_pairs

_SPECIAL = read_pairs(
    """
    ş=sh ș=sh š=sh ś=sh ç=tch č=tch ć=tch ž=zh ź=zh ż=zh ğ=gh ı=i đ=dj ł=l ț=ts ţ=ts ß=ss æ=e œ=e ø=o þ=th
    ð=d ə=a ŋ=ng ä=e ħ=h ġ=gh ḥ=h ḫ=kh ė=e ñ=ny ř=r ď=d ť=t ň=n ǧ=dj ḏ=d ṯ=t ʃ=sh ʒ=zh ĵ=zh ŝ=sh ĝ=dj ĉ=tch
    """
)
_SPECIAL_LETTERS = str.maketrans(_SPECIAL)
MARKS = frozenset("'’‘ʼʻ`´ʾʿ′ʹʺ″\"“”ʽˈ")

# One sound for one writing, read left to right; longest first.
_PLAIN = read_pairs(
    """
    schtsch=SC shtch=SC shch=SC chtch=SC dsch=J dzh=J tsch=C tch=C sch=S sh=S zh=Z ch=C kh=h dj=J dz=z ts=c
    tz=c cz=C sz=S rz=Z ph=f th=t dh=d gh=g bh=b ck=k qu=k q=k gue=ge gui=gi guy=gi ou=u oo=u ee=i oe=u w=v
    y=i o=u x=ks cc=k c=k ce=se ci=si cy=si j=J aa=a
    """
)
_OTHER = {  # a letter, and what it is in another custom of spelling
    "j": ("i", "Z"),
    "ch": ("S", "h"),
    "x": ("S", "h"),
    "c": ("J", "C"),
    "sch": ("Z",),
    "q": ("C",),
    "z": ("c",),
    "s": ("z",),
    "sz": ("sz",),
    "gu": ("gv",),
    "ou": ("uv",),
}
_BY_LENGTH = sorted(_PLAIN, key=len, reverse=True)
_READ = re.compile("|".join(_BY_LENGTH) + "|.")
_COARSE = str.maketrans("pbfvtdkghszcSZCJlrmn*", "PPFFTTKKHSSSCCCCLRMN*")
_ONE_VOWEL = str.maketrans("eiu", "aaa")
_VOWELS = frozenset("aeiu")
_RUNS = re.compile(r"(.)\1+")
_AFTER_VOWEL = re.compile(r"(?<=[aeo])w(?![aeiouy])")
MOST_FORMS = 5


@functools.lru_cache(maxsize=10_000)
def plain_letters(word: str) -> str:
    """The word in the letters a to z; marks of a sound that have no letter fall away."""
    if word.isascii() and word.isalpha() and word.islower():
        return word
    word = unicodedata.normalize("NFC", word.casefold()).translate(_SPECIAL_LETTERS)
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if "a" <= letter <= "z")


def read_sounds(word: str) -> str:
    """The sounds of a word whose letters have one reading each."""
    return _finish("".join(_PLAIN.get(part, part) for part in _READ.findall(word)))


@functools.lru_cache(maxsize=10_000)
def guess_sounds(word: str) -> tuple[str, ...]:
    """The ways a word in Latin letters may sound, the English way first."""
    parts = _READ.findall(word)
    forms = [_finish("".join(_PLAIN.get(part, part) for part in parts))]
    for letter, others in _OTHER.items():
        if letter not in parts and not (letter == "c" and any(part in {"ce", "ci", "cy"} for part in parts)):
            continue
        if letter in {"s", "z"} and parts[0] != letter:
            continue
        if letter == "ou" and not re.search("ou[^aeiouy]", word):
            continue
        for other in others:
            swap = (
                {letter: other, "ce": other + "e", "ci": other + "i", "cy": other + "i"}
                if letter == "c"
                else {letter: other}
            )
            forms.append(_finish("".join(swap.get(part, _PLAIN.get(part, part)) for part in parts)))
    if "j" in parts and len(parts) > 1 and ("sch" in parts or parts[0] == "s"):
        swap = {"j": "i", "sch": "Z"} | ({"s": "z"} if parts[0] == "s" else {})
        forms.insert(1, _finish("".join(swap.get(part, _PLAIN.get(part, part)) for part in parts)))
    soft = _AFTER_VOWEL.sub("u", word)
    if soft != word:
        forms.append(_finish("".join(_PLAIN.get(part, part) for part in _READ.findall(soft))))
    if word.endswith(("ine", "ane", "ve", "ille", "elle")) and len(word) > 4:
        forms.extend(form[:-1] for form in tuple(forms) if form.endswith("e"))
    return tuple(dict.fromkeys(forms))[:MOST_FORMS]


def _finish(sounds: str) -> str:
    """Long sounds are short; a glide before a vowel is part of it; the ends of family names are one."""
    sounds = _RUNS.sub(r"\1", sounds)
    sounds = re.sub(r"i([aeu])", r"\1", sounds) if len(sounds) > 3 else sounds
    sounds = re.sub(r"(?<=[aeu])h(?=[bdfgklmnprstvz]|$)", "", sounds)
    sounds = re.sub(r"(sk|ck|ts?k)(i|ei|e|ii|ui)$", r"\1i", sounds)
    sounds = re.sub(r"(?<=[aeiu])(f)$", "v", sounds)
    sounds = re.sub(r"[ei]i$", "i", sounds)
    return sounds


def skeleton(sounds: str) -> str:
    """The consonants; a first vowel leaves a mark."""
    if not sounds:
        return ""
    kept = "".join(sound for sound in sounds if sound not in _VOWELS)
    return "*" + kept if sounds[0] in _VOWELS else kept


def folded(sounds: str) -> str:
    """The sounds with all vowels made one."""
    return _RUNS.sub(r"\1", sounds.translate(_ONE_VOWEL))


def coarse(consonants: str) -> str:
    """The consonants by the place where they are made, voiced or not."""
    return _RUNS.sub(r"\1", consonants.translate(_COARSE))
