# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys that everything published is checked with. They lie outside the database: whoever can write there cannot
change what is believed."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from safehold.core import tlog
from safehold.public.register.errors import LogKeyMissing


def read_log_key() -> tlog.VerifierKey:
    """Return the pinned key of the log; raises LogKeyMissing."""
    text = str(settings.REGISTER_LOG_VKEY) or _read(settings.REGISTER_LOG_KEY_FILE)
    try:
        return tlog.parse_vkey(text.strip())
    except tlog.TlogError:
        raise LogKeyMissing from None


def read_witness_keys() -> list[tlog.VerifierKey]:
    """Return the keys of the witnesses that this site knows. A line that is no key is left out."""
    found = []
    for line in _read(settings.REGISTER_WITNESSES_FILE).splitlines():
        try:
            found.append(tlog.parse_vkey(line.strip()))
        except tlog.TlogError:
            continue
    return found


def _read(path: Path | str) -> str:
    try:
        return Path(path).read_text()
    except (OSError, UnicodeDecodeError):
        return ""
