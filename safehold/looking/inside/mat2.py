# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Goes over a document with mat2's library, as the system's Python, inside the walls that stand already.

    python3 -I mat2.py DESCRIPTOR FILE MEDIA_TYPE

The file was cleaned once; where mat2 cannot, that is what comes out.
"""

import re
import sys
import types
from pathlib import Path

WING = Path(__file__).parents[1]
for name, folder in (("safehold", WING.parent), ("safehold.looking", WING)):  # packages without their doors
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [str(folder)]

from safehold.looking.inside.telling import Tell  # noqa: E402


def main(descriptor: int, given: Path, media_type: str) -> None:
    tell = Tell(descriptor)
    content = given.read_bytes()
    try:
        content = clean(given)
        tell.facts(made_by=f"mat2 {find_version()}".strip())
    except Exception:  # noqa: S110 - whatever it was, what was cleaned once is there
        pass
    tell.output("stripped", media_type, content)
    tell.end()


def clean(given: Path) -> bytes:
    from libmat2 import parser_factory

    parser, _ = parser_factory.get_parser(str(given))
    parser.lightweight_cleaning = False
    if not parser.remove_all():
        raise ValueError("mat2 could not")
    return Path(parser.output_filename).read_bytes()


def find_version() -> str:
    """The program says its version; the library does not."""
    found = re.search(r"__version__ = '([0-9.]+)'", Path("/usr/bin/mat2").read_text())
    return found.group(1) if found else ""


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
