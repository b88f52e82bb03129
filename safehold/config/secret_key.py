# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk's signing key for sessions: made once, kept in a file that only the desk's user reads."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def read_or_make(path: Path) -> str:
    """Return the key in `path`, creating it (mode 0600) the first time.

    The file appears with its content in one step, so that a second process that starts at the same moment never
    reads an empty key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=".secret-key-")
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(made, path)
        Path(made).unlink()
    return path.read_text().strip()
