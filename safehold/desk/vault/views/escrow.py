# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery kit, for the lead: make it, print it, and read two sheets back.

The sheets are the answer to one POST and stand in no page. What is typed from them stands in no page
either, so a form that comes back with an error comes back empty.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from safehold.core.sheets import SheetsWrong
from safehold.desk.members.permissions import requires_role
from safehold.desk.vault import actions, queries
from safehold.desk.vault import kit as kits
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.errors import (
    KeyMissing,
    KitChanged,
    KitMissing,
    KitPresent,
    SecretMisplaced,
    VaultMissing,
)
from safehold.desk.vault.forms import ROOT_CHANGED, ReadBackForm, say
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.printing import PrintingFailed

FIELDS = ("first_sheet", "second_sheet")


@requires_role("lead")
@never_cache
@require_http_methods(["GET", "POST"])
@unlocked_required
def kit(request: HttpRequest) -> HttpResponse:
    """Explain the kit; make it. A kit is replaced only when the lead says so and names the one they mean."""
    unlocked = unlocked_of(request)
    present = queries.find_kit_name(unlocked.organisation_id)
    if request.method == "POST" and request.POST.get("replacing", "") == present:
        if not present or request.POST.get("sure") == "yes":
            return _hand_out(request, unlocked, present)
        messages.warning(request, _("Tick that the old sheets may end. Nothing was changed."))
    elif request.method == "POST":
        messages.warning(request, _("A kit was made meanwhile. Nothing was changed just now."))
    context = {
        "name": present,
        "kit": queries.find_escrow(unlocked.organisation_id),
        "drill": queries.find_last_drill(unlocked.organisation_id),
    }
    return render(request, "vault/kit.html", context)


@sensitive_variables("made", "drawn")
def _hand_out(request: HttpRequest, unlocked: Unlocked, replacing: str) -> HttpResponse:
    """Draw the sheets first and change the kit afterwards: a kit that cannot be printed changes nothing."""
    today, made = clock.today(), kits.draw()
    try:
        drawn = kits.print_kit(made, unlocked.member.organisation, today, unlocked.member.language)
        actions.make_kit(unlocked, today, made, replacing=replacing)
    except PrintingFailed:
        messages.error(
            request, _("The sheets could not be drawn. Nothing was changed. Tell whoever runs the desk.")
        )
        return redirect("vault:kit")
    except KitPresent:
        messages.warning(request, _("A kit was made meanwhile. Nothing was changed just now."))
        return redirect("vault:kit")
    except VaultMissing:  # the lead was removed meanwhile
        return redirect("vault:kit")
    except (KeyMissing, SecretMisplaced):
        messages.error(request, ROOT_CHANGED)
        return redirect("vault:kit")
    headers = {"Content-Disposition": f'attachment; filename="recovery-kit-{made.name}.pdf"'}
    return HttpResponse(drawn, content_type="application/pdf", headers=headers)


@requires_role("lead")
@never_cache
@sensitive_post_parameters(*FIELDS)
@require_http_methods(["GET", "POST"])
@unlocked_required
def read_back(request: HttpRequest) -> HttpResponse:
    """Ask for two of the three sheets, and see that they open the vault."""
    unlocked = unlocked_of(request)
    if not (name := queries.find_kit_name(unlocked.organisation_id)):
        return redirect("vault:kit")
    is_sent = request.method == "POST" and FIELDS[0] in request.POST
    form = ReadBackForm(request.POST if is_sent else None)
    if form.is_valid() and _holds(form, unlocked):
        messages.success(request, _("Both sheets were right: they open everything. This is recorded."))
        return redirect("vault:keys")
    return render(request, "vault/read_back.html", {"form": form, "name": name})


@sensitive_variables()
def _holds(form: ReadBackForm, unlocked: Unlocked) -> bool:
    """Whether the drill was recorded; if not, the form says what was wrong, and in which field."""
    typed = [form.cleaned_data[field] for field in FIELDS]
    try:
        actions.record_drill(unlocked, typed, clock.today())
    except SheetsWrong as wrong:
        form.add_error(None, say(wrong))
    except (KitChanged, KitMissing):
        form.add_error(
            None,
            _(
                "These sheets do not open the vault that you have open. Tell whoever runs the desk, "
                "and make a new kit."
            ),
        )
    return form.is_valid()
