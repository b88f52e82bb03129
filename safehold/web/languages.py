# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The languages people meet here: their own names, tags and directions. Knows only those of the settings."""

from dataclasses import dataclass

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation.trans_real import parse_accept_lang_header

NATIVE_NAMES = {
    "en": "English",
    "fr": "Français",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
    "bo": "བོད་ཡིག",
    "ug": "ئۇيغۇرچە",
}
TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
NEAREST = {"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant", "yue": "zh-hant", "zh": "zh-hans"}
"""Languages a browser may ask for by another name. A longer name is cut at its last hyphen until one fits."""


def teach_tibetan() -> None:
    """Tell Django about Tibetan, which its own list lacks."""
    LANG_INFO.setdefault(
        "bo", {"bidi": False, "code": "bo", "name": "Tibetan", "name_local": NATIVE_NAMES["bo"]}
    )


@dataclass(frozen=True)
class Language:
    """One language, and the address of the page being read in it."""

    code: str
    name: str
    tag: str
    direction: str
    address: str


def codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def tag_of(code: str) -> str:
    """Return the tag for a `lang` attribute."""
    return TAGS.get(code, code)


def direction_of(code: str) -> str:
    return "rtl" if code in settings.LANGUAGES_BIDI else "ltr"


def name_of(code: str) -> str:
    return NATIVE_NAMES.get(code, code)


def language_in_path(path: str) -> str | None:
    """Return the language named by the first segment of a path, if it is one of ours."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in codes() else None


def best_language(accept_language: str) -> str:
    """Return the language of ours that a browser's Accept-Language header prefers, or the default one."""
    for asked, _weight in parse_accept_lang_header(accept_language.lower()):
        parts = asked.split("-")
        for length in range(len(parts), 0, -1):
            name = "-".join(parts[:length])
            if (found := NEAREST.get(name, name)) in codes():
                return found
    return str(settings.LANGUAGE_CODE)


def list_languages(path: str) -> list[Language]:
    """Return all languages, each with the address of the page at `path` in it."""
    rest = f"{path}/".split("/", 2)[2].removesuffix("/") if language_in_path(path) else ""
    return [
        Language(code, name_of(code), tag_of(code), direction_of(code), f"/{code}/{rest}") for code in codes()
    ]
