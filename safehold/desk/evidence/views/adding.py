# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member adds a file, or what an intimate image is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import lead_to_where_it_is_read, posted_to_case, works_on_case
from safehold.desk.evidence import actions
from safehold.desk.evidence.adapters import Sealing
from safehold.desk.evidence.errors import EvidenceRefused, FileEmpty, FileMissing, FileTooLarge, NoRoom
from safehold.desk.evidence.forms import AddForm, FingerprintForm
from safehold.desk.evidence.rules import Description, Document
from safehold.desk.evidence.uploads import Hashing, TakenFile
from safehold.desk.evidence.views.answers import ASK_AGAIN, back_to, explain, moment
from safehold.desk.vault.permissions import unlocked_of


@require_safe
@works_on_case
def show_form(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask for a file; beside it, for what must not be kept."""
    if case.merged_into_id:
        return lead_to_where_it_is_read(request, case, "evidence:add")
    return _show(request, case, AddForm(), FingerprintForm(auto_id="fingerprint_%s"))


@posted_to_case
def upload(request: HttpRequest, case: Case) -> HttpResponse:
    """Keep a file that was sealed while it came in."""
    form = AddForm(request.POST)
    if form.is_valid():
        try:
            file = _taken(request)
            assert isinstance(file.taken, Sealing)
            item = actions.add_file(
                unlocked_of(request),
                case,
                file.taken,
                str(file.name),
                str(file.content_type),
                form.description(),
                moment(),
                form.cleaned_data["once"],
            )
        except EvidenceRefused as refusal:
            form.add_error("file", explain(refusal))
        except OSError:
            form.add_error("file", explain(NoRoom()))
        else:
            messages.success(
                request, _("The file is kept, sealed. Its fingerprint was taken before anything else.")
            )
            return back_to(case, item)
    return _show(request, case, form, FingerprintForm(auto_id="fingerprint_%s"))


@posted_to_case
def take_fingerprint(request: HttpRequest, case: Case) -> HttpResponse:
    """Keep what an intimate image is, and its fingerprint."""
    form = FingerprintForm(request.POST, auto_id="fingerprint_%s")
    if form.is_valid():
        try:
            file = _taken(request)
            assert isinstance(file.taken, Hashing)
            document = Document(
                name=str(file.name),
                media_type=str(file.content_type),
                size_bytes=file.taken.size_bytes,
                sha256=file.taken.sha256,
                via="upload",
                received_at="",
                description=Description(words=form.cleaned_data["words"]),
            )
            unlocked = unlocked_of(request)
            item = actions.add_fingerprint(unlocked, case, document, moment(), form.cleaned_data["once"])
        except EvidenceRefused as refusal:
            form.add_error("file", explain(refusal))
        else:
            messages.success(request, _("What it is and its fingerprint are kept. The file itself is not."))
            return back_to(case, item)
    return _show(request, case, AddForm(), form)


def _taken(request: HttpRequest) -> TakenFile:
    """Return the file that came. Raises EvidenceRefused."""
    file = request.FILES.get("file")
    if not isinstance(file, TakenFile):
        raise FileMissing
    if file.problem == "too-large":
        raise FileTooLarge
    if file.problem or file.taken is None:
        raise NoRoom
    if not file.taken.size_bytes:
        raise FileEmpty
    return file


def _show(request: HttpRequest, case: Case, form: AddForm, fingerprint_form: FingerprintForm) -> HttpResponse:
    head = cases.open_head(unlocked_of(request), case)
    context = {"case": case, "title": head.title, "form": form, "fingerprint_form": fingerprint_form}
    is_wrong = form.is_bound or fingerprint_form.is_bound
    return render(request, "evidence/add.html", context, status=ASK_AGAIN if is_wrong else 200)
