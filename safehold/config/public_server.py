# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public site as it is served: the application of `public_wsgi`, its pages made by processes of their own.

Pages of registrants' accounts are made here: deriving a password takes long and needs little of Python, as files do,
and nobody who reports stands behind it. So sign-in attempts are counted in one memory. The register's data files may be
larger than memory, and go from the disk to whoever fetches them.
"""

from safehold.config.settings.public import DATA_UPLOAD_MAX_MEMORY_SIZE, PAGE_PROCESSES
from safehold.public.register.rules import is_of_account
from safehold.web.pages import PagesApart

DATA_FILES = "/register/data/"


def is_made_here(path: str) -> bool:
    return is_of_account(path) or path.startswith(DATA_FILES)


application = PagesApart(
    "safehold.config.public_wsgi:application",
    processes=PAGE_PROCESSES,
    limit_bytes=DATA_UPLOAD_MAX_MEMORY_SIZE,
    made_here=is_made_here,
)
