# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words of other alphabets in plain Latin letters: one writing for each sound, so that nothing is guessed later."""

import functools
import unicodedata
from collections.abc import Callable

from safehold.core.names.tables import read_pairs

_CYRILLIC = read_pairs(
    """
    а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts
    ч=tch ш=sh щ=shtch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=w ђ=dj ј=y љ=ly њ=ny ћ=tch џ=dj ѓ=gy ќ=ky
    ѕ=dz ә=a қ=k ғ=gh ң=ng ө=o ү=u ұ=u һ=h җ=dj ҷ=dj ӣ=i ӯ=u ҳ=h ѣ=e ѳ=f ѵ=i ҡ=k ҙ=z ҫ=s ӑ=a ӗ=e ӝ=zh ӧ=o
    ӱ=u ҥ=ng ҕ=gh ӏ=
    """
)
_ENDINGS = (("ый", "y"), ("ий", "iy"), ("ій", "iy"))
_EAST_SLAVIC_H = frozenset("іїєґў")
_VOWELS = frozenset("аеёиоуыэюяіїєўәөүұ")


def read_cyrillic(word: str) -> tuple[str, ...]:
    """A word in Cyrillic letters; a Ukrainian or Belarusian г is an h, and where nothing tells, both are tried."""
    word = word.lower()
    letters = []
    before = ""
    for letter in word:
        if letter == "е" and (not before or before in _VOWELS or before in "ьъ'’"):
            letters.append("ye")
        else:
            letters.append(_CYRILLIC.get(letter, letter if letter.isascii() and letter.isalpha() else ""))
        before = letter
    read = "".join(letters)
    if "г" in word:
        other = "".join("h" if letter == "г" else "" for letter in word)
        aspirated = _with_h(word)
        return (aspirated, read) if _EAST_SLAVIC_H & set(word) else (read, aspirated) if other else (read,)
    return (read,)


def _with_h(word: str) -> str:
    return read_cyrillic(word.replace("г", "һ"))[0]


_UYGHUR = read_pairs(
    """
    ا=a ە=e ې=e ى=i و=o ۇ=u ۆ=o ۈ=u ب=b پ=p ت=t ج=dj چ=tch خ=kh د=d ر=r ز=z ژ=zh س=s ش=sh غ=gh ف=f ق=k ك=k
    ک=k گ=g ڭ=ng ل=l م=m ن=n ھ=h ه=h ۋ=w ي=y ی=y ئ= ء= ح=h ع= ط=t ص=s ض=z ظ=z ث=s ذ=z
    """
)
_UYGHUR_MARKS = frozenset("ەېۆۈۋڭۇ")


def is_uyghur(text: str) -> bool:
    """Uyghur writes every vowel, with letters that neither Arabic nor Persian has."""
    return bool(_UYGHUR_MARKS & set(text)) or ("ھ" in text and "ئ" in text)


def read_uyghur(word: str) -> tuple[str, ...]:
    """A word in the Uyghur alphabet."""
    return ("".join(_UYGHUR.get(letter, "") for letter in word),)


_ABJAD = read_pairs(
    """
    ب=b پ=p ت=t ث=s ج=dj چ=tch ح=h خ=kh د=d ذ=z ر=r ز=z ژ=zh س=s ش=sh ص=s ض=z ط=t ظ=z غ=gh ف=f ق=k ك=k ک=k
    گ=g ل=l م=m ن=n ه=h ھ=h ہ=h ة= ټ=t ٹ=t ډ=d ڈ=d ړ=r ڑ=r ښ=sh ګ=g ں=n ڤ=v ڭ=ng ۀ=e ځ=z څ=ts
    """
)
# Said with a t or d where others say s or z (Thani, Ramadan, Dhahabi), and a hard g in Egypt (Gamal).
_SAID_OTHERWISE = "ثذضج"
_OTHERWISE = str.maketrans(_SAID_OTHERWISE, "تددگ")
_LONG_A = frozenset("اأإآٱى")
_LONG_I = frozenset("يیئےې")
_LONG_U = frozenset("وؤۆۇ")


def read_abjad(word: str) -> tuple[str, ...]:
    """A word in Arabic or Persian letters. Short vowels are not written: what is read is consonants and long vowels.

    A waw or a ya is a vowel or a consonant; both are given where it may be both.
    """
    word = "".join(
        letter
        for letter in unicodedata.normalize("NFC", word)
        if not unicodedata.category(letter).startswith("M")
    )
    vowel, consonant = [], []
    last = len(word) - 1
    for place, letter in enumerate(word):
        if letter in _LONG_A:
            both = ("a", "a")
        elif letter in _LONG_I:
            both = ("y", "y") if place == 0 else ("i", "i" if place == last else "y")
        elif letter in _LONG_U:
            both = ("w", "w") if place == 0 else ("u", "w")
        elif letter in "عء":
            both = ("a", "a") if place == 0 else ("", "")
        elif letter in "هہھ" and place == last and place > 1:
            both = ("", "h")
        else:
            both = (_ABJAD.get(letter, ""),) * 2
        vowel.append(both[0])
        consonant.append(both[1])
    read = ["".join(vowel), "".join(consonant)]
    if any(letter in _SAID_OTHERWISE for letter in word):
        return tuple(dict.fromkeys((*read, *read_abjad(word.translate(_OTHERWISE)))))
    return tuple(dict.fromkeys(read))


_HANGUL_FIRST = [
    "k",
    "kk",
    "n",
    "t",
    "tt",
    "r",
    "m",
    "p",
    "pp",
    "s",
    "ss",
    "-",
    "dj",
    "tch",
    "tch",
    "k",
    "t",
    "p",
    "h",
]
_HANGUL_MIDDLE = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "u",
    "ui",
    "i",
]
_HANGUL_LAST = [
    "",
    *[
        "k",
        "k",
        "k",
        "n",
        "n",
        "n",
        "t",
        "l",
        "k",
        "m",
        "l",
        "l",
        "l",
        "p",
        "l",
        "m",
        "p",
        "p",
        "t",
        "t",
        "ng",
        "t",
        "t",
        "k",
        "t",
        "p",
        "t",
    ],
]


def read_hangul(word: str) -> tuple[str, ...]:
    """A word in Hangul, sound by sound."""
    letters = []
    for letter in unicodedata.normalize("NFC", word):
        point = ord(letter) - 0xAC00
        if 0 <= point < 11_172:
            first, rest = divmod(point, 588)
            middle, last = divmod(rest, 28)
            sound = _HANGUL_FIRST[first]
            letters.append(("" if sound == "-" else sound) + _HANGUL_MIDDLE[middle] + _HANGUL_LAST[last])
    return ("".join(letters),)


@functools.cache
def _anyascii() -> Callable[[str], str]:
    from anyascii import anyascii

    return anyascii


def read_other(word: str) -> tuple[str, ...]:
    """A word in any other alphabet."""
    if any("가" <= letter <= "힣" for letter in word):
        return read_hangul(word)
    return ("".join(letter for letter in _anyascii()(word).lower() if letter.isalpha()),)
