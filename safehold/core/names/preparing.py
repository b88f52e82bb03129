# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A name made ready for comparing: strands (one for each script in it), words, sounds, syllables."""

import functools
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from safehold.core.names import chinese
from safehold.core.names.customs import arabic_customs, without_article, without_legal_forms, without_titles
from safehold.core.names.frequency import is_common
from safehold.core.names.han import simplify
from safehold.core.names.scripts import (
    ARABIC,
    HAN,
    LATIN,
    OTHER,
    TIBETAN,
    fold_confusables,
    script_of,
)
from safehold.core.names.sounds import MARKS, plain_letters, read_sounds
from safehold.core.names.tables import read_words, read_yaml
from safehold.core.names.tibetan import cut_wylie, read_wylie, syllables_of
from safehold.core.names.tokens import (
    PARTICLE,
    Token,
    as_word,
    build_token,
    is_uyghur,
    make_token,
    split_words,
    strip_marks,
    uncamel,
)
from safehold.core.names.transcribed import tokens_of

Kind = Literal["person", "organisation", "account"]
MAX_NAME_CHARACTERS = 200
MOST_WORDS = 12
_HYPHENS = re.compile(r"[-‐‑‒–]")
_HAN_PART = re.compile(r"[·・•‧∙⋅.．\s]+")


@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """The part of a name that is in one script."""

    script: str
    text: str
    tokens: tuple[Token, ...]
    sequences: tuple[chinese.Sequence, ...]
    is_chinese: bool
    joined: str
    child: int = -1  # the place of a word after which "son of" and the father's name follow
    _whole: list[Token | None] = field(default_factory=list)

    @property
    def whole(self) -> Token | None:
        """All words as one; worked out when it is asked for."""
        if not self._whole:
            self._whole.append(_join(self.tokens))
        return self._whole[0]


@dataclass(frozen=True, slots=True, eq=False)
class PreparedName:
    """A name, and all that comparing needs to know of it."""

    text: str
    kind: Kind
    folded: str
    look_alikes: tuple[str, ...]
    strands: tuple[Strand, ...]
    is_common: bool


@functools.lru_cache(maxsize=20_000)
def prepare(name: str, kind: Kind = "person") -> PreparedName:
    """Read a name once. Any text is a name; what has no letters has no strands."""
    text = unicodedata.normalize("NFKC", name[:MAX_NAME_CHARACTERS]).strip()
    text, look_alikes = fold_confusables(text)
    strands = tuple(
        strand for script, part in _by_script(text) if (strand := _strand(script, part, kind)) is not None
    )
    common = kind == "person" and bool(strands) and all(is_common(strand) for strand in strands)
    return PreparedName(name, kind, " ".join(text.casefold().split()), look_alikes, strands, common)


def _by_script(text: str) -> list[tuple[str, str]]:
    """The text of each script; what is no letter goes with the letters before it."""
    if text.isascii():
        return [(LATIN, text)] if any(map(str.isalpha, text)) else []
    parts: dict[str, list[str]] = {}
    now = ""
    for letter in text:
        script = script_of(letter)
        if script and not unicodedata.category(letter).startswith("M"):
            if now and script != now:
                parts[now].append(" ")
            now = script
            parts.setdefault(now, [])
        if now:
            parts[now].append(letter)
    return [(script, "".join(letters)) for script, letters in parts.items()]


def _strand(script: str, text: str, kind: Kind) -> Strand | None:
    if script == HAN:
        return _han(text, kind)
    if script == LATIN:
        return _latin(text, kind)
    if script == TIBETAN:
        return _tibetan(TIBETAN, text, syllables_of(text))
    uyghur = script == ARABIC and is_uyghur(text)
    words = split_words(text.replace("ه\u200c", "ۀ").replace("\u200c", "") if script == ARABIC else text)
    if uyghur:
        words = [
            part
            for word in words
            for part in ((word[:5], word[5:]) if word.startswith("ئابدۇ") and len(word) > 8 else (word,))
        ]
    elif script == ARABIC:
        words = without_article(words)
    elif any("가" <= letter <= "힣" for letter in text) and len(words) == 1 and len(words[0]) <= 4:
        words = list(words[0])
    tokens = _tokens(without_titles([strip_marks(word) for word in words], script), script, uyghur)
    if not tokens:
        return None
    return Strand(
        script,
        text,
        tokens,
        (),
        False,
        "".join(token.sounds[0] for token in tokens),
        _child(tokens),
    )


def _tokens(words: list[str], script: str, uyghur: bool = False) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for word in words[:MOST_WORDS]:
        token = make_token(word, script, uyghur)
        if token is not None:
            tokens.append(token)
    return tuple(tokens)


def _latin(text: str, kind: Kind) -> Strand | None:
    text = uncamel(text)
    written = [word for word in text.replace(",", " ").split() if any(letter.isalpha() for letter in word)]
    wylie = read_wylie(written)
    if wylie:
        return _tibetan(LATIN, text, wylie)
    titles = read_words("people.yaml", "titles")
    if kind == "person":
        kept = [word for word in written if plain_letters(word) not in titles]
        written = kept if kept else written
    words = [plain for word in split_words(" ".join(written)) if (plain := strip_marks(word))]
    if kind == "organisation":
        words = without_legal_forms(words)
    tokens = _tokens(arabic_customs(without_titles(words, LATIN)), LATIN)
    if len(tokens) == 2 and tokens[0].weight == PARTICLE:
        tokens = (as_word(tokens[0]), tokens[1])
    if not tokens:
        return None
    sequences: tuple[chinese.Sequence, ...] = ()
    if kind == "person" and len(written) <= 6:
        parts = tuple(_syllable_parts(word) for word in written)
        sequences = chinese.from_latin(tuple(part for part in parts if part))
    joined = "".join(token.letters for token in tokens)
    return Strand(
        LATIN,
        text,
        tokens,
        sequences,
        chinese.is_chinese(tokens, sequences),
        joined,
        _child(tokens),
    )


def _child(tokens: tuple[Token, ...]) -> int:
    """Whose child somebody is (Salman bin Muhammad): the place of the child's name, or -1."""
    places = [place for place, token in enumerate(tokens) if token.child_of and 0 < place < len(tokens) - 1]
    return places[0] - 1 if len(places) == 1 else -1


def _tibetan(script: str, text: str, syllables: list[str]) -> Strand | None:
    titles = [syllables_of(title) for title in read_yaml("people.yaml")["titles_tibetan"]]
    for title in titles:
        if len(syllables) > len(title) + 1 and syllables[-len(title) :] == title:
            syllables = syllables[: -len(title)]
    tokens = tuple(
        build_token(
            sound, (read_sounds(sound),), groups=frozenset("bo:" + element for element in elements) or None
        )
        for sound, elements in cut_wylie(syllables)[:MOST_WORDS]
    )
    if not tokens:
        return None
    return Strand(script, text, tokens, (), False, "".join(token.letters for token in tokens))


@functools.lru_cache(maxsize=20_000)
def _syllable_parts(word: str) -> tuple[str, ...]:
    """The parts between hyphens, apostrophes kept (Ch'iang), the umlaut as u."""
    parts = []
    for part in _HYPHENS.split(word):
        marked = "".join("'" if letter in MARKS else letter for letter in part)
        letters = "".join(
            plain_letters(letter) if letter != "'" else "'" for letter in marked.casefold().replace("ü", "u")
        )
        if letters.strip("'"):
            parts.append(letters.strip("'"))
    return tuple(parts)


def _han(text: str, kind: Kind) -> Strand | None:
    plain = simplify(text)
    if kind == "person":
        for title in read_yaml("people.yaml")["titles_han"]:
            if len(plain) > len(title) + 1 and plain.strip().endswith(title):
                text = text.strip()[: -len(title)]
                plain = simplify(text)
    parts = [part for part in _HAN_PART.split(text) if part]
    letters = "".join(letter for letter in text if script_of(letter) == HAN)
    if not letters:
        return None
    sequences = chinese.from_characters(letters) if len(parts) == 1 or len(letters) <= 3 else ()
    well_formed = bool(sequences and sequences[0].well_formed)
    tokens = tokens_of([simplify(part) for part in parts])
    return Strand(
        HAN,
        simplify(letters),
        tokens,
        sequences,
        well_formed and len(parts) == 1,
        simplify(letters),
    )


def _join(tokens: tuple[Token, ...]) -> Token | None:
    """All words as one, for names whose words are cut in another way."""
    words = [token for token in tokens if token.weight > PARTICLE]
    if not words:
        return None
    letters = "".join(token.letters for token in words)
    sounds = tuple(
        dict.fromkeys("".join(token.sounds[place % len(token.sounds)] for token in words) for place in (0, 1))
    )
    abjad = any(token.abjad for token in words)
    transcribed = any(token.transcribed for token in words)
    return build_token(letters, sounds, abjad=abjad, transcribed=transcribed, groups=frozenset())


__all__ = ["OTHER", "Kind", "PreparedName", "Strand", "prepare"]
