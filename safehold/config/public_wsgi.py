# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The WSGI application of the public process.

What is loaded by now stays for good, so the garbage collector need not look at it again and again.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "safehold.config.settings.public"
application = get_wsgi_application()
gc.collect()
gc.freeze()
