# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that can be done to a dossier, one function per verb. Nothing else writes to one."""

from safehold.desk.dossiers.actions.sending import NewStep, note_step, take_file
from safehold.desk.dossiers.actions.versions import make_version, review_version
from safehold.desk.dossiers.actions.withdrawing import close_withdrawn
from safehold.desk.dossiers.actions.writing import (
    NewDossier,
    change_answers,
    change_words,
    drop_part,
    keep_part,
    open_new,
    record_listing,
)

__all__ = [
    "NewDossier",
    "NewStep",
    "change_answers",
    "change_words",
    "close_withdrawn",
    "drop_part",
    "keep_part",
    "make_version",
    "note_step",
    "open_new",
    "record_listing",
    "review_version",
    "take_file",
]
