# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is new, as Atom: of the whole register, of a search, of one who is on it. Nobody has to leave an address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from safehold.public.register import queries, rules
from safehold.public.register.forms.searching import SearchForm
from safehold.public.register.queries import Book, Statement
from safehold.public.register.views import presenting
from safehold.public.register.views.books import reads_the_log
from safehold.web.languages import tag_of

FRESH_SECONDS = 300


@reads_the_log
def feed(request: HttpRequest, book: Book, language: str) -> HttpResponse:
    """Tell what is new on the register, or in a search that the address holds."""
    form = SearchForm(request.GET, language=language, on_register=queries.list_countries(book))
    asked = form.asked()
    address = reverse("register:search", args=[language])
    if not asked.is_anything():
        return _answer(request, book, language, _("The register"), address, queries.list_news(book))
    address = f"{address}?{request.GET.urlencode()}"
    title = _("The register: a search")
    return _answer(request, book, language, title, address, queries.list_news_of_search(book, asked))


@reads_the_log
def entity_feed(request: HttpRequest, book: Book, language: str, entity_id: UUID) -> HttpResponse:
    """Tell what is new about one who is on the register."""
    news = queries.list_news_of_entity(book, entity_id)
    name = queries.list_names(book, [entity_id]).get(entity_id) or _("Name withheld")
    address = reverse("register:entity", args=[language, entity_id])
    return _answer(request, book, language, _("The register: %(name)s") % {"name": name}, address, news)


def _answer(
    request: HttpRequest, book: Book, language: str, title: str, address: str, news: Sequence[Statement]
) -> HttpResponse:
    here = request.build_absolute_uri()
    made = Atom1Feed(
        title=_plain(title),
        link=request.build_absolute_uri(address),
        description=None,
        feed_url=here,
        feed_guid=here,
        language=tag_of(language),
    )
    for each in news:
        if each.leaf is not None:
            _add(made, request, book, each, language)
    return HttpResponse(
        made.writeString("utf-8"),
        content_type="application/atom+xml; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={FRESH_SECONDS}"},
    )


def _add(made: Atom1Feed, request: HttpRequest, book: Book, statement: Statement, language: str) -> None:
    leaf = statement.leaf
    assert leaf is not None
    sides = presenting.sides_of(statement, language)
    who = " · ".join(name for name in (sides.registrant, sides.principal) if name)
    kind = str(presenting.KINDS[leaf.kind])
    made.add_item(
        title=_plain(f"{kind}: {who}" if who else kind),
        link=request.build_absolute_uri(address_of(statement, language)),
        description=_plain(sides.purpose),
        unique_id=uuid5(NAMESPACE_URL, f"{book.checkpoint.origin}/{statement.index}").urn,
        unique_id_is_permalink=False,
        pubdate=_midnight(leaf.on),
        updateddate=_midnight(leaf.on),
    )


def address_of(statement: Statement, language: str) -> str:
    """Return the address of the page that shows what a leaf says."""
    leaf = statement.leaf
    assert leaf is not None
    if leaf.kind == "bulletin":
        return reverse("register:bulletins", args=[language])
    if leaf.entry and leaf.kind in rules.VERSIONS:
        return reverse("register:version", args=[language, leaf.entry, leaf.version])
    if leaf.entry:
        return reverse("register:entry", args=[language, leaf.entry])
    if leaf.registrant:
        return reverse("register:entity", args=[language, leaf.registrant])
    return reverse("register:search", args=[language])


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), timezone.get_default_timezone())


def _plain(text: str) -> str:
    """Leave out characters that XML has no place for: what somebody wrote must not break the feed."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
