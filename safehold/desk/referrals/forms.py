# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a caseworker chooses and writes about referrals. Errors say what is missing; what was typed stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safehold.catalog.authorities import Authority
from safehold.desk.members.rules import FieldClass
from safehold.desk.referrals import queries, rules
from safehold.desk.referrals.models import Answer, Direction, PacketLanguage, Way
from safehold.web.closing import ClosingForm
from safehold.web.forms import (
    DayField,
    LineField,
    ManyChoices,
    OnceForm,
    Option,
    SafeholdForm,
    ShortText,
    WordsField,
)


class LongText(forms.Textarea):
    """A whole letter, in whichever direction its script runs."""

    def __init__(self) -> None:
        super().__init__({"rows": 20, "dir": "auto", "class": "long"})


class ChooseForm(OnceForm):
    """Receivers: ticked among the proposals, taken from the list, or written down."""

    receivers = forms.MultipleChoiceField(
        required=False, error_messages={"required": _("Choose a receiver.")}
    )
    more = forms.ChoiceField(label=_("Another one from the list"), required=False)
    name = LineField(
        label=_("One that is not in the list"),
        help_text=_("Its name. It is sealed."),
        required=False,
        max_length=rules.LONGEST_LINE,
    )
    details = WordsField(
        label=_("How to reach it"),
        help_text=_("Check that it is really theirs."),
        required=False,
        widget=ShortText,
        max_length=rules.LONGEST_WORDS,
    )
    language = forms.ChoiceField(label=_("Language of the packet"), choices=PacketLanguage.choices)

    def __init__(
        self, authorities: Iterable[Authority], tried: Collection[str], reader: str, *args: Any, **kw: Any
    ):
        kw.setdefault("initial", {"language": reader if reader in PacketLanguage.values else "en"})
        super().__init__(*args, **kw)
        known = [(each.recipient, each.name(reader)) for each in authorities]
        self.fields["receivers"].choices = known  # type: ignore[attr-defined]
        rest = [choice for choice in known if choice[0] not in tried]
        self.fields["more"].choices = [("", _("None")), *rest]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("receivers") or data.get("more") or data.get("name")):
            raise forms.ValidationError(_("Tick a receiver, take one from the list, or write one down."))
        return data

    def list_receivers(self) -> list[str]:
        more = self.cleaned_data["more"]
        return [*self.cleaned_data["receivers"], *([more] if more else [])]


class PacketForm(SafeholdForm):
    """Field by field what the receiver gets, in groups by what each tells."""

    language = forms.ChoiceField(label=_("Language of the packet"), choices=PacketLanguage.choices)
    cover = WordsField(
        label=_("What we ask of them"),
        help_text=_("Stands on top, in the language of the packet. Say how they can answer us."),
        max_length=rules.LONGEST_WORDS,
        required=False,
    )

    def __init__(self, role: str, files: Iterable[tuple[str, Option]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: list[str] = []
        allowed = rules.fields_for(role)
        for field_class in (FieldClass.CLEAR, FieldClass.WORDS, FieldClass.IDENTITY, FieldClass.SAFETY):
            names = [name for name in allowed if rules.PACKET_FIELDS[name] == field_class]
            self._add(f"fields_{field_class}", queries.CLASS_LABELS[field_class], names)
        if found := list(files):
            self.fields["files"] = forms.MultipleChoiceField(
                label=_("Files to list as evidence"),
                help_text=_("Only their names, sizes and SHA-256 are given, not the files."),
                choices=found,
                required=False,
                widget=ManyChoices,
            )
        self.order_fields(["language", "cover", *self.groups, "files"])

    def _add(self, name: str, label: Any, names: list[str]) -> None:
        if not names:
            return
        choices = [(each, queries.FIELD_LABELS[each]) for each in names]
        self.fields[name] = forms.MultipleChoiceField(
            label=label, choices=choices, required=False, widget=ManyChoices
        )
        self.groups.append(name)

    def choice(self) -> queries.Choice:
        """Return what was chosen. Cover words that nobody changed follow the language."""
        data = self.cleaned_data
        ticked = {field for group in self.groups for field in data[group]}
        cover, language = data["cover"], data["language"]
        if cover.strip() in {queries.draft_cover(each) for each in PacketLanguage.values}:
            cover = queries.draft_cover(language)
        return queries.Choice(
            language=language,
            fields=tuple(name for name in rules.PACKET_FIELDS if name in ticked),
            files=tuple(data.get("files", [])),
            cover=cover,
        )


class SendForm(OnceForm):
    way = forms.ChoiceField(label=_("How it gets there"), choices=Way.choices, initial=Way.MAIL)
    follow_up_on = DayField(
        label=_("When we ask again"),
        help_text=_("On this day the referral is on your list, if they have not answered."),
        error_messages={"required": _("Choose a day. Nothing is sent and forgotten.")},
    )

    def __init__(self, on: date, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"follow_up_on": rules.first_follow_up(on), "way": Way.MAIL})
        super().__init__(*args, **kwargs)
        self._on = on

    def clean_follow_up_on(self) -> date:
        return not_before(self.cleaned_data["follow_up_on"], self._on)


def not_before(day: date, on: date) -> date:
    if day < on:
        raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
    return day


class ExportForm(ClosingForm):
    """How the file of a packet is closed. The words to open it come from the page: in the reader's language, to be said
    on the telephone. Nothing typed here is kept."""

    key_missing = _("Paste their key. It begins with age1pq1.")

    words_to_open = LineField(
        label=_("Words that open it"),
        help_text=_("Write them down now: they are kept nowhere. Never send them with the file."),
        required=False,
        max_length=rules.LONGEST_LINE,
    )
    recipient = WordsField(
        label=_("Their key"),
        required=False,
        widget=ShortText,
        max_length=rules.LONGEST_RECIPIENT,
    )
    sure = forms.BooleanField(
        label=_("I know that a file that is not sealed can be read on its way"), required=False
    )

    def list_ways(self) -> list[tuple[str, Option]]:
        to_words = _("They open it with age and these words. Say them on the phone.")
        to_key = _("They gave us a key that begins with age1pq1.")
        return [
            (self.WORDS, Option(_("Sealed with words"), to_words)),
            (self.KEY, Option(_("Sealed to their key"), to_key)),
            (self.PLAIN, Option(_("Not sealed"), _("Whoever gets hold of the file can read it."))),
        ]


class ContactForm(OnceForm):
    on_day = DayField(label=_("When it was"))
    way = forms.ChoiceField(label=_("How"), choices=Way.choices)
    direction = forms.ChoiceField(label=_("Who began"), choices=Direction.choices)
    answer = forms.ChoiceField(label=_("What it brought"), choices=Answer.choices)
    file_number = LineField(label=_("Their file number"), required=False, max_length=rules.LONGEST_LINE)
    officer = LineField(
        label=_("Who answered"),
        help_text=_("Name or badge number. It is sealed."),
        required=False,
        max_length=rules.LONGEST_LINE,
    )
    words = WordsField(
        label=_("What was said"), required=False, widget=ShortText, max_length=rules.LONGEST_WORDS
    )
    follow_up_on = DayField(
        label=_("When we ask again"),
        help_text=_("Leave it empty only if nothing more is to come from them."),
        required=False,
    )

    def __init__(self, on: date, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on_day": on, "follow_up_on": rules.first_follow_up(on)})
        super().__init__(*args, **kwargs)
        self._on = on

    def clean_on_day(self) -> date:
        day: date = self.cleaned_data["on_day"]
        if day > self._on:
            raise forms.ValidationError(_("This day is still to come. Write down only what was."))
        return day

    def clean_follow_up_on(self) -> date | None:
        day = self.cleaned_data["follow_up_on"]
        return not_before(day, self._on) if day else None


class LetterForm(OnceForm):
    """A letter, ready to be changed. A complaint asks whom it goes to."""

    receiver = forms.ChoiceField(label=_("To"))
    text = WordsField(
        label=_("The letter"),
        help_text=_("Read it and change it. It is kept in the case, sealed."),
        max_length=rules.LONGEST_LETTER,
        widget=LongText,
        error_messages={"required": _("Write something first.")},
    )

    def __init__(self, receivers: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = receivers  # type: ignore[attr-defined]
        if len(receivers) == 1:
            self.fields["receiver"].widget = forms.HiddenInput()
            self.initial.setdefault("receiver", receivers[0][0])


class TellForm(OnceForm):
    words = WordsField(
        label=_("What they will read"),
        help_text=_("They read it with their code. It is sealed to them and signed by your organisation."),
        max_length=rules.LONGEST_WORDS,
        widget=LongText,
        error_messages={"required": _("Write something first.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
