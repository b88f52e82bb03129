# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member gets six words, writes them down, and shows that they did. Only then is anything stored."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from safehold.desk.members.permissions import member_of
from safehold.desk.vault import actions, passphrases, queries
from safehold.desk.vault.errors import AlreadyEnrolled, AttemptsExhausted
from safehold.desk.vault.forms import ConfirmWordsForm
from safehold.desk.vault.permissions import find_unlocked
from safehold.desk.vault.views.unlocking import begin
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

WORDS_LAST_SECONDS = 2 * 3600


@never_cache
@sensitive_post_parameters("signed_words", "typed")
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Explain the six words; show them; ask for them back.

    Until they are typed right, the words are in this page only, signed so that they are ours and this member's. A
    member who goes away starts again with new words, and nothing is lost.
    """
    member = member_of(request)
    if not member.unlocks:
        raise PermissionDenied
    if key := queries.find_member_key(member):
        unlocked = find_unlocked(request)
        context = {
            "key_name": passphrases.name_of(key.recipient),
            "admitted": unlocked and unlocked.has_vault,
            "needs_kit": member.is_lead and not queries.has_drilled(member.organisation_id),
        }
        return render(request, "vault/enrolled.html", context)
    if request.method == "POST":
        return _confirm(request, member)
    return _show(request, member) if "show" in request.GET else render(request, "vault/enrol.html")


@sensitive_variables("words")
def _show(request: HttpRequest, member: Member) -> HttpResponse:
    words = passphrases.generate(member.language)
    form = ConfirmWordsForm(initial={"signed_words": _signer(member).sign(words)})
    return render(request, "vault/words.html", {"form": form, "words": words.split()})


@sensitive_variables("words", "form")
def _confirm(request: HttpRequest, member: Member) -> HttpResponse:
    form = ConfirmWordsForm(request.POST)
    try:
        words = _signer(member).unsign(request.POST.get("signed_words", ""), max_age=WORDS_LAST_SECONDS)
    except BadSignature:
        return _show(request, member)
    if not form.is_valid() or passphrases.canonical(form.cleaned_data["typed"]) != passphrases.canonical(
        words
    ):
        if not form.errors:
            form.add_error(
                "typed", _("These are not the same words. Compare your paper with the words above.")
            )
        return render(request, "vault/words.html", {"form": form, "words": words.split()})
    try:
        actions.enrol_member(member, clock.today(), words)
    except AlreadyEnrolled:
        return redirect("vault:enrol")
    response = redirect("vault:enrol")
    with suppress(AttemptsExhausted):
        begin(request, response, member, words)
    return response


def _signer(member: Member) -> TimestampSigner:
    return TimestampSigner(salt=f"safehold/enrolment/{member.pk}")
