# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws a document in a process of its own, which ends with it.

What is drawn may be a secret. It goes in and out through pipes; no file is written, and what the typesetter
keeps in memory for a next time is gone with the process.
"""

import datetime
import json
import resource
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import typst

FOLDER = Path(__file__).parent
TIMEOUT_SECONDS = 60
BUILT_IN = {"LATIN", "GREEK", "CYRILLIC"}
"""Scripts that the typesetter's own fonts draw."""
NOTO = {"CJK": "Noto Sans CJK", "TIBETAN": "Noto Serif Tibetan", "ARABIC": "Noto Naskh Arabic"}
"""Other scripts, and the family of the system that draws them, where it is installed."""


class PrintingFailed(Exception):
    """The document could not be drawn. The message names nothing of what stands in it."""


def print_document(template: str, content: str, on: datetime.date) -> bytes:
    """Return a template of this folder as a PDF. content: JSON, which the template reads as
    `sys.inputs.content`.

    on: the day that the PDF names as its own. Of "names" in the content the first is used that the fonts
    here can draw. Raises PrintingFailed.
    """
    try:
        drawn = subprocess.run(  # noqa: S603 - our own file
            [sys.executable, "-I", __file__, template, on.isoformat()],
            input=content.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=TIMEOUT_SECONDS,
            env={},
        )
    except (subprocess.SubprocessError, OSError):
        raise PrintingFailed from None
    return drawn.stdout


def _draw(template: str, content: str, on: datetime.date) -> bytes:
    text = json.loads(content)
    fonts = _fonts_for(text["names"])
    text["name"] = _first_drawable(text["names"], fonts.families())
    midnight = datetime.datetime.combine(on, datetime.time(), datetime.UTC)
    drawn = typst.compile(
        (FOLDER / template).read_bytes(),
        font_paths=fonts,
        sys_inputs={"content": json.dumps(text)},
        timestamp=midnight,
    )
    return bytes(drawn)


def _fonts_for(names: Sequence[str]) -> typst.Fonts:
    """The fonts of the system take a third of a second to find: only where a name needs them."""
    return typst.Fonts(include_system_fonts=not _scripts(names[0]) <= BUILT_IN)


def _first_drawable(names: Sequence[str], families: Sequence[str]) -> str:
    drawn = BUILT_IN | {
        script for script, family in NOTO.items() if any(each.startswith(family) for each in families)
    }
    return next((name for name in names if _scripts(name) <= drawn), names[-1])


def _scripts(text: str) -> set[str]:
    """Return the scripts of a text's letters, by the first word of their Unicode names."""
    return {unicodedata.name(char, "UNKNOWN").split()[0] for char in text if char.isalpha()}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(
        _draw(sys.argv[1], sys.stdin.buffer.read().decode(), datetime.date.fromisoformat(sys.argv[2]))
    )
