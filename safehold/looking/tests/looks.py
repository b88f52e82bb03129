# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks, as tests do them."""

import io

from safehold.looking import Job, Limits, Looked, look
from safehold.looking.tests import drawn

HIDDEN = drawn.HIDDEN.encode()


def do(job: Job, content: bytes, limits: Limits | None = None) -> Looked:
    return look(io.BytesIO(content), job, limits=limits)


def made(looked: Looked, name: str) -> bytes:
    assert looked.status == "done", (looked.status, looked.reason)
    return next(output.content for output in looked.outputs if output.name == name)
