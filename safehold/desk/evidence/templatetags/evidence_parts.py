# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for what stands in an item and its custody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.desk.evidence.forms import PROVENANCES, RECORDED, RELIABILITIES, SENSITIVITIES
from safehold.desk.evidence.words import name_fields, say_given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safehold.desk.evidence.queries import OpenedStep
    from safehold.looking.found import Field

register = template.Library()

VIA = {
    "report": gettext_lazy("with a report"),
    "upload": gettext_lazy("added by a member"),
    "derived": gettext_lazy("made here from another item"),
}
WARNINGS = {
    "polyglot": gettext_lazy("It is several kinds of file at once. That is often done to get past a check."),
    "trailing-bytes": gettext_lazy("Something is hidden after its end."),
    "macros": gettext_lazy("It holds a program that runs when it is opened."),
    "scripts": gettext_lazy("It holds a script."),
    "embedded-files": gettext_lazy("Other files are inside it."),
    "outside-links": gettext_lazy(
        "Opened elsewhere, it would call an address: somebody would see who opens it."
    ),
    "encrypted": gettext_lazy("It is locked with a password."),
    "truncated": gettext_lazy("Its end is missing."),
    "digest-broken": gettext_lazy(
        "Something in it is not what its own fingerprint says: it was changed, or badly saved."
    ),
    "file-missing": gettext_lazy("It lists a file that is not in it."),
    "list-unreadable": gettext_lazy("Its own list of what is in it cannot be read."),
    "cut": gettext_lazy("There is more in it than is listed here."),
    "bomb": gettext_lazy("It unpacks to something far too large. It may be meant to."),
}
GROUPS = {
    "place": gettext_lazy("Place"),
    "time": gettext_lazy("Time"),
    "device": gettext_lazy("Device"),
    "person": gettext_lazy("Person"),
    "other": gettext_lazy("Other"),
}
LOOKS = {
    "done": gettext_lazy("shown"),
    "not-understood": gettext_lazy("not a kind that can be shown"),
    "refused": gettext_lazy("not opened, because it was not safe"),
    "too-slow": gettext_lazy("stopped, because it took too long"),
    "crashed": gettext_lazy("the program that reads it fell over"),
}
CODES = {
    "provenance": dict(PROVENANCES),
    "recorded": dict(RECORDED),
    "reliability": dict(RELIABILITIES),
    "sensitivity": dict(SENSITIVITIES),
}


@register.filter
def via(code: str) -> str:
    return str(VIA.get(code, code))


@register.filter
def warning(code: str) -> str:
    return str(WARNINGS.get(code, code))


@register.filter
def group(code: str) -> str:
    return str(GROUPS.get(code, code))


@register.filter
def tells_of_nobody(lines: Iterable[Field]) -> bool:
    """Whether no line of a file's metadata gives something away, by its name."""
    return all(line.group == "other" for line in lines)


@register.filter
def code_words(code: str, field: str) -> str:
    """Return a code of a description in the reader's language."""
    return str(CODES[field].get(code, code))


@register.filter
def exact_time(text: str) -> str:
    """Return a time of custody as the reader's language writes it; it is UTC, and says so."""
    try:
        at = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    return f"{date_format(at, 'DATE_FORMAT')}, {at:%H:%M:%S} UTC"


@register.filter
def utc(at: datetime) -> str:
    """Return an exact moment as the reader's language writes it, in UTC."""
    return exact_time(at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"))


TOLD_BY = {
    "hashed": "sha256",
    "derived": "tool",
    "redacted": "tool",
    "held": "reason",
    "stamped": "authority",
}
"""Which part of a detail says what happened, where it is said as it stands there."""


@register.filter
def what_happened(step: OpenedStep) -> str:
    """Return the detail of a row of custody as a sentence; "" where it needs none."""
    what, event = step.what, step.row.event
    if event == "received":
        return str(VIA.get(str(what.get("via")), ""))
    if event in ("scanned", "viewed"):
        return str(LOOKS.get(str(what.get("status")), what.get("status", "")))
    if event == "described":
        return name_fields(what.get("fields", ()))
    if event in ("shared", "exported"):
        return say_given(what)
    if event == "verified":
        return _verdict(what) if what else ""
    return str(what.get(TOLD_BY.get(event, ""), ""))


def _verdict(what: dict[str, object]) -> str:
    if what.get("bytes") == "changed" or what.get("broken_at"):
        return _("It did not hold.")
    return _("It held.")
