# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a caseworker writes on a case page. Errors say what is missing; what was typed stays."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases import adapters, queries, rules
from safehold.desk.cases.models import Case, CaseReport, Triage
from safehold.web.forms import LineField, OnceForm, SafeholdForm, ShortText, WordsField
from safehold.web.references import reference_of

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

NOBODY = ""


class NoteForm(OnceForm):
    words = WordsField(
        label=_("Add a note"),
        help_text=_("Only members of your organisation can read notes."),
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
        error_messages={"required": _("Write something first.")},
    )


class ReplyForm(OnceForm):
    """An answer, into which a template can be put."""

    words = WordsField(
        label=_("Your answer"),
        help_text=_("They read it with their code. It is sealed to them and signed by your organisation."),
        max_length=rules.LONGEST_WORDS,
        error_messages={"required": _("Write something first.")},
    )
    language = forms.ChoiceField(label=_("Language of your answer"), choices=settings.LANGUAGES)
    report = forms.ChoiceField(label=_("Whom you answer"), required=False)

    def __init__(self, *args: Any, reports: Sequence[CaseReport] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].choices = [report_choice(row) for row in reversed(reports)]  # type: ignore[attr-defined]
        if len(reports) <= 1:
            del self.fields["report"]

    def report_id(self) -> UUID | None:
        """Return the report to answer; None where there is only one."""
        chosen = self.cleaned_data.get("report")
        return UUID(chosen) if chosen else None

    @classmethod
    def starting_from(
        cls, template_key: str, language: str, typed: str = "", once: str = "", **kwargs: Any
    ) -> "ReplyForm":
        """Return a form in the person's language with what was typed, and after it a template's words."""
        initial = {"language": language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE}
        if template := adapters.find_reply_template(template_key):
            words, found = template.in_language(language)
            initial["language"] = initial["language"] if typed.strip() else found
            typed = typed if words in typed else f"{typed.rstrip()}\n\n{words}".lstrip("\n")
        initial["words"] = typed
        return cls(initial=initial | ({"once": once} if once else {}), **kwargs)


class TitleForm(SafeholdForm):
    title = LineField(
        label=_("Title"),
        help_text=_("Sealed like everything else in this case."),
        max_length=rules.LONGEST_TITLE,
        error_messages={"required": _("Give the case a title.")},
    )


class StateForm(SafeholdForm):
    state = forms.ChoiceField(
        label=_("Move the case on"),
        error_messages={"invalid_choice": _("The case cannot go there from here.")},
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = _("%(state)s (now)") % {"state": case.get_state_display()}
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (case.state, now),
            *((state.value, state.label) for state in queries.next_states(case)),
        ]


class AssignForm(SafeholdForm):
    member = forms.ChoiceField(
        label=_("Who looks after it"),
        required=False,
        error_messages={"invalid_choice": _("This person cannot open cases here.")},
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(member.id): member for member in queries.list_assignees(case)}
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (NOBODY, _("Nobody yet")),
            *((key, member.display_name) for key, member in self._people.items()),
        ]
        self.initial.setdefault("member", str(case.assigned_to_id or NOBODY))

    def assignee(self) -> "Member | None":
        """Return the member who was chosen; None for nobody."""
        return self._people.get(self.cleaned_data["member"])


class TriageForm(SafeholdForm):
    triage = forms.ChoiceField(label=_("How urgent it is"), choices=Triage.choices)


def report_choice(row: CaseReport) -> tuple[str, str]:
    """Return a report as something to choose: its day and a reference, never its words."""
    told = {"day": date_format(row.received_on, "DATE_FORMAT"), "reference": reference_of(row.pk)}
    return str(row.pk), gettext("Report of %(day)s (%(reference)s)") % told
