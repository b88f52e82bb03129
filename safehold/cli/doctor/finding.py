# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the doctor says."""

from dataclasses import dataclass

TAMPERED = "Our software writes no such row: somebody did by hand. Keep a copy as it is, and look who can write there."
"""How to mend a value that is none."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, and how to mend it. A note may be as it is: it does not change the exit status."""

    what: str
    mend: str
    is_note: bool = False
