# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m bench [NAME]`: run one measurement or all; each prints JSON lines."""

import runpy
import sys
from pathlib import Path

NAMES = sorted(
    p.stem
    for p in Path(__file__).parent.glob("*.py")
    if p.stem
    not in (
        "__init__",
        "__main__",
        "figures",
        "houses",
        "servers",
        "register_data",
        "register_made",
        "population",
    )
)


def main() -> None:
    chosen = sys.argv[1:] or NAMES
    unknown = set(chosen) - set(NAMES)
    if unknown:
        sys.exit(f"no measurement is called {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}")
    sys.argv = sys.argv[:1]
    for name in chosen:
        runpy.run_module(f"bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
