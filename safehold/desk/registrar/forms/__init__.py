# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the office."""

from safehold.desk.registrar.forms.agreed import (
    AgreementForm,
    AnswerForm,
    BulletinForm,
    ExpectedForm,
    OpinionForm,
    OutcomeForm,
)
from safehold.desk.registrar.forms.corrections import CorrectionForm, correction_form
from safehold.desk.registrar.forms.office import (
    AcceptForm,
    DecisionForm,
    FieldsForm,
    FiguresForm,
    NoticeForm,
    WordsForm,
)

__all__ = [
    "AcceptForm",
    "AgreementForm",
    "AnswerForm",
    "BulletinForm",
    "CorrectionForm",
    "DecisionForm",
    "ExpectedForm",
    "FieldsForm",
    "FiguresForm",
    "NoticeForm",
    "OpinionForm",
    "OutcomeForm",
    "WordsForm",
    "correction_form",
]
