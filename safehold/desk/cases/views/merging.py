# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Putting two cases together, and taking them apart again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.cases import actions, forms, queries
from safehold.desk.cases.errors import LessUrgent, MergedAlready, MergeRefused, SameCase
from safehold.desk.cases.forms.merging import OTHER
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import posted_to_work, works_on_case
from safehold.desk.cases.views.answers import back_to, show_form, what_was_posted
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def merge_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask which case this one is put together with; show both titles before anything is done."""
    unlocked = unlocked_of(request)
    form = forms.MergeCaseForm(what_was_posted(request))
    other = None
    if form.is_valid():
        other = queries.find_by_reference(unlocked.member, form.cleaned_data["reference"])
        if other is None:
            form.add_error("reference", _("We find no case with this reference that you can open."))
        elif request.POST.get("sure") == str(other.id):
            one, into = (case, other) if form.cleaned_data["read_in"] == OTHER else (other, case)
            try:
                actions.merge_cases(unlocked, one, into, clock.today())
            except MergeRefused as refusal:
                form.add_error(None, explain(refusal))
            else:
                messages.success(
                    request, _("Both are read here from now on. You can take them apart again, below.")
                )
                return back_to(into)
    title = queries.open_head(unlocked, case).title
    context = {"title": title, "other": other, "merged": queries.list_family(case)[1:]}
    if other:
        context["other_title"] = queries.open_titles(unlocked, [other]).get(other.id, "")
    return show_form(request, case, "cases/merge.html", form, **context)


@posted_to_work
def unmerge_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Take this case out of the one it is read in."""
    actions.unmerge_case(unlocked_of(request), case, clock.today())
    messages.success(request, _("The two cases are apart again, each as it was."))
    return back_to(queries.access_case(unlocked_of(request).member, case.id))


def explain(refusal: MergeRefused) -> str:
    """Return why two cases are not put together."""
    if isinstance(refusal, SameCase):
        return _("This is the same case.")
    if isinstance(refusal, MergedAlready):
        return _("One of the two is put together with another case already. Take those apart first.")
    if isinstance(refusal, LessUrgent):
        return _(
            "The case in which you want to read both is less urgent than the other. Read both in the more urgent one."
        )
    return _("Nothing was changed.")
