# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a figure is printed: one JSON object per line, with the peer it was held against."""

import json
import platform
from importlib.metadata import version

import django


def show(figure: str, value: float, unit: str, *, peer: dict[str, object] | None = None) -> None:
    """Print one figure. `peer`: {"name", "value"} of what does the same job elsewhere."""
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
    print(json.dumps(line), flush=True)
