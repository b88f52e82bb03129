# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries of the register, as the office sees them: their versions, and what can be done about them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from safehold.catalog.register_forms import register_form
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.forms import ExpectedForm, FieldsForm, WordsForm, corrections
from safehold.desk.registrar.models import Entry, Office
from safehold.desk.registrar.permissions import posted_in_the_office, shown_in_the_office
from safehold.desk.registrar.queries.review import read_newest
from safehold.desk.registrar.templatetags.registrar_parts import language, name_parts, words_of
from safehold.desk.registrar.views.answers import judged
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock

LONGEST_SEARCH = 100


@shown_in_the_office
def list_entries(request: HttpRequest, office: Office) -> HttpResponse:  # noqa: ARG001
    """Show entries, or those with some words."""
    words = request.GET.get("words", "").strip()[:LONGEST_SEARCH]
    rows = queries.list_entries(words)
    names = queries.name_entries(rows)
    context = {"rows": [(row, names.get(row.pk, "")) for row in rows], "words": words}
    return render(request, "registrar/entries.html", context)


@shown_in_the_office
def show(request: HttpRequest, office: Office, registered_id: UUID) -> HttpResponse:
    return _page(request, office, queries.access_entry(office, registered_id))


def _page(request: HttpRequest, office: Office, entry: Entry, **bound: Any) -> HttpResponse:
    key = queries.open_key(unlocked_of(request), office)
    form = register_form(entry.form)
    values, endings = read_newest(key, entry), queries.list_endings(entry)
    replay, parts = queries.find_replay_of(entry), name_parts(form)
    context = {
        "entry": entry,
        "name": queries.name_entries([entry]).get(entry.pk, ""),
        "lines": [
            {
                "part": parts.get(each.name),
                "label": each.label(language()),
                "value": words_of(form, each.name, values.get(each.name)),
                "fate": _fate(each, endings),
            }
            for each in form.fields
        ],
        "leaves": queries.list_leaves_about(entry),
        "replay": replay,
        "withhold_form": bound.get("withhold_form") or _withhold_form(entry),
        "erase_form": bound.get("erase_form") or _erase_form(entry),
        "reply_form": bound.get("reply_form") or _reply_form(),
        "expect_form": bound.get("expect_form") or ExpectedForm(auto_id="expect_%s"),
        "correctable": corrections.list_fields(form, language()),
    }
    return render(request, "registrar/entry.html", context, status=422 if bound else 200)


def _fate(field: Any, endings: dict[str, str]) -> str:
    return endings.get(field.name) or ("public" if field.public else "office")


def _back(entry: Entry) -> str:
    return reverse("registrar:entry", args=[entry.pk])


@posted_in_the_office
def withhold(request: HttpRequest, office: Office, registered_id: UUID) -> HttpResponse:
    """Propose to withhold fields, in all versions."""
    entry = queries.access_entry(office, registered_id)
    form = _withhold_form(entry, request.POST)
    return judged(
        request,
        form,
        lambda: _page(request, office, entry, withhold_form=form),
        lambda data: actions.propose_withholding(
            unlocked_of(request), data["names"], data["words"], clock.today(), entry=entry
        ),
        _("Proposed. Another registrar confirms it, or does not."),
        _back(entry),
    )


@posted_in_the_office
def erase(request: HttpRequest, office: Office, registered_id: UUID) -> HttpResponse:
    """Propose to erase fields for good, in all versions."""
    entry = queries.access_entry(office, registered_id)
    form = _erase_form(entry, request.POST)
    return judged(
        request,
        form,
        lambda: _page(request, office, entry, erase_form=form),
        lambda data: actions.propose_redaction(
            unlocked_of(request), entry, data["names"], data["words"], clock.today()
        ),
        _("Proposed. Another registrar confirms it, or does not."),
        _back(entry),
    )


@posted_in_the_office
def reply(request: HttpRequest, office: Office, registered_id: UUID) -> HttpResponse:
    """Publish what the registrant replies, beside the newest version."""
    entry = queries.access_entry(office, registered_id)
    form = _reply_form(request.POST)
    return judged(
        request,
        form,
        lambda: _page(request, office, entry, reply_form=form),
        lambda data: actions.publish_reply(unlocked_of(request), entry.leaf_id, data["words"], clock.today()),
        _("Published beside the entry."),
        _back(entry),
    )


@posted_in_the_office
def expect(request: HttpRequest, office: Office, registered_id: UUID) -> HttpResponse:
    """Note an update that the registrant said is coming."""
    entry = queries.access_entry(office, registered_id)
    form = ExpectedForm(request.POST, auto_id="expect_%s")
    return judged(
        request,
        form,
        lambda: _page(request, office, entry, expect_form=form),
        lambda data: actions.expect_update(
            unlocked_of(request), entry, data["changes_on"], data["words"], clock.today()
        ),
        _("Noted. It is on the page Late and missing from that day on, until it comes."),
        _back(entry),
    )


def _withhold_form(entry: Entry, data: Any = None) -> FieldsForm:
    form = register_form(entry.form)
    return FieldsForm(form, language(), _("Whose safety, and why"), data, auto_id="withhold_%s")


def _erase_form(entry: Entry, data: Any = None) -> FieldsForm:
    form = register_form(entry.form)
    return FieldsForm(form, language(), _("Why it must be erased"), data, auto_id="erase_%s")


def _reply_form(data: Any = None) -> WordsForm:
    return WordsForm(_("What the registrant replies, word for word"), data, auto_id="reply_%s")
