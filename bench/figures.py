# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a figure is printed: one JSON object per line, with the peer it was held against."""

import json
import platform
from importlib.metadata import version

import django


def show(
    figure: str,
    value: float,
    unit: str,
    *,
    peer: dict[str, object] | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
) -> None:
    """Print one figure. `peer`: {"name", "value"} of what does the same job elsewhere. `at_least`, `at_most`: what was
    promised."""
    against = peer.get("value") if peer else None
    ratio = round(value / against, 2) if isinstance(against, int | float) and against else None
    line = {
        "figure": figure,
        "value": round(value, 3),
        "unit": unit,
        "peer": peer,
        "ratio": ratio,
        "versions": {
            "python": platform.python_version(),
            "django": django.get_version(),
            "cryptography": version("cryptography"),
            "granian": version("granian"),
        },
    }
    if at_least is not None:
        line |= {"floor": at_least, "met": value >= at_least}
    if at_most is not None:
        line |= {"floor": at_most, "met": value <= at_most}
    print(json.dumps(line), flush=True)
