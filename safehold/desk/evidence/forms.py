# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a member says of an item. Errors say what is missing; what was typed stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safehold.desk.evidence.rules import Description
from safehold.desk.evidence.words import FIELDS
from safehold.looking import Box
from safehold.web.forms import (
    DayField,
    LineField,
    OnceForm,
    OneChoice,
    Option,
    SafeholdForm,
    ShortText,
    WordsField,
)

LONGEST_WORDS, LONGEST_LINE = 4_000, 400
BOXES = 6
NOT_SAID = ("", _("Nobody has said"))
PROVENANCES = [
    NOT_SAID,
    ("first-hand", _("First-hand: from who took or received it")),
    ("relayed", _("Relayed: passed on by somebody else")),
    ("found-online", _("Found online")),
    ("official", _("Official: from an authority or a court")),
    ("intercept", _("Intercepted: nobody in the conversation knew")),
]
RELIABILITIES = [
    NOT_SAID,
    ("reliable", _("Reliable")),
    ("fairly", _("Fairly reliable")),
    ("doubtful", _("Doubtful")),
    ("unknown", _("It cannot be judged")),
]
SENSITIVITIES = [
    NOT_SAID,
    ("ordinary", _("Ordinary")),
    ("sensitive", _("Sensitive: names or shows somebody")),
    ("dangerous", _("Dangerous: somebody could be hurt by it")),
]
RECORDED = [
    NOT_SAID,
    ("took-part", _("Somebody who took part in the conversation recorded it")),
    ("agreed", _("Everybody in it agreed")),
    ("nobody-knew", _("Nobody in it knew")),
    ("unknown", _("Unknown")),
]
DESTROY_REASONS = [
    (
        "intimate",
        Option(
            _("It shows somebody's intimate parts, or a sexual act"),
            _("Such pictures are not kept here. What it is and its fingerprint stay."),
        ),
    ),
    ("asked", Option(_("The person asked for it"), _("A lead decides this."))),
    ("mistake", Option(_("It was added by mistake"), _("A lead decides this."))),
]


def _line(label: Any, help_text: Any = "") -> LineField:
    return LineField(label=label, help_text=help_text, required=False, max_length=LONGEST_LINE)


class DescribeForm(SafeholdForm):
    """The fields of a description, after the Berkeley Protocol."""

    words = WordsField(
        label=FIELDS["words"],
        help_text=_("What one sees or hears, and why it matters. Write what is there, not what it proves."),
        widget=ShortText,
        required=False,
        max_length=LONGEST_WORDS,
    )
    provenance = forms.ChoiceField(label=FIELDS["provenance"], choices=PROVENANCES, required=False)
    recorded = forms.ChoiceField(label=FIELDS["recorded"], choices=RECORDED, required=False)
    collector = _line(FIELDS["collector"])
    tool = _line(FIELDS["tool"], _("A telephone, a program and its version."))
    source_address = _line(
        FIELDS["source_address"], _("The address of a page or an account. Nothing here opens it.")
    )
    captured_at = _line(FIELDS["captured_at"], _("As exactly as somebody knows."))
    language = _line(FIELDS["language"])
    reliability = forms.ChoiceField(label=FIELDS["reliability"], choices=RELIABILITIES, required=False)
    sensitivity = forms.ChoiceField(label=FIELDS["sensitivity"], choices=SENSITIVITIES, required=False)
    authenticity = WordsField(
        label=FIELDS["authenticity"],
        help_text=_("What speaks for it and what against it. Both are kept."),
        widget=ShortText,
        required=False,
        max_length=LONGEST_WORDS,
    )
    retain_until = DayField(label=FIELDS["retain_until"], required=False)

    def description(self) -> Description:
        names = Description.__dataclass_fields__
        return Description(**{name: self.cleaned_data.get(name) or "" for name in names})


class AddForm(OnceForm):
    """The file comes last: what stands before it is read first."""

    words = WordsField(label=_("What it is"), widget=ShortText, required=False, max_length=LONGEST_WORDS)
    provenance = forms.ChoiceField(label=_("Where it comes from"), choices=PROVENANCES, required=False)
    collector = _line(_("Who collected it"))
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "It is sealed as it comes in, and never changed. Copies are made of it, the original stays."
        ),
        required=False,
    )

    def description(self) -> Description:
        data = self.cleaned_data
        return Description(
            words=data["words"] or "", provenance=data["provenance"] or "", collector=data["collector"] or ""
        )


class FingerprintForm(OnceForm):
    words = WordsField(
        label=_("What it is"),
        help_text=_("Without showing it: who is in it, who sent it, when, and what they wanted."),
        widget=ShortText,
        max_length=LONGEST_WORDS,
        error_messages={
            "required": _("Write in a sentence what it is. It is all that is kept besides the fingerprint.")
        },
    )
    file = forms.FileField(
        label=_("The picture or film"),
        help_text=_("Only its fingerprint and its size are taken. The file itself is not kept anywhere."),
        required=False,
    )


class BoxesForm(SafeholdForm):
    """Parts to black out: a page, and the left, top, right and bottom edge in hundredths of it."""

    def __init__(self, *args: Any, pages: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages = pages
        for number in range(1, BOXES + 1):
            for name in ("page", "left", "top", "right", "bottom"):
                least, most = (1, max(pages, 1)) if name == "page" else (0, 100)
                field = forms.IntegerField(required=False, min_value=least, max_value=most)
                message = _now("Choose a whole number from %(least)d to %(most)d.") % {
                    "least": least,
                    "most": most,
                }
                field.error_messages.update(dict.fromkeys(("invalid", "min_value", "max_value"), message))
                self.fields[f"{name}{number}"] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, BOXES + 1):
            self._check_row(number, data)
        if not self.errors and not self.boxes():
            raise forms.ValidationError(_now("Say at least one part: its left, top, right and bottom edge."))
        return data

    def _check_row(self, number: int, data: dict[str, Any]) -> None:
        """A row that is half filled in would leave to be seen what somebody meant to hide."""
        names = [f"{edge}{number}" for edge in ("left", "top", "right", "bottom")]
        if set(names) & set(self.errors) or all(data.get(name) is None for name in names):
            return
        for name in names:
            if data.get(name) is None:
                self.add_error(name, _now("This edge is missing. Nothing was painted."))
        left, top, right, bottom = (data.get(name) for name in names)
        if left is not None and right is not None and right <= left:
            self.add_error(names[2], _now("This has to be more than left."))
        if top is not None and bottom is not None and bottom <= top:
            self.add_error(names[3], _now("This has to be more than top."))

    def boxes(self) -> list[Box]:
        """Return what is to be painted. A row that is not filled in counts as none."""
        found = []
        for number in range(1, BOXES + 1):
            left, top, right, bottom = (
                self.cleaned_data.get(f"{name}{number}") for name in ("left", "top", "right", "bottom")
            )
            if left is None or top is None or right is None or bottom is None:
                continue
            page = (self.cleaned_data.get(f"page{number}") or 1) - 1
            found.append(Box(page, left / 100, top / 100, (right - left) / 100, (bottom - top) / 100))
        return found

    def rows(self) -> list[list[forms.BoundField]]:
        names = ("page", "left", "top", "right", "bottom")
        return [[self[f"{name}{number}"] for name in names] for number in range(1, BOXES + 1)]


class HoldForm(SafeholdForm):
    reason = WordsField(
        label=_("Why must it stay?"),
        widget=ShortText,
        max_length=LONGEST_WORDS,
        error_messages={"required": _("Write in a sentence why nothing may destroy it.")},
    )


class DestroyForm(SafeholdForm):
    reason = forms.ChoiceField(
        label=_("Why must it go?"),
        choices=DESTROY_REASONS,
        widget=OneChoice,
        error_messages={"required": _("Choose why. The reason stands in its custody.")},
    )
