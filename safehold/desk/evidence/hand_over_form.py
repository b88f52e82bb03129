# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a member chooses for a hand-over. Nothing typed here is kept but the receiver's name, sealed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from safehold.catalog.authorities import load_authorities
from safehold.web.closing import ClosingForm
from safehold.web.forms import LineField, ManyChoices, Option

if TYPE_CHECKING:
    from safehold.desk.evidence.queries import OpenedItem

OTHER = "other"


class HandOverForm(ClosingForm):
    """Which items, for whom, in which language; and how the file is closed."""

    field_order = ["items", "receiver", "name", "language", "with_description"]

    items = forms.MultipleChoiceField(
        label=gettext_lazy("What is handed over"),
        help_text=gettext_lazy(
            "Originals leave as they came, with all that they tell. Choose a clean copy where that is enough."
        ),
        widget=ManyChoices,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    receiver = forms.ChoiceField(label=gettext_lazy("To whom"))
    name = LineField(
        label=gettext_lazy("Their name"),
        help_text=gettext_lazy(
            "It stands in the custody and in the index. For somebody on the list it may stay empty."
        ),
        required=False,
        max_length=200,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the index"), choices=[("en", "English"), ("fr", "Français")]
    )
    with_description = forms.BooleanField(
        label=gettext_lazy("Also what we wrote about them"), required=False, initial=True
    )

    def __init__(self, items: Collection[OpenedItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["items"].choices = [(str(each.row.pk), _describe(each)) for each in items]
        fields["receiver"].choices = [("", _("Choose one")), *_list_receivers(), (OTHER, _("Somebody else"))]
        fields["language"].initial = "fr" if get_language() == "fr" else "en"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("receiver") == OTHER and not data.get("name"):
            self.add_error("name", _("Write who gets it."))
        return data

    def item_ids(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data["items"]]

    def recipient_code(self) -> str:
        """Return how the consent ledger calls the receiver; "" for somebody it has no name for."""
        chosen: str = self.cleaned_data["receiver"]
        return "" if chosen == OTHER else chosen

    def receiver_name(self) -> str:
        written: str = self.cleaned_data["name"]
        return written or dict(_list_receivers())[self.cleaned_data["receiver"]]


def _describe(item: OpenedItem) -> Option:
    hint = item.origin
    if not item.is_kept:
        hint = _("The file itself is not kept, only what it is and its fingerprint.")
    return Option(item.shown_name, hint)


def _list_receivers() -> list[tuple[str, str]]:
    """Return whom one writes to: numbers to call in an emergency get no files."""
    language = get_language() or "en"
    found = [each for each in load_authorities().authorities if not each.emergency]
    return [(each.recipient, each.name(language)) for each in found]
