# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which addresses are those of a registrant's account. Everywhere else nobody is signed in, and no cookie is read.

Asked by the middleware, and by the server, which makes these pages in its own threads (config/public_server.py).
"""

import re

ADDRESS = re.compile(r"/[a-z-]{2,10}/register/(?:account|filings)(?:/.*)?", re.DOTALL)
COOKIE_PATH = "/{language}/register"


def is_of_account(path: str) -> bool:
    return ADDRESS.fullmatch(path) is not None
