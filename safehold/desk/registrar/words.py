# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for codes of the office: kinds of leaves, provisions, and why something is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

KINDS: dict[str, Text] = {
    "filing": _("Registration"),
    "amendment": _("Update"),
    "termination": _("End"),
    "correction": _("Correction by the office"),
    "notice": _("Notice of violation"),
    "representation": _("Representations"),
    "reply": _("Reply of the registrant"),
    "decision": _("Decision"),
    "agreement": _("Compliance agreement"),
    "question": _("Question to the office"),
    "opinion": _("Advisory opinion"),
    "bulletin": _("Interpretation bulletin"),
    "withholding": _("Fields withheld for safety"),
    "redaction": _("Fields erased"),
    "import": _("Replayed snapshot"),
    "export": _("Data file"),
}
PROVISIONS: dict[str, Text] = {
    "5(1)": _("Did not give the information within the time (section 5(1))"),
    "5(2)": _("Did not give an update (section 5(2))"),
    "7": _("Knowingly gave false or misleading information (section 7)"),
}
FAULTS: dict[str, Text] = {
    "changed": _("Leaf %(position)d is not what was appended."),
    "removed": _("Leaf %(position)d is not there any more."),
    "nodes": _("The stored hashes do not fit the leaves at %(position)d."),
    "opening": _("A value that is kept of leaf %(position)d is not the one it commits to."),
    "forked": _("A signed checkpoint over %(position)d leaves exists that this log does not lead to."),
    "broken": _("Something is wrong at leaf %(position)d."),
}


def label_of_kind(kind: str) -> Text:
    return KINDS.get(kind, kind)


def label_of_provision(provision: str) -> Text:
    return PROVISIONS.get(provision, provision)
