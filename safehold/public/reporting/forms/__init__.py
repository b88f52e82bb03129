# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people type, read kindly: nothing is refused for its characters, and nothing typed is lost."""

from safehold.public.reporting.forms.dialogue import (
    AnswerForm,
    CloseForm,
    CodeForm,
    GrantForm,
    WithdrawForm,
)
from safehold.public.reporting.forms.parts import Part, fold, shown_choices
from safehold.public.reporting.forms.report import ReportForm

__all__ = [
    "AnswerForm",
    "CloseForm",
    "CodeForm",
    "GrantForm",
    "Part",
    "ReportForm",
    "WithdrawForm",
    "fold",
    "shown_choices",
]
