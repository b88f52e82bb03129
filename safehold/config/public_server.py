# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public site as it is served: the application of `public_wsgi`, its pages made by processes of their own."""

from safehold.config.settings.public import DATA_UPLOAD_MAX_MEMORY_SIZE, PAGE_PROCESSES
from safehold.web.pages import PagesApart

application = PagesApart(
    "safehold.config.public_wsgi:application",
    processes=PAGE_PROCESSES,
    limit_bytes=DATA_UPLOAD_MAX_MEMORY_SIZE,
)
