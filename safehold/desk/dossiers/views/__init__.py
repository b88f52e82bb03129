# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of dossiers."""

from safehold.desk.dossiers.views.dossiers import (
    add_dossier,
    change_answers,
    change_words,
    list_dossiers,
    show_case,
    show_dossier,
)
from safehold.desk.dossiers.views.leaving import make_version, note_step, preview, review, take
from safehold.desk.dossiers.views.parts import add_part, change_part, remove_part

__all__ = [
    "add_dossier",
    "add_part",
    "change_answers",
    "change_part",
    "change_words",
    "list_dossiers",
    "make_version",
    "note_step",
    "preview",
    "remove_part",
    "review",
    "show_case",
    "show_dossier",
    "take",
]
