# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the texts that come with the software, and draws PDFs. The texts are a start: nothing is sent unread."""

import secrets
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from mnemonic import Mnemonic

from safehold.web import printing
from safehold.web.printing import FontMissing, PrintingFailed

__all__ = [
    "FontMissing",
    "PrintingFailed",
    "Telling",
    "Texts",
    "draw_words",
    "load_texts",
    "print_letter",
    "print_packet",
]

FOLDER = Path(__file__).parent
WORDS_TO_OPEN = 6


class Telling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person is told, in one language. `reviewed`: a native reader has read it."""

    reviewed: bool
    intro: str
    given: str
    answered: str
    silent: str
    elsewhere: str
    file_number: str
    next: str
    withdrawn: str
    outro: str


class Texts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`cover` by language, `letters` by kind and language, `telling` by language."""

    cover: dict[str, str]
    letters: dict[str, dict[str, str]]
    telling: dict[str, Telling]


@cache
def load_texts() -> Texts:
    """Read texts.yaml, once."""
    return msgspec.yaml.decode((FOLDER / "texts.yaml").read_bytes(), type=Texts)


@cache
def _list_words(language: str) -> tuple[str, ...]:
    return tuple(Mnemonic("french" if language == "fr" else "english").wordlist)


def draw_words(language: str) -> list[str]:
    """Choose six words of a list of 2,048, without accents: they are said on the telephone and typed."""
    words = _list_words(language)
    chosen = (secrets.choice(words) for _ in range(WORDS_TO_OPEN))
    return ["".join(c for c in unicodedata.normalize("NFKD", w) if c.isascii()) for w in chosen]


def print_packet(content: Mapping[str, Any], on: date) -> bytes:
    """Return a packet as a PDF. Raises FontMissing or PrintingFailed."""
    return printing.print_pdf(FOLDER / "packet.typ", content, on)


def print_letter(content: Mapping[str, Any], on: date) -> bytes:
    """Return a letter as a PDF. Raises FontMissing or PrintingFailed."""
    return printing.print_pdf(FOLDER / "letter.typ", content, on)
