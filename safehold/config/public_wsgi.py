# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The WSGI application of the public process.

All pages are loaded before the first person comes, who would wait for it. What is loaded by now stays for good, so the
garbage collector need not look at it again and again.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ["DJANGO_SETTINGS_MODULE"] = "safehold.config.settings.public"
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - reading them loads them
gc.collect()
gc.freeze()
