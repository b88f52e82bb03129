# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names in each script, a row of fields each: `name_1`, `name_kind_1`, `name_language_1`, `name_2` …"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _

from safehold.web.forms import LineField, OnceForm

FIRST_ROWS = 3
ROW = re.compile(r"name_(\d{1,2})")


class NameRowsForm(OnceForm):
    """A form with rows of names: those that are kept and one more, or those that were sent.

    name_kinds: what sort of name may be chosen, where that is asked; `first_kind` stands chosen for the first name,
    `further_kind` for the others and where nothing was sent.
    """

    first_name_label: ClassVar[Any]
    most_names: ClassVar[int]
    longest_name: ClassVar[int]
    name_kinds: ClassVar[Sequence[tuple[str, Any]]] = ()
    first_kind: ClassVar[str] = ""
    further_kind: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = sum(1 for name in self.initial if ROW.fullmatch(name))
        self._rows = self._count_rows() if self.is_bound else min(max(kept + 1, FIRST_ROWS), self.most_names)
        for number in range(1, self._rows + 1):
            self._add_row(number)

    def _count_rows(self) -> int:
        sent = [int(found[1]) for name in self.data if (found := ROW.fullmatch(name))]
        return min(max(sent, default=FIRST_ROWS), self.most_names)

    def _add_row(self, number: int) -> None:
        languages = [("", _("Not said")), *settings.LANGUAGES]
        self.fields[f"name_{number}"] = LineField(
            label=self.first_name_label if number == 1 else _("Another name"),
            required=False,
            max_length=self.longest_name,
        )
        if self.name_kinds:
            self.fields[f"name_kind_{number}"] = forms.ChoiceField(
                label=_("What sort of name"),
                choices=self.name_kinds,
                required=False,
                initial=self.first_kind if number == 1 else self.further_kind,
            )
        self.fields[f"name_language_{number}"] = forms.ChoiceField(
            label=_("Language of this name"), choices=languages, required=False
        )

    @property
    def name_rows(self) -> list[list[BoundField]]:
        """The fields of each name, for the page."""
        parts = ("name", "name_kind", "name_language") if self.name_kinds else ("name", "name_language")
        return [[self[f"{part}_{number}"] for part in parts] for number in range(1, self._rows + 1)]

    @property
    def has_more_names(self) -> bool:
        """Whether something stands in a row after the first."""
        return any(row[0].value() or row[0].errors for row in self.name_rows[1:])

    def written_names(self) -> Iterator[tuple[str, str, str]]:
        """Return text, kind and language of each name that was written. After cleaning."""
        data = self.cleaned_data
        for number in range(1, self._rows + 1):
            if text := (data.get(f"name_{number}") or "").strip():
                kind = data.get(f"name_kind_{number}") or self.further_kind
                yield text, kind, data.get(f"name_language_{number}") or ""
