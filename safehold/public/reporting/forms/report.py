# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report form. Only "what happened" must be filled in."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safehold.catalog.plain_tactics import load_plain_tactics
from safehold.catalog.tactics import is_urgent
from safehold.core.receipts import Receipt, ReceiptError, generate, parse
from safehold.public.reporting import rules
from safehold.public.reporting.forms import choices
from safehold.public.reporting.forms.parts import DeskChoice, Part, fold
from safehold.public.reporting.queries import Coalition
from safehold.web.forms import LineField, ManyChoices, OneChoice, SafeholdForm, ShortText, WordsField


class NotTooLong:
    """Refuse what is longer than `limit` characters.

    Not `max_length`: that lets browsers cut what is pasted.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, text: str) -> None:
        if over := max(len(text) - self.limit, 0):
            raise ValidationError(
                ngettext(
                    "This is %(over)d character too long. Make it shorter here. You can send the rest "
                    "later, with the code you get.",
                    "This is %(over)d characters too long. Make it shorter here. You can send the rest "
                    "later, with the code you get.",
                    over,
                ),
                params={"over": over},
            )


def few_words(label: Any, hint: Any = "") -> WordsField:
    """An optional field of a few lines."""
    return WordsField(
        label=label,
        help_text=hint,
        required=False,
        widget=ShortText(),
        validators=[NotTooLong(rules.MAX_OTHER_CHARACTERS)],
    )


def one_line(label: Any, hint: Any = "") -> LineField:
    return LineField(
        label=label, help_text=hint, required=False, validators=[NotTooLong(rules.MAX_OTHER_CHARACTERS)]
    )


NOT_OFFERED = {"invalid_choice": _("This choice is not offered any more. Please choose again.")}


class ReportForm(SafeholdForm):
    """Everything a person may tell. Bound to what came in, or filled from it without judging."""

    words = WordsField(
        label=_("What happened?"),
        help_text=_("In your own words, in any language. Leave out anything you do not want to say."),
        widget=forms.Textarea({"rows": 9}),
        validators=[NotTooLong(rules.MAX_WORDS_CHARACTERS)],
        error_messages={
            "required": _("Please write a few words about what happened. One sentence is enough.")
        },
    )
    hurt_soon = forms.BooleanField(
        label=_("Someone may be hurt in the next days"),
        help_text=_("Then your report is read first. It is not an alarm: if the danger is now, call 911."),
        required=False,
    )
    reporting_for = forms.ChoiceField(
        label=_("Who is this report for?"),
        choices=lambda: choices.REPORTING_FOR,
        widget=OneChoice(),
        initial="self",
        error_messages={"required": _("Please choose one."), **NOT_OFFERED},
    )
    organisation = forms.ChoiceField(
        label=_("Who should receive this?"),
        help_text=_("They will read it and answer you. You can ask for it to be shared later."),
        widget=DeskChoice(),
        error_messages={"required": _("Please choose who should read it."), **NOT_OFFERED},
    )
    when = one_line(
        _("When did it happen?"), _("A day, a month or “every week since May”: as well as you know it.")
    )
    where = one_line(_("Where?"), _("A city, an address, a website, an app."))
    tactics = forms.MultipleChoiceField(
        label=_("What was done?"),
        choices=choices.tactics,
        required=False,
        widget=ManyChoices(),
        error_messages=NOT_OFFERED,
    )
    who_did_it = few_words(
        _("Who did it?"),
        _("Names, phone numbers, accounts, vehicles, what they looked like: as you saw or heard them."),
    )
    who_was_targeted = few_words(
        _("Who was targeted?"), _("You, someone you know, a group. A name is not needed.")
    )
    group_size = forms.ChoiceField(
        label=_("If it is a group: how many people?"),
        choices=lambda: choices.GROUP_SIZES,
        required=False,
        error_messages=NOT_OFFERED,
    )
    relatives_at_risk = few_words(
        _("Are relatives abroad at risk?"),
        _("Who they are to you, and where. Leave out names if that is safer."),
    )
    help_wanted = forms.MultipleChoiceField(
        label=_("What help do you want?"),
        choices=choices.help_wanted,
        required=False,
        widget=ManyChoices(),
        error_messages=NOT_OFFERED,
    )
    help_words = few_words(_("Anything else that would help?"))
    safe_contact = few_words(
        _("Is there another safe way to reach you?"),
        _("Only if you want one. Without it we answer here, and nowhere else."),
    )
    safe_times = one_line(_("When is it safe?"), _("For example: mornings, when you are alone."))
    consents = forms.MultipleChoiceField(
        label=_("What may we do with it?"),
        choices=lambda: choices.PURPOSES,
        help_text=_("Each choice is yours alone, and you can take it back later with your code."),
        required=False,
        widget=ManyChoices(),
        initial=["contact"],
        error_messages=NOT_OFFERED,
    )
    receipt = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = choices.desks(coalition)
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ChoiceField)
        organisation.choices = lambda: offered
        organisation.initial = offered[0][0]

    @classmethod
    def refilled(cls, data: QueryDict, coalition: Coalition) -> "ReportForm":
        """A form with everything that was typed, and no word about what is missing."""
        blank = cls(coalition=coalition)
        typed = {
            name: field.widget.value_from_datadict(data, {}, name) for name, field in blank.fields.items()
        }
        return cls(
            coalition=coalition, initial={key: value for key, value in typed.items() if value is not None}
        )

    def is_untouched(self) -> bool:
        """Whether everything is as an empty form shows it."""
        return all((self[name].value() or "") == (field.initial or "") for name, field in self.fields.items())

    def parts(self) -> list[Part]:
        return [
            fold(self, _("When and where"), "", ["when", "where"]),
            fold(
                self, _("How it was done"), _("following, threats, hacking, pressure on family"), ["tactics"]
            ),
            fold(self, _("Who did it"), _("names, numbers, accounts, vehicles"), ["who_did_it"]),
            fold(
                self,
                _("Who was targeted"),
                _("you, a group, relatives abroad"),
                ["who_was_targeted", "group_size", "relatives_at_risk"],
            ),
            fold(self, _("What would help you"), "", ["help_wanted", "help_words"]),
            fold(self, _("Safe ways to reach you"), "", ["safe_contact", "safe_times"]),
        ]

    def to_draft(self) -> rules.Draft:
        """What was typed, as a draft. Call it on a valid form."""
        typed = self.cleaned_data
        plain = load_plain_tactics()
        codes = plain.codes_for(each.id for each in plain.choices if each.id in typed["tactics"])
        return rules.Draft(
            organisation_id=UUID(typed["organisation"]),
            reporting_for=typed["reporting_for"],
            group_size=typed["group_size"] if typed["reporting_for"] == "group" else "",
            words=typed["words"],
            when=typed["when"],
            where=typed["where"],
            tactics=codes,
            urgent=typed["hurt_soon"] or is_urgent(codes),
            who_did_it=typed["who_did_it"],
            who_was_targeted=typed["who_was_targeted"],
            relatives_at_risk=typed["relatives_at_risk"],
            help_wanted=tuple(typed["help_wanted"]),
            help_words=typed["help_words"],
            safe_contact=typed["safe_contact"],
            safe_times=typed["safe_times"],
            consents=tuple(typed["consents"]),
        )

    def read_receipt(self) -> Receipt:
        """The receipt that this form carries, or a new one."""
        try:
            return parse(str(self["receipt"].value() or ""))
        except ReceiptError:
            return generate()
