# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of parties: what a name is and in which script, and which two may be said to be one. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from safehold.desk.parties.errors import MergedAlready, OtherKind, SameParty

PERSON, GROUP, BODY, ACCOUNT = "person", "group", "body", "account"
LEGAL, ROMANISED, ALSO_KNOWN, HANDLE = "legal", "romanised", "also-known", "handle"
NAME_KINDS = (LEGAL, ROMANISED, ALSO_KNOWN, HANDLE)

LONGEST_NAME = 200
LONGEST_WORDS = 20_000
MOST_NAMES = 12

HAN = {"zh-hans": "Hans", "zh-hant": "Hant"}
"""ISO 15924 codes that only the language tells apart."""
SCRIPTS = {
    "LATIN": "Latn",
    "CJK": "Hani",
    "IDEOGRAPHIC": "Hani",
    "TIBETAN": "Tibt",
    "ARABIC": "Arab",
    "CYRILLIC": "Cyrl",
    "MONGOLIAN": "Mong",
    "DEVANAGARI": "Deva",
    "HANGUL": "Hang",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "THAI": "Thai",
    "ETHIOPIC": "Ethi",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "TAMIL": "Taml",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
}
"""First word of a character's Unicode name -> ISO 15924 code."""
COMMON = "Zyyy"
"""ISO 15924: no script of its own, such as digits alone."""


@dataclass(frozen=True)
class Name:
    """One name in one script. `script`: ISO 15924. `language`: of our languages, or "" when nobody said."""

    text: str = field(repr=False)
    script: str
    language: str = ""
    kind: str = ALSO_KNOWN

    def as_document(self) -> dict[str, str]:
        return {"text": self.text, "script": self.script, "language": self.language, "kind": self.kind}


@dataclass(frozen=True)
class PartyDraft:
    """What somebody wrote about a party. `contacts`: ways to reach them, one a line."""

    kind: str
    roles: tuple[str, ...] = ()
    names: tuple[Name, ...] = field(default=(), repr=False)
    contacts: tuple[str, ...] = field(default=(), repr=False)
    description: str = field(default="", repr=False)

    def as_document(self) -> dict[str, Any]:
        return {
            "names": [name.as_document() for name in self.names],
            "contacts": list(self.contacts),
            "description": self.description,
        }


def name_of(text: str, kind: str = ALSO_KNOWN, language: str = "", script: str = "") -> Name:
    """Return a name with its script, which is read from its characters when nobody gave it."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return Name(text, script or script_of(text, language), language, kind)


def script_of(text: str, language: str = "") -> str:
    """Return the ISO 15924 code of the script that most letters of `text` are in."""
    counted = Counter(found for found in map(_script_of_letter, text) if found)
    if not counted:
        return COMMON
    if "Jpan" in counted:
        return "Jpan"
    most = counted.most_common(1)[0][0]
    return HAN.get(language.casefold(), most) if most == "Hani" else most


def _script_of_letter(letter: str) -> str:
    if not letter.isalpha():
        return ""
    return SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "")


def unite(documents: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what several documents about one party say together, each thing once, in their order."""
    found = list(documents)
    return {
        "names": _each_once(name for document in found for name in document["names"]),
        "contacts": _each_once(contact for document in found for contact in document["contacts"]),
        "description": "\n\n".join(_each_once(d["description"] for d in found if d["description"].strip())),
    }


def _each_once(things: Iterable[Any]) -> list[Any]:
    kept: list[Any] = []
    for thing in things:
        if thing not in kept:
            kept.append(thing)
    return kept


def require_mergeable(
    *, same: bool, one_kind: str, other_kind: str, one_is_merged: bool, one_holds: bool, other_is_merged: bool
) -> None:
    """Raise a MergeRefused unless the first party may be said to be the second.

    one_holds: others were merged into the first. So a pointer never leads to a row that has a pointer itself: there are
    no chains and no cycles, and each merge can be undone without touching another.
    """
    if same:
        raise SameParty
    if one_kind != other_kind:
        raise OtherKind
    if one_is_merged or one_holds or other_is_merged:
        raise MergedAlready
