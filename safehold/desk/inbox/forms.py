# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a lead writes into a decoy."""

from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.rules import LONGEST_WORDS, TITLE_LENGTH
from safehold.web.forms import LineField, OnceForm, WordsField


class DecoyForm(OnceForm):
    """A title and words. `once`: sending the form twice makes one decoy."""

    title = LineField(
        label=_("Title"),
        help_text=_(
            "It stands in the list of cases. Something that makes a stranger curious, and no colleague."
        ),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Give the decoy a title.")},
    )
    words = WordsField(
        label=_("Words"),
        help_text=_("What somebody reads who opens it. Name nobody who lives."),
        max_length=LONGEST_WORDS,
        error_messages={"required": _("Write what somebody would have sent.")},
    )
