# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters about a referral, and telling the person where it went."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.catalog.authorities import load_authorities
from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.cases.errors import ContactNotAgreed, ContactWithdrawn, MailboxClosed, ReplyRefused
from safehold.desk.cases.models import Case
from safehold.desk.referrals import actions, queries, rules
from safehold.desk.referrals.forms import LetterForm, TellForm
from safehold.desk.referrals.models import LetterKind, PacketLanguage, Referral
from safehold.desk.referrals.permissions import refers_case
from safehold.desk.referrals.views.answers import REFUSALS, back_to, explain
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock
from safehold.web.languages import direction_of


@require_http_methods(["GET", "HEAD", "POST"])
@refers_case
def letter(request: HttpRequest, case: Case, referral_id: UUID, kind: str) -> HttpResponse:
    """Begin a letter from what is known; keep it when it is posted."""
    if kind not in LetterKind.values:
        raise Http404
    referral, on = queries.access_referral(case, referral_id), clock.today()
    language = _letter_language(request, referral)
    receivers = _list_letter_receivers(kind, referral)
    form = LetterForm(receivers, request.POST if request.method == "POST" else None, auto_id="letter_%s")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.write_letter(
                unlocked_of(request),
                referral,
                kind,
                data["receiver"],
                language,
                data["text"],
                on,
                data["once"],
            )
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("The letter is kept. Make the file, and send it yourself."))
            return back_to(referral, "letters")
    return _show_letter(request, case, referral, kind, language, form)


def _show_letter(
    request: HttpRequest, case: Case, referral: Referral, kind: str, language: str, form: LetterForm
) -> HttpResponse:
    unlocked, on = unlocked_of(request), clock.today()
    opened = queries.open_referrals(unlocked, case, [referral])[0]
    if not form.is_bound:
        asked = request.GET.get("to", "")
        chosen = asked if asked in dict(form.fields["receiver"].choices) else form.initial.get("receiver", "")  # type: ignore[attr-defined]
        chosen = chosen or next(iter(dict(form.fields["receiver"].choices)), "")  # type: ignore[attr-defined]
        form.initial["receiver"] = chosen
        form.initial["text"] = queries.draft_letter(
            kind,
            language,
            opened,
            queries.open_contacts(unlocked, case, referral),
            unlocked.member.organisation,
            queries.find_authority(chosen),
            on,
        )
    context = {
        "case": case,
        "title": cases.open_titles(unlocked, [case]).get(case.id, ""),
        "referral": opened,
        "kind": LetterKind(kind),
        "language": language,
        "languages": PacketLanguage.choices,
        "form": form,
        "bodies": rules.review_bodies(load_authorities()) if kind == LetterKind.COMPLAINT else [],
        "rights": load_authorities().authority("victim-services"),
        "can_be_kept": opened.is_given,
    }
    return render(request, "referrals/letter.html", context, status=422 if form.is_bound else 200)


def _letter_language(request: HttpRequest, referral: Referral) -> str:
    asked = request.POST.get("language") or request.GET.get("language", "")
    return asked if asked in PacketLanguage.values else referral.language


def _list_letter_receivers(kind: str, referral: Referral) -> list[tuple[str, str]]:
    reader = get_language() or "en"
    if kind == LetterKind.STATUS:
        return [(referral.receiver, queries.name_receiver(referral.receiver, reader))]
    bodies = rules.review_bodies(load_authorities())
    return [(body.recipient, body.name(reader)) for body in bodies]


@require_http_methods(["GET", "HEAD", "POST"])
@refers_case
def tell(request: HttpRequest, case: Case) -> HttpResponse:
    """Begin the message to the person in their language; send it when it is posted."""
    unlocked, on = unlocked_of(request), clock.today()
    form = TellForm(request.POST if request.method == "POST" else None, auto_id="tell_%s")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            case_actions.send_reply(
                unlocked, case, data["words"], data["language"], on, reply_id=data["once"]
            )
        except ReplyRefused as refusal:
            form.add_error(None, _why_not(refusal))
        else:
            messages.success(
                request, _("Your message is sealed and on its way. They read it with their code.")
            )
            return HttpResponseRedirect(reverse("referrals:case", args=[case.id]))
    return _show_telling(request, unlocked, case, form)


def _show_telling(request: HttpRequest, unlocked: Unlocked, case: Case, form: TellForm) -> HttpResponse:
    on = clock.today()
    reports = cases.open_reports(unlocked, case)
    language = reports[-1].document.language if reports else "en"
    opened = queries.open_referrals(unlocked, case, queries.list_referrals(case))
    drafted = queries.draft_telling(opened, language, on)
    if not form.is_bound:
        form.initial["words"], form.initial["language"] = drafted.text, drafted.language
    if direction_of(form["language"].value() or "") == "rtl":
        form.fields["words"].widget.attrs["dir"] = "rtl"
    context = {
        "case": case,
        "title": cases.open_titles(unlocked, [case]).get(case.id, ""),
        "form": form,
        "drafted": drafted,
        "in_english": queries.draft_telling(opened, "en", on).text,
        "in_french": queries.draft_telling(opened, "fr", on).text,
        "has_report": bool(reports),
        "has_left": any(each.row.sent_on for each in opened),
    }
    return render(request, "referrals/tell.html", context, status=422 if form.is_bound else 200)


def _why_not(refusal: ReplyRefused) -> str:
    if isinstance(refusal, MailboxClosed):
        return _("They closed their mailbox. Nothing sent there would be read, so your message was not sent.")
    if isinstance(refusal, ContactWithdrawn):
        return _("They took back their agreement to be answered here, so your message was not sent.")
    if isinstance(refusal, ContactNotAgreed):
        return _("They did not agree to be answered here, so your message was not sent.")
    return _("Your message was not sent.")
