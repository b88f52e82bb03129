# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws a document as a PDF in a process of its own, which ends with it.

What is drawn may be what somebody told us. It goes in and out through pipes; no file is written, and what the
typesetter keeps in memory for a next time is gone with the process. A text whose script no font here can draw is
refused: boxes instead of letters would be sent without anybody noticing.
"""

import datetime
import json
import resource
import subprocess
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

TIMEOUT_SECONDS = 60
BUILT_IN = {"LATIN", "GREEK", "CYRILLIC", "MODIFIER", "FEMININE", "MASCULINE", "MICRO", "FULLWIDTH"}
"""Scripts that the typesetter's own fonts draw, by the first word of a character's Unicode name."""
NOTO = {
    "CJK": "Noto Sans CJK",
    "HIRAGANA": "Noto Sans CJK",
    "KATAKANA": "Noto Sans CJK",
    "HANGUL": "Noto Sans CJK",
    "BOPOMOFO": "Noto Sans CJK",
    "TIBETAN": "Noto Serif Tibetan",
    "ARABIC": "Noto Naskh Arabic",
}
"""Other scripts, and the family of the system that draws them, where it is installed."""
FONT_MISSING = 3
"""What the drawing process answers then."""


class PrintingFailed(Exception):
    """The document could not be drawn. The message names nothing of what stands in it."""


class FontMissing(PrintingFailed):
    """No font of this host draws one of the scripts in it."""


def print_pdf(template: Path, content: Mapping[str, Any], on: datetime.date) -> bytes:
    """Return a typst template as a PDF. content: what it reads as `sys.inputs.content`, written as JSON.

    Of "names" in the content the first that the fonts here can draw becomes its "name". on: the day that the PDF names
    as its own. Raises FontMissing or PrintingFailed.
    """
    try:
        drawn = subprocess.run(  # noqa: S603 - our own file
            [sys.executable, "-I", __file__, str(template), on.isoformat()],
            input=json.dumps(content).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=TIMEOUT_SECONDS,
            env={},
        )
    except subprocess.CalledProcessError as error:
        raise (FontMissing if error.returncode == FONT_MISSING else PrintingFailed) from None
    except (subprocess.SubprocessError, OSError):
        raise PrintingFailed from None
    return drawn.stdout


def _draw(template: Path, content: str, on: datetime.date) -> bytes:
    text = json.loads(content)
    names = text.pop("names", [])
    needed = _scripts([*_texts_of(text), *names[:1]]) - BUILT_IN
    fonts = typst.Fonts(include_system_fonts=bool(needed))  # a third of a second, where they are needed
    families = fonts.families()
    if names:
        text["name"] = first_drawable(names, families)
    if not _are_drawn(_texts_of(text), families):
        sys.exit(FONT_MISSING)
    midnight = datetime.datetime.combine(on, datetime.time(), datetime.UTC)
    drawn = typst.compile(
        template.read_bytes(),
        font_paths=fonts,
        sys_inputs={"content": json.dumps(text)},
        timestamp=midnight,
    )
    return bytes(drawn)


def first_drawable(names: Sequence[str], families: Collection[str]) -> str:
    """Return the first name that fonts of these families draw, or the last one."""
    return next((name for name in names if _are_drawn([name], families)), names[-1])


def _are_drawn(texts: Iterable[str], families: Collection[str]) -> bool:
    return all(_is_drawn(script, families) for script in _scripts(texts) - BUILT_IN)


def _is_drawn(script: str, families: Iterable[str]) -> bool:
    wanted = NOTO.get(script)
    if wanted:
        return any(family.startswith(wanted) for family in families)
    return any(script.title() in family.split() for family in families)


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts_of(each)


def _scripts(texts: Iterable[str]) -> set[str]:
    """Return the scripts of all letters, by the first word of their Unicode names."""
    letters = {char for text in texts for char in text if char.isalpha()}
    return {unicodedata.name(char, "UNKNOWN").split()[0].split("-")[0] for char in letters}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(
        _draw(Path(sys.argv[1]), sys.stdin.buffer.read().decode(), datetime.date.fromisoformat(sys.argv[2]))
    )
