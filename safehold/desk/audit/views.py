# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was done, and alarms: for the lead and the auditor of one organisation, about that organisation alone."""

from collections.abc import Container, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safehold.desk.audit import actions, alarms, queries, rules
from safehold.desk.audit.errors import AlarmUnknown
from safehold.desk.audit.forms import FilterForm
from safehold.desk.audit.models import AuditRow
from safehold.desk.audit.verbs import WORDS, is_about_a_case
from safehold.web import clock
from safehold.web.references import reference_of

ROWS_PER_PAGE = 50
UUID_LETTERS = 36
READINGS_DAYS = 30
SIGNED_EVERY = timedelta(days=31)
"""How long after a checkpoint the page asks for the next one."""
READERS = {"lead", "auditor"}


@never_cache
@require_GET
def list_rows(request: HttpRequest) -> HttpResponse:
    """Show the newest rows, and whether the chain holds. Reading is a row, too: one for each first page."""
    organisation_id, before = _organisation_of(request, READERS), _link_before(request)
    on, names = clock.today(), _names_in(organisation_id)
    if before is None:
        actions.record(organisation_id, "audit.read", _reader(request), on)
    form = FilterForm(request.GET, names)
    chosen = form.chosen() if form.is_valid() else None
    rows = queries.list_rows(organisation_id, ROWS_PER_PAGE + 1, before, chosen) if chosen else []
    shown = rows[:ROWS_PER_PAGE]
    context: dict[str, object] = {
        "rows": _readable(names, shown),
        "older": shown[-1].sequence if len(rows) > ROWS_PER_PAGE else None,
        "is_first_page": before is None,
        "form": form,
        "is_filtered": chosen != queries.RowFilter(),
    }
    if before is None:
        context |= _overview(organisation_id, names, on)
    return render(request, "audit/list.html", context)


def _overview(organisation_id: UUID, names: Mapping[UUID, str], on: date) -> dict[str, object]:
    """Return what stands beside the newest rows: whether they hold, who read much, what is kept elsewhere."""
    signed_on = queries.find_newest_day(organisation_id, "audit.signed")
    since = on - timedelta(days=READINGS_DAYS)
    counted = queries.count_readings(organisation_id, since)
    return {
        "broken_at": actions.follow_chain(organisation_id, on),
        "readings": [(each.member_id and names.get(each.member_id), each) for each in counted],
        "readings_days": READINGS_DAYS,
        "signed_on": signed_on,
        "is_due": signed_on is None or on - signed_on > SIGNED_EVERY,
    }


@require_POST
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the whole record as a file, line by line: ids and verbs only."""
    organisation_id, on = _organisation_of(request, READERS), clock.today()
    row = actions.record(organisation_id, "audit.exported", _reader(request), on)
    slug: str = request.user.organisation.slug  # type: ignore[union-attr]
    links = queries.iterate_links(organisation_id, row.sequence)
    lines = rules.write_export(organisation_id, slug, links, (row.sequence, row.hash))
    response = StreamingHttpResponse(lines, content_type="application/jsonl")
    response["Content-Disposition"] = f'attachment; filename="{slug}-record-{on}.jsonl"'
    return response


@never_cache
@require_GET
def list_alarms(request: HttpRequest) -> HttpResponse:
    """Show what is to be looked at, and what was looked at before."""
    organisation_id = _organisation_of(request, READERS)
    context = {
        "alarms": queries.show_open_alarms(organisation_id),
        "settled": queries.show_settled_alarms(organisation_id),
    }
    return render(request, "audit/alarms.html", context)


@require_POST
def settle_alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Note that a lead has looked at it."""
    organisation_id = _organisation_of(request, {"lead"})
    try:
        actions.settle_alarm(
            _reader(request),
            organisation_id,
            alarm_id,
            clock.today(),
        )
    except AlarmUnknown:
        raise Http404 from None
    return redirect("audit:alarms")


def _organisation_of(request: HttpRequest, roles: Container[str]) -> UUID:
    if getattr(request.user, "role", None) not in roles:
        raise PermissionDenied
    organisation_id: UUID = request.user.organisation_id  # type: ignore[union-attr]
    return organisation_id


def _link_before(request: HttpRequest) -> int | None:
    typed = request.GET.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else None


def _reader(request: HttpRequest) -> UUID:
    """Return who is signed in; the role was looked at before."""
    member_id: UUID = request.user.pk  # type: ignore[assignment]
    return member_id


def _names_in(organisation_id: UUID) -> dict[UUID, str]:
    people = get_user_model()._default_manager.filter(organisation=organisation_id).order_by("display_name")
    return {person.pk: str(person) for person in people}


def _readable(names: Mapping[UUID, str], rows: list[AuditRow]) -> list[dict[str, object]]:
    """Return rows with names for members' ids and numbers for cases; other ids keep their first letters."""
    by_text = {str(pk): name for pk, name in names.items()}
    return [
        {
            "sequence": row.sequence,
            "on_day": row.on_day,
            "who": names.get(row.member_id) if row.member_id else _("The software"),
            "words": WORDS.get(row.verb, row.verb),
            "about": by_text.get(row.subject) or _about(row),
            "case": reference_of(row.subject) if row.subject and is_about_a_case(row.verb) else "",
        }
        for row in rows
    ]


def _about(row: AuditRow) -> object:
    """Return what a row is about, where it is neither a member nor a case: the words of an alarm, an id, a version."""
    if row.verb.startswith("alarm."):
        return alarms.WORDS.get(row.subject, alarms.UNNAMED).title
    return row.subject[:8] if len(row.subject) == UUID_LETTERS else row.subject
