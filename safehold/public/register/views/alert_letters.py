# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letters to followers, as plain text in their language. Nothing that somebody filed stands in a header."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from safehold.public.register.actions.writing_letters import Digest, Link, Writers
from safehold.public.register.adapters.letters import whole_address
from safehold.public.register.queries import Book, Statement
from safehold.public.register.queries.alerts import News, Wanted
from safehold.public.register.rules.alerts import Letter, plain_line
from safehold.public.register.views import presenting
from safehold.public.register.views.feeds import address_of
from safehold.public.register.views.wanted import words_of


def write_digest(book: Book, digest: Digest) -> Letter:
    """Tell what is new of each thing that is followed."""
    language = digest.follower.language
    with override(language):
        count = sum(len(each.statements) + each.more for each in digest.news)
        subject = ngettext("Register: %(number)s change", "Register: %(number)s changes", count)
        stop = _stop(language, digest.stop)
        context = {
            "parts": [_part(book, each, language) for each in digest.news],
            "again": date_format(digest.again, "DATE_FORMAT") if digest.again else "",
            "stop": stop,
        }
        return Letter(subject % {"number": count}, _text("digest", context), stop)


def write_link(book: Book, link: Link) -> Letter:
    """Ask whether somebody really wants to be written to.

    What a search looks for stands on the page alone: anybody could have typed it, to have it sent to somebody else.
    """
    alert, wanted = link.followed.alert, link.followed.wanted
    with override(alert.language):
        stop = _stop(alert.language, link.stop)
        context = {
            "name": plain_line(words_of(book, wanted, alert.language)) if wanted.entity else "",
            "address": whole_address(reverse("register:confirm-alert", args=[alert.language, link.token])),
            "stop": stop,
        }
        return Letter(_("Register: please confirm your alert"), _text("link", context), stop)


WRITERS = Writers(write_digest, write_link)


def _part(book: Book, news: News, language: str) -> dict[str, Any]:
    wanted = news.followed.wanted
    return {
        "followed": plain_line(words_of(book, wanted, language)),
        "lines": [_line(each, language) for each in news.statements],
        "more": news.more,
        "address": whole_address(_page_of(wanted, language)),
    }


def _line(statement: Statement, language: str) -> dict[str, str]:
    leaf = statement.leaf
    assert leaf is not None
    sides = presenting.sides_of(statement, language)
    names = [plain_line(name) for name in (sides.registrant, sides.principal) if name]
    return {
        "kind": str(presenting.KINDS[leaf.kind]),
        "who": " · ".join(names),
        "day": date_format(leaf.on, "DATE_FORMAT"),
        "address": whole_address(address_of(statement, language)),
    }


def _page_of(wanted: Wanted, language: str) -> str:
    """Return the address of what is followed."""
    if wanted.entity:
        return reverse("register:entity", args=[language, wanted.entity])
    asked = {name: value for name, value in asdict(wanted.asked).items() if value}
    address = reverse("register:search", args=[language])
    return f"{address}?{urlencode(asked)}" if asked else address


def _stop(language: str, token: str) -> str:
    return whole_address(reverse("register:stop-alerts", args=[language, token]))


def _text(name: str, context: dict[str, Any]) -> str:
    """Return a letter without the empty lines that the template's own marks leave."""
    written = render_to_string(f"register/alerts/{name}.txt", context)
    return "\n".join(line.rstrip() for line in written.splitlines()).strip() + "\n"
