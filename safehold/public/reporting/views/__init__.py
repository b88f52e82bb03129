# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of the reporter's side: parse, call one door, render. Every answer to a POST is the page itself."""

from safehold.public.reporting.views.adding import files
from safehold.public.reporting.views.dialogue import answer, come_back, grant, more_files, withdraw
from safehold.public.reporting.views.ending import close
from safehold.public.reporting.views.sending import send
from safehold.public.reporting.views.standing import about, health, promises, start, start_in
from safehold.public.reporting.views.writing import form, review

__all__ = [
    "about",
    "answer",
    "close",
    "come_back",
    "files",
    "form",
    "grant",
    "health",
    "more_files",
    "promises",
    "review",
    "send",
    "start",
    "start_in",
    "withdraw",
]
