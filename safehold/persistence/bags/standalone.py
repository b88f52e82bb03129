# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verifier that every bag carries: our own modules, joined into one file that needs the standard library alone.

It is the code that runs here, not a second one. `tests/test_bags_standalone.py` holds it to that.
"""

from __future__ import annotations

import ast
import io
from functools import cache
from pathlib import Path

import safehold
from safehold.core.handover.findings import BagUnreadable
from safehold.core.handover.layout import VERIFIER
from safehold.persistence.bags.reading import find_bag

LARGEST_BYTES = 1 << 20

MODULES = (
    "core/envelopes/errors.py",
    "core/envelopes/canonical.py",
    "core/custody/errors.py",
    "core/custody/chain.py",
    "core/custody/details.py",
    "core/custody/heads.py",
    "core/timestamps/errors.py",
    "core/timestamps/manifest.py",
    "core/handover/bagit.py",
    "core/handover/layout.py",
    "core/handover/documents.py",
    "core/handover/findings.py",
    "core/handover/check_files.py",
    "core/handover/check_items.py",
    "core/handover/check_stamps.py",
    "core/handover/checking.py",
    "persistence/bags/reading.py",
    "persistence/bags/openssl.py",
    "persistence/bags/verifying.py",
)
START = '''#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks this hand-over of evidence: python3 -I verify.py

It needs Python 3.10 or newer and, for the time stamps, the program `openssl`. It reads the bag, writes nothing into it,
and reaches no network. To be surer, do not run the copy that came with the bag: fetch Safehold from where it is
published, and run `safehold verify bag BAG`, which is the same code.
"""

import sys

# The bag's folder is no place to import from: what lies there may be somebody's program, under the name of json.py.
_BESIDE = {"", "."}
if __name__ == "__main__" and not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    _BESIDE.add(sys.path[0])
sys.path[:] = [folder for folder in sys.path if folder not in _BESIDE]

'''
"""Without `from __future__`: Python would look for that beside the file before its first line runs."""
END = '\n\nif __name__ == "__main__":\n    sys.exit(main())\n'


@cache
def write_verifier() -> bytes:
    """Return verify.py."""
    taken: dict[str, set[str]] = {}
    parts = [_without_imports(name, taken) for name in MODULES]
    whole = [f"import {module}" for module in sorted(taken) if not taken[module]]
    named = [
        f"from {module} import {', '.join(sorted(taken[module]))}"
        for module in sorted(taken)
        if taken[module]
    ]
    return (START + "\n".join(whole + named) + "\n" + "".join(parts) + END).encode()


def carries_our_verifier(path: Path) -> bool:
    """Whether the verify.py in a bag is the one that this version writes. What is no bag has none to warn of."""
    try:
        bag = find_bag(path)
        with bag.open(VERIFIER) if VERIFIER in bag.list_files() else io.BytesIO(write_verifier()) as file:
            return file.read(LARGEST_BYTES) == write_verifier()
    except (BagUnreadable, OSError):
        return True


def _without_imports(name: str, taken: dict[str, set[str]]) -> str:
    """Return the code of a module; put what it takes from the standard library into `taken`."""
    text = (Path(safehold.__file__).parent / name).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            _take(node, taken)
            assert node.end_lineno is not None
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    code = "".join(line for line in lines if not line.startswith("# SPDX"))
    return f"\n\n# safehold/{name}\n\n{code.strip()}\n"


def _take(node: ast.Import | ast.ImportFrom, taken: dict[str, set[str]]) -> None:
    names = {each.name for each in node.names}
    if isinstance(node, ast.Import):
        taken.update({name: set() for name in names})
    elif node.module and not node.module.startswith(("safehold", "__future__")):
        taken.setdefault(node.module, set()).update(names)
