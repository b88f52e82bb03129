# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What codes of a family's file are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, Promise | str]

ROLES: Words = {
    "sponsor": _("Sponsor, in Canada already"),
    "principal": _("Principal: the application is about them"),
    "partner": _("Spouse or partner"),
    "child": _("Child"),
    "other": _("Another relative"),
}
RELATIONS: Words = {
    "partner": _("spouse or partner of"),
    "child": _("child of"),
    "adopted": _("adopted child of"),
    "parent": _("parent of"),
    "grandparent": _("grandparent of"),
    "sibling": _("brother or sister of"),
    "other": _("related to"),
}
CONTACTS: Words = {
    "do-not": _("Do not contact"),
    "ask-first": _("Ask the family here first, each time"),
    "through-family": _("Only through the family here"),
    "safe-way": _("There is a safe way, written below"),
}
PAPER_STATES: Words = {
    "missing": _("Missing"),
    "asked": _("Asked for"),
    "have": _("We have it"),
    "sent": _("Sent with the application"),
    "unsafe": _("Not safe to ask for"),
    "not-needed": _("Not needed"),
}
OBSTACLES: Words = {
    "exit-ban": _("They may not leave the country"),
    "passport": _("Their passport was taken or refused"),
    "refused": _("Something was refused"),
    "detained": _("They are detained"),
    "unreachable": _("Nobody can reach them"),
    "money": _("Money"),
    "other": _("Something else"),
}
EVENTS: Words = {
    "all_declared": _("Every relative was named to the office"),
    "appeal_received": _("The appeal division received the appeal"),
    "applied": _("The application of this person was made"),
    "biometrics_given": _("Biometrics were given"),
    "biometrics_letter": _("The biometrics letter came"),
    "claim_refused": _("A refugee claim was refused"),
    "dependant_answered": _("The forms of an additional dependant were sent"),
    "dependant_requested": _("The office asked for an additional dependant's forms"),
    "dna_answered": _("We said whether the DNA test will be taken"),
    "dna_requested": _("The office asked for a DNA test"),
    "leave_filed": _("Leave for judicial review was asked and served"),
    "medical_examined": _("The medical examination took place"),
    "medical_letter": _("The medical letter came"),
    "refusal_notice_abroad": _("Notice of a refusal outside Canada"),
    "refusal_notice_in_canada": _("Notice of a refusal in Canada"),
    "sponsor_income_shown": _("The sponsor's income was shown"),
    "sponsorship_refusal_received": _("The refusal of the sponsorship came, with reasons"),
}
DATES: Words = {
    "principal_pr": _("The principal became a permanent resident"),
    "protection": _("Refugee protection was conferred (resettled people: when they landed)"),
    "departure": _("The resettled principal left for Canada"),
    "claim": _("The claim for protection in Canada was made"),
    "referral": _("They were referred for resettlement"),
    "principal_application": _("The principal's application was made"),
    "application": _("This application was made"),
    "sponsor_pr": _("The sponsor became a permanent resident"),
    "first_entry": _("First entry to Canada"),
    "fees": _("The fees are paid, or will be"),
}
STATES: Words = {
    "open": _("Open"),
    "met": _("Met"),
    "missed": _("Missed"),
    "unknown": _("Not known"),
}
ENDS: Words = {
    "last_day": _("Last day"),
    "bar": _("Barred until"),
    "from": _("From this day on"),
}
EXCLUDED: Words = {
    "yes": _("Excluded by an answer"),
    "no": _("Nothing excludes it"),
    "unknown": _("Not all is answered"),
}
ARRIVED = _("They have arrived")
BESIDE_THE_CATALOGUE: Words = {
    "arrived": ARRIVED,
    "fam-r130-3": _("A sponsor who came as a spouse or partner may not sponsor one for five years (R130(3))"),
}
"""What has no entry of its own there: the end of the way, and a bar that stands in the words of another entry."""
PARTS: dict[str, tuple[Promise | str, Promise | str]] = {
    "people": (_("Somebody of the family"), _("Change what is known of them")),
    "relations": (_("How two of them are related"), _("How two of them are related")),
    "events": (_("Something that happened"), _("Something that happened")),
    "stages": (_("A stage was reached"), _("A stage was reached")),
    "obstacles": (_("Something stands in the way"), _("Something stands in the way")),
}
"""Headings of the pages that ask for a new one, and for one that is there."""
