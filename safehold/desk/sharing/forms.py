# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a caseworker chooses and writes about sharing. Errors say what is missing; what was typed stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.sharing import queries, rules
from safehold.desk.sharing.models import Kind, Reason
from safehold.web.forms import ManyChoices, OnceForm, OneChoice, Option, SafeholdForm, ShortText, WordsField

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation

CLASS_LABELS = {
    FieldClass.CLEAR: _("In short"),
    FieldClass.WORDS: _("What happened, in words"),
    FieldClass.IDENTITY: _("Who they are"),
    FieldClass.SAFETY: _("What could hurt somebody, in the wrong hands"),
}
FIELD_LABELS = {
    "what": _("What it may be, by the codes of the catalogue"),
    "received": _("When it reached us"),
    "help": _("The help they want"),
    "title": _("The title we gave the case"),
    "words": _("What they wrote, in their own words"),
    "when": _("When it happened"),
    "help-words": _("What help they ask for, in their words"),
    "who-did-it": _("Who did it, as they told it"),
    "who-was-targeted": _("Who was targeted"),
    "reach": _("How to reach them"),
    "where": _("Where it happened"),
    "safe-times": _("When it is safe to reach them"),
    "relatives": _("Relatives at risk"),
}
KINDS = [
    (
        Kind.REFERRAL.value,
        Option(
            Kind.REFERRAL.label,
            _("They get what you choose. Both of you work on it, and you can call it back."),
        ),
    ),
    (
        Kind.TRANSFER.value,
        Option(Kind.TRANSFER.label, _("They get the whole case with its history. It is not yours any more.")),
    ),
]


class OfferForm(OnceForm):
    """Whom, how, why, and, of a referral, thing by thing what they get."""

    receiver = forms.ChoiceField(
        label=_("Which organisation"),
        error_messages={"required": _("Choose the organisation.")},
    )
    kind = forms.ChoiceField(label=_("How"), choices=KINDS, widget=OneChoice, initial=Kind.REFERRAL)
    words = WordsField(
        label=_("Why you ask them"),
        help_text=_("They read this first, before they open anything else. Name nobody here."),
        widget=ShortText,
        max_length=rules.LONGEST_WORDS,
        error_messages={"required": _("Write in a sentence why you ask them.")},
    )

    def __init__(
        self,
        role: str,
        receivers: Iterable[tuple[Organisation, bool]],
        material: queries.Material,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(each.pk), _receiver_label(each, agreed)) for each, agreed in receivers]
        self.fields["receiver"].choices = [("", _("Choose one")), *known]  # type: ignore[attr-defined]
        self.groups: list[str] = []
        self._add_fields(role)
        self._add_things(role, material)

    def _add_fields(self, role: str) -> None:
        allowed = rules.fields_for(role)
        for field_class, label in CLASS_LABELS.items():
            names = [name for name in allowed if rules.FIELDS[name] == field_class]
            choices = [(name, FIELD_LABELS[name]) for name in names]
            self._add(f"fields_{field_class}", label, choices, [n for n in names if n in rules.FIRST_FIELDS])

    def _add_things(self, role: str, material: queries.Material) -> None:
        opened = material.opened
        reports = [(str(r.row.pk), date_format(r.row.received_on, "DATE_FORMAT")) for r in opened.reports]
        self._add("reports", _("From which reports"), reports, [value for value, _label in reports])
        incidents = [(str(i.id), i.title or _now("Incident")) for i in material.incidents]
        self._add("incidents", _("Incidents, as you wrote them down"), incidents)
        if may_see(role, rules.THINGS["parties"]):
            people = [(str(p.id), Option(p.name or p.kind_label, p.kind_label)) for p in material.people]
            self._add("parties", _("People, groups and accounts, with how to reach them"), people)
        files = [
            (
                str(each.row.pk),
                Option(each.shown_name, f"{each.origin}, {filesizeformat(each.document.size_bytes)}"),
            )
            for each in material.items
        ]
        self._add("files", _("Files: they get a copy of each, until the sharing ends"), files)

    def _add(self, name: str, label: Any, choices: list[Any], first: Any = ()) -> None:
        if not choices:
            return
        self.fields[name] = forms.MultipleChoiceField(
            label=label, choices=choices, required=False, widget=ManyChoices, initial=list(first)
        )
        self.groups.append(name)

    def choice(self) -> queries.Choice:
        """Return what was ticked."""
        data = self.cleaned_data
        fields = [name for group in self.groups if group.startswith("fields_") for name in data[group]]
        things = {name: tuple(data.get(name, ())) for name in ("reports", "incidents", "parties", "files")}
        return queries.Choice(fields=tuple(fields), **things)

    @property
    def receiver_id(self) -> UUID:
        return UUID(self.cleaned_data["receiver"])

    def list_typed(self) -> list[tuple[str, str]]:
        """Return everything that was typed and ticked, to be carried in hidden fields."""
        typed = self.data
        assert isinstance(typed, QueryDict)
        return [(name, str(value)) for name in self.fields for value in typed.getlist(name)]


def _receiver_label(organisation: Organisation, agreed: bool) -> str:
    name = organisation.name_in(_language())
    return name if agreed else _now("%(name)s (they have not agreed to this one)") % {"name": name}


def _language() -> str:
    return get_language() or "en"


class RejectForm(SafeholdForm):
    reason = forms.ChoiceField(label=_("Why you give it back"), choices=Reason.choices, widget=OneChoice)


class MessageForm(OnceForm):
    words = WordsField(
        label=_("Message to the other organisation"),
        widget=ShortText,
        max_length=rules.LONGEST_WORDS,
        error_messages={"required": _("Write what you want to say.")},
    )


class WorkForm(OnceForm):
    words = WordsField(
        label=_("What has to be done"),
        widget=ShortText,
        max_length=rules.LONGEST_WORDS,
        error_messages={"required": _("Write what has to be done.")},
    )
    doing = forms.ChoiceField(label=_("Who does it"))

    def __init__(self, organisations: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doing"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), each.name_in(_language())) for each in organisations
        ]
