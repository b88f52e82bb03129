# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that only answer what was sent. Somebody who opens such an address is taken to the page before it.

A mailbox whose row was changed behind our back gets one answer everywhere: we stop, and say so.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from safehold.public.reporting.errors import MailboxTampered
from safehold.web.errors import kind_page

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def posted_from(name: str) -> Callable[[View], View]:
    """Let only a POST through; send everybody else to the page `name`, in the same language."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseRedirect(reverse(f"reporting:{name}", args=[language]))
            return stops_at_tampering(view)(request, language, **kwargs)

        return answer

    return decorate


def stops_at_tampering(view: View) -> View:
    """Answer MailboxTampered with a page that shows nothing and says what to do."""

    @wraps(view)
    def answer(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, language, **kwargs)
        except MailboxTampered:
            logger.error("a mailbox is not the one its receipt was made with")  # noqa: TRY400
            return kind_page(
                request,
                409,
                _("We have stopped here, to protect you"),
                _(
                    "Something about your report was changed on our side by somebody who may not do that. "
                    "Nothing was sent, and we show nothing. Please do not write more here. Tell the organisation "
                    "in another way, or send a new report with a new code."
                ),
            )

    return answer
