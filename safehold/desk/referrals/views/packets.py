# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One receiver: what they get, what they would see, sending it, and what they said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safehold.desk.cases import actions as case_actions
from safehold.desk.cases.models import Case
from safehold.desk.referrals import actions, queries, rules
from safehold.desk.referrals.forms import ContactForm, ExportForm, PacketForm, SendForm
from safehold.desk.referrals.models import LetterKind, Referral
from safehold.desk.referrals.permissions import posted_about_case, refers_case
from safehold.desk.referrals.views.answers import REFUSALS, back_to, explain, refuse
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock
from safehold.web.forms import Option


@require_safe
@refers_case
def show(request: HttpRequest, case: Case, referral_id: UUID) -> HttpResponse:
    """Show one referral: its packet, its log, its letters."""
    return show_referral(request, case, queries.access_referral(case, referral_id))


def show_referral(request: HttpRequest, case: Case, referral: Referral, **forms: Any) -> HttpResponse:
    """Draw the page of a referral, with a form that has errors where there is one."""
    unlocked, on = unlocked_of(request), clock.today()
    material = queries.gather(unlocked, case)
    opened = queries.open_referrals(unlocked, case, [referral])[0]
    case_actions.record_reading(material.opened[0], unlocked.member, on)
    routed = queries.open_routing(unlocked, case, material.reports, on)
    form = forms.get("form") or packet_form(unlocked.member.role, material, opened)
    context = {
        "case": case,
        "title": material.title,
        "referral": opened,
        "form": form,
        "groups": [form[name] for name in (*form.groups, *(["files"] if "files" in form.fields else []))],
        "contact_form": forms.get("contact_form") or first_contact_form(opened, on),
        "export_form": forms.get("export_form") or ExportForm(initial=first_export(), auto_id="export_%s"),
        "agreed": queries.is_agreed(case, opened.row, on),
        "packets": queries.list_packets(referral),
        "contacts": queries.open_contacts(unlocked, case, referral),
        "letters": queries.open_letters(unlocked, case, referral),
        "letter_kinds": LetterKind,
        "is_overdue": rules.is_overdue(opened.row.state, opened.row.follow_up_on, on),
        "is_silent": rules.is_silent(opened.row.state, opened.row.answered_on, opened.row.follow_up_on, on),
        "next_one": routed.next_one,
    }
    return render(request, "referrals/referral.html", context, status=422 if forms else 200)


def packet_form(
    role: str, material: queries.Material, opened: queries.OpenedReferral, *typed: Any
) -> PacketForm:
    files = [
        (
            str(each.row.pk),
            Option(each.shown_name, f"{each.origin}, {filesizeformat(each.document.size_bytes)}"),
        )
        for each in material.items
    ]
    fields = {f"fields_{kind}": list(opened.fields) for kind in rules.PACKET_FIELDS.values()}
    initial = {"language": opened.row.language, "cover": opened.cover, "files": list(opened.files), **fields}
    return PacketForm(role, files, *typed, initial=initial, auto_id="packet_%s")


def first_contact_form(opened: queries.OpenedReferral, on: Any) -> ContactForm:
    initial = {"on_day": on, "follow_up_on": rules.first_follow_up(on), "file_number": opened.file_number}
    return ContactForm(on, initial=initial, auto_id="contact_%s")


def first_export() -> dict[str, str]:
    return {"how": ExportForm.WORDS, "words_to_open": queries.draw_words(get_language() or "en")}


@posted_about_case
def pack(request: HttpRequest, case: Case, referral_id: UUID) -> HttpResponse:
    """Keep what is to be in the packet, and show what they will see."""
    referral, unlocked = queries.access_referral(case, referral_id), unlocked_of(request)
    material = queries.gather(unlocked, case)
    opened = queries.open_referrals(unlocked, case, [referral])[0]
    form = packet_form(unlocked.member.role, material, opened, request.POST)
    if not form.is_valid():
        return show_referral(request, case, referral, form=form)
    try:
        actions.choose_packet(unlocked, referral, form.choice(), clock.today())
    except REFUSALS as refusal:
        return refuse(request, referral, refusal)
    return HttpResponseRedirect(reverse("referrals:preview", args=[case.id, referral.pk]))


@require_safe
@refers_case
def preview(request: HttpRequest, case: Case, referral_id: UUID) -> HttpResponse:
    """Show exactly what they will see, and ask whether it may leave."""
    return _show_preview(request, case, queries.access_referral(case, referral_id))


def _show_preview(
    request: HttpRequest, case: Case, referral: Referral, form: SendForm | None = None
) -> HttpResponse:
    unlocked, on = unlocked_of(request), clock.today()
    try:
        content = actions.preview_packet(unlocked, referral, on)
    except REFUSALS as refusal:
        return refuse(request, referral, refusal)
    context = {
        "case": case,
        "title": queries.gather(unlocked, case).title,
        "referral": queries.open_referrals(unlocked, case, [referral])[0],
        "content": content,
        "form": form or SendForm(on, auto_id="send_%s"),
        "agreed": queries.is_agreed(case, referral, on),
        "is_empty": referral.state == rules.State.DRAFT,
    }
    return render(request, "referrals/preview.html", context, status=422 if form else 200)


@posted_about_case
def send(request: HttpRequest, case: Case, referral_id: UUID) -> HttpResponse:
    """Write down that the packet leaves now. The file is made on the page of the referral."""
    referral, on = queries.access_referral(case, referral_id), clock.today()
    form = SendForm(on, request.POST, auto_id="send_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.send_packet(
                unlocked_of(request), referral, data["way"], data["follow_up_on"], on, packet_id=data["once"]
            )
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("It is written down as sent. Now make the file and hand it over."))
            return back_to(referral, "packets")
    return _show_preview(request, case, referral, form)


@posted_about_case
def contact(request: HttpRequest, case: Case, referral_id: UUID) -> HttpResponse:
    """Write down a contact with the receiver."""
    referral, on = queries.access_referral(case, referral_id), clock.today()
    form = ContactForm(on, request.POST, auto_id="contact_%s")
    if form.is_valid():
        data = dict(form.cleaned_data)
        once = data.pop("once")
        try:
            actions.log_contact(unlocked_of(request), referral, actions.Contacted(**data), on, once)
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("Written down, sealed."))
            return back_to(referral, "log")
    return show_referral(request, case, referral, contact_form=form)


@posted_about_case
def close(request: HttpRequest, case: Case, referral_id: UUID) -> HttpResponse:
    """End a referral."""
    referral = queries.access_referral(case, referral_id)
    try:
        actions.close_referral(unlocked_of(request), referral, clock.today())
    except REFUSALS as refusal:
        return refuse(request, referral, refusal)
    return HttpResponseRedirect(reverse("referrals:case", args=[case.id]))
