# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked about a family."""

from safehold.desk.families.forms.facts import AnswersForm, PathwayForm
from safehold.desk.families.forms.family import FootingForm, NewForm
from safehold.desk.families.forms.papers import PaperForm
from safehold.desk.families.forms.parts import FORMS, ObstacleForm, PartForm

__all__ = [
    "FORMS",
    "AnswersForm",
    "FootingForm",
    "NewForm",
    "ObstacleForm",
    "PaperForm",
    "PartForm",
    "PathwayForm",
]
