# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of which only a few short strings differ from one person to the next: rendered once, then filled in.

What is kept between two people holds blanks where the strings go, and none of the strings.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape

MAX_PAGES = 256


class PreparedPage:
    """One template with blanks.

    blanks: for each string that differs, the text that stands for it while the page is rendered. A blank must pass
    wherever its string would (an address converter, say), need no escaping, and occur nowhere else in the page.
    """

    def __init__(self, template: str, blanks: Iterable[str]) -> None:
        self._template = template
        self._blank = re.compile("|".join(map(re.escape, blanks)))
        self._pages: dict[Hashable, str] = {}

    def fill(
        self, request: HttpRequest, key: Hashable, context: Mapping[str, Any], strings: Mapping[str, str]
    ) -> str:
        """Return the page for `key`, which must name everything in `context` and the language, with `strings`
        in the place of their blanks."""
        page = self._pages.get(key)
        if page is None:
            page = render_to_string(self._template, dict(context), request)
            if len(self._pages) < MAX_PAGES:
                self._pages[key] = page
        return self._blank.sub(lambda found: escape(strings[found[0]]), page)
