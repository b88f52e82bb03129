# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verifier that every bag carries: our own modules, joined into one file that needs the standard library alone.

It is the code that runs here, not a second one. `tests/test_bags_standalone.py` holds it to that.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import safehold

MODULES = (
    "core/envelopes/errors.py",
    "core/envelopes/canonical.py",
    "core/custody/errors.py",
    "core/custody/chain.py",
    "core/custody/details.py",
    "core/custody/heads.py",
    "core/timestamps/errors.py",
    "core/timestamps/manifest.py",
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
"""Checks this hand-over of evidence: python3 verify.py

It needs Python 3.10 or newer and, for the time stamps, the program `openssl`. It reads the bag, writes nothing into it,
and reaches no network. To be surer, do not run the copy that came with the bag: fetch Safehold from where it is
published, and run `safehold verify bag BAG`, which is the same code.
"""

from __future__ import annotations

'''
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
