# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of a file: who, how they are related, what happened, which stage, what stands in the way."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safehold.catalog.reunification import load_reunification
from safehold.desk.families import words
from safehold.desk.families.forms.fields import WhenField, YesNoField, as_answer, as_text
from safehold.desk.families.rules import Contents, Happening, Link, Obstacle, Relative, Stage
from safehold.desk.families.rules.contents import ARRIVED, DO_NOT_CONTACT, LONGEST_LINE, LONGEST_WORDS
from safehold.web.forms import DayField, LineField, OnceForm, ShortText, WordsField

YES_OR_NO = ("is_abroad", "has_passport", "may_ask_state", "has_partner", "depends_since_before_22")


def _some(**kwargs: Any) -> WordsField:
    return WordsField(required=False, max_length=LONGEST_WORDS, widget=ShortText, **kwargs)


class PartForm(OnceForm):
    """One row. contents: the file that it stands in."""

    part: ClassVar[type[Any]]
    people_fields: ClassVar[tuple[str, ...]] = ()
    whole_family: ClassVar[bool] = False

    def __init__(self, *args: Any, contents: Contents, row: Any = None, **kwargs: Any) -> None:
        kwargs["initial"] = (
            {**self.shown(row), **kwargs.get("initial", {})} if row else kwargs.get("initial", {})
        )
        super().__init__(*args, **kwargs)
        self.contents, self.row = contents, row
        named = [(each.id, each.name) for each in contents.people]
        first = ("", _("The whole family")) if self.whole_family else ("", _("Choose somebody"))
        for name in self.people_fields:
            self.fields[name].choices = [first, *named]  # type: ignore[attr-defined]
        self.prepare()

    def prepare(self) -> None:
        """What a form still has to fill its choices with."""

    @classmethod
    def shown(cls, row: Any) -> dict[str, Any]:
        return asdict(row)

    def draft(self, id_: str) -> Any:
        """Return the row that was written; what the form does not ask stays as it was."""
        asked = {name: value for name, value in self.values().items() if name != "once"}
        kept = asdict(self.row) if self.row else {}
        return self.part(**{**kept, **asked, "id": id_})

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RelativeForm(PartForm):
    part = Relative

    name = LineField(
        label=_("Name, or a word of your own"),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Write what to call them.")},
    )
    role = forms.ChoiceField(
        label=_("Their place in the file"),
        choices=[("", _("Choose one")), *words.ROLES.items()],
        error_messages={"required": _("Choose their place: clocks and fees hang on it.")},
    )
    born = WhenField(label=_("Born"))
    is_abroad = YesNoField(label=_("Are they outside Canada?"))
    place = _some(label=_("Where they are, as exactly as you need it here"))
    contact = forms.ChoiceField(
        label=_("May they be contacted?"),
        choices=list(words.CONTACTS.items()),
        required=False,
        initial=DO_NOT_CONTACT,
        help_text=_("Their telephone may be watched. Ask the family here before anybody writes or calls."),
    )
    safety = _some(
        label=_("What is safe there, and what is not"),
        help_text=_("Which way, which hours, which words. Never a name of this platform in a message."),
    )
    has_passport = YesNoField(label=_("Do they have a passport?"))
    may_ask_state = YesNoField(
        label=_("Is it safe for them to ask the state for papers?"),
        help_text=_("While this is not known, the checklist shows what can stand in place of such papers."),
    )
    has_partner = YesNoField(label=_("A child: do they have a spouse or partner?"))
    depends_since_before_22 = YesNoField(
        label=_("22 or older: dependent since before 22 because of a physical or mental condition?")
    )
    pathway = forms.ChoiceField(
        label=_("Another way than the rest of the family"),
        required=False,
        help_text=_("Only where this person goes another way."),
    )

    def prepare(self) -> None:
        language = get_language() or "en"
        ways = [(each.id, each.label(language)) for each in load_reunification().pathways]
        self.fields["pathway"].choices = [("", _("The same")), *ways]  # type: ignore[attr-defined]

    @classmethod
    def shown(cls, row: Any) -> dict[str, Any]:
        kept = asdict(row)
        return kept | {name: as_text(kept[name]) for name in YES_OR_NO}

    def clean_contact(self) -> str:
        return self.cleaned_data["contact"] or DO_NOT_CONTACT

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {name: as_answer(self.cleaned_data[name]) for name in YES_OR_NO}


class LinkForm(PartForm):
    part = Link
    people_fields = ("person", "to")

    person = forms.ChoiceField(label=_("Who"), error_messages={"required": _("Choose who.")})
    kind = forms.ChoiceField(label=_("is"), choices=list(words.RELATIONS.items()))
    to = forms.ChoiceField(label=_("Of whom"), error_messages={"required": _("Choose of whom.")})
    is_proved = forms.BooleanField(label=_("There is proof of it"), required=False)
    proof = _some(label=_("What proves it, or what still has to"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("person") and data.get("person") == data.get("to"):
            self.add_error("to", _("Choose two different people."))
        return data


class HappeningForm(PartForm):
    part = Happening
    people_fields = ("person",)
    whole_family = True

    kind = forms.ChoiceField(label=_("What happened"), choices=list(words.EVENTS.items()))
    when = WhenField(label=_("When"))
    person = forms.ChoiceField(label=_("Whom it is about"), required=False)
    words = _some(label=_("What to know about it"))


class StageForm(PartForm):
    part = Stage

    stage = forms.ChoiceField(label=_("Stage"))
    on = DayField(label=_("Since which day"), required=False)
    words = _some(label=_("What to know about it"))

    def prepare(self) -> None:
        language = get_language() or "en"
        stages = [(each.id, each.label(language)) for each in load_reunification().stages]
        self.fields["stage"].choices = [*stages, (ARRIVED, words.ARRIVED)]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        on = self.cleaned_data["on"]
        return self.cleaned_data | {"on": on.isoformat() if on else ""}


class ObstacleForm(PartForm):
    part = Obstacle
    people_fields = ("person",)
    whole_family = True

    kind = forms.ChoiceField(label=_("What it is"), choices=list(words.OBSTACLES.items()))
    on = DayField(label=_("Since which day"), required=False)
    person = forms.ChoiceField(label=_("Whom it is about"), required=False)
    words = _some(label=_("What happened"))
    is_over = forms.BooleanField(label=_("It is over"), required=False)
    tell = forms.BooleanField(
        label=_("Write it down as an incident of the case too"),
        help_text=_("A ban to leave or a passport taken in reprisal is something that was done to them."),
        required=False,
    )

    def prepare(self) -> None:
        if self.row and self.row.incident:
            del self.fields["tell"]

    def values(self) -> dict[str, Any]:
        on = self.cleaned_data["on"]
        kept = {name: value for name, value in self.cleaned_data.items() if name != "tell"}
        return kept | {"on": on.isoformat() if on else ""}


FORMS: dict[str, type[PartForm]] = {
    "people": RelativeForm,
    "relations": LinkForm,
    "events": HappeningForm,
    "stages": StageForm,
    "obstacles": ObstacleForm,
}
