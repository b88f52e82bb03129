# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is odd in a list as its publisher wrote it. Shown to whoever screens against it; never mended in silence.

homoglyph: a word mixes two alphabets whose letters look alike, so that whoever types the name does not find it.
invisible: characters that nobody sees stand inside a name (they are left out of it, and this says so).
bracket: a bracket is never closed, or never opened. languages: the two languages of a list do not say the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from safehold.core.watchlists.scripts import script_of_letter

HOMOGLYPH, INVISIBLE, BRACKET, LANGUAGES = "homoglyph", "invisible", "bracket", "languages"
CODES = (HOMOGLYPH, INVISIBLE, BRACKET, LANGUAGES)
ALIKE = frozenset({"latin", "cyrillic", "greek"})
WORD = re.compile(r"[^\W\d_]+")
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
    r"\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


@dataclass(frozen=True)
class Anomaly:
    """One oddity. where: which part of the entry; detail: the word and the letters, or what differs."""

    code: str
    where: str
    detail: str


def find_homoglyphs(text: str, where: str = "name") -> list[Anomaly]:
    """Return one anomaly for each word that mixes alphabets which look alike."""
    if text.isascii():
        return []
    found = []
    for word in WORD.findall(text):
        scripts = [script_of_letter(letter) for letter in word]
        mixed = set(scripts) & ALIKE
        if len(mixed) < 2:
            continue
        most = max(sorted(mixed), key=scripts.count)
        strange = "".join(
            letter for letter, script in zip(word, scripts, strict=True) if script in mixed - {most}
        )
        names = ", ".join(unicodedata.name(letter) for letter in dict.fromkeys(strange))
        found.append(Anomaly(HOMOGLYPH, where, f"{word}: {names}"))
    return found


def strip_unseen(text: str, where: str = "name") -> tuple[str, list[Anomaly]]:
    """Return the text without characters that nobody sees, and an anomaly if there were any."""
    seen = UNSEEN.sub("", text)
    if seen == text:
        return text, []
    names = ", ".join(
        dict.fromkeys(unicodedata.name(letter, f"U+{ord(letter):04X}") for letter in UNSEEN.findall(text))
    )
    return seen, [Anomaly(INVISIBLE, where, names)]
