# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registrar's file of confirmed rules: whether it can be used, and who could change it."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from safehold.catalog.errors import ValuesWrong
from safehold.catalog.register_schemes import load_confirmed
from safehold.cli.doctor.finding import Finding

WRITTEN_BY_OTHERS = 0o022


def check_confirmed_rules() -> Iterator[Finding]:
    """Without the file nothing is confirmed, and that is no finding."""
    path = Path(settings.REGISTER_VALUES)
    try:
        load_confirmed(path)
        is_open = path.exists() and bool(path.stat().st_mode & WRITTEN_BY_OTHERS)
    except (ValuesWrong, OSError):
        yield Finding(
            f"{path} cannot be used: no rule of the register counts as confirmed.",
            "Compare it with docs/how-to/confirm-a-rule.md. Each entry has a source and the day on which it was read.",
        )
        return
    if is_open:
        yield Finding(
            f"{path} can be written by others than its owner: it says from when a law holds.",
            "Give it to root: chmod 644.",
        )
