# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks at something that never ends. Killed by a test, which then looks for what was left running."""

import io

from safehold.looking import Job, Limits
from safehold.looking.process import run

if __name__ == "__main__":
    run(
        "safehold.looking.tests.hostile:sleep",
        io.BytesIO(),
        Job("walls"),
        Limits(seconds=600),
        is_wrapped=False,
    )
