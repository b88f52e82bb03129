# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sentences of the result of "Must I register?"."""

from django.utils.translation import gettext_lazy as _

from safehold.core.influence import Answer, Effect, Outcome, Role, Why

TITLES = {
    Outcome.REGISTER: _("By your answers, this must be registered"),
    Outcome.NEEDS_REVIEW: _("A person needs to look at this"),
    Outcome.EXEMPT: _("By your answers, an exemption applies"),
    Outcome.NOT_YET: _("By your answers, this need not be registered yet"),
    Outcome.NOT_REGISTRABLE: _("By your answers, there is nothing to register"),
}
WORDS = {
    Outcome.REGISTER: _("Everything that makes the duty is there, and no exemption applies."),
    Outcome.NEEDS_REVIEW: _(
        "Something is not known or not confirmed. That does not mean that there is no duty."
    ),
    Outcome.EXEMPT: _("Keep a record of why, with today's date."),
    Outcome.NOT_YET: _("The law does not hold there yet. It will."),
    Outcome.NOT_REGISTRABLE: _("One thing that makes the duty is missing."),
}
KINDS = {
    Outcome.REGISTER: "urgent",
    Outcome.NEEDS_REVIEW: "warn",
    Outcome.EXEMPT: "good",
    Outcome.NOT_YET: "good",
    Outcome.NOT_REGISTRABLE: "good",
}
SAYS = {
    (Role.ELEMENT, Effect.PASSES): _("This is needed for a duty, and it is there."),
    (Role.ELEMENT, Effect.REVIEW): _("It is not known whether this is there. A person must look at it."),
    (Role.ELEMENT, Effect.ENDS): _("This decides: without it there is nothing to register."),
    (Role.ELEMENT, Effect.WOULD_END): _(
        "If this is so, there is nothing to register. But something above must be looked at first."
    ),
    (Role.LEVEL, Effect.PASSES): _("The law is in force there."),
    (Role.LEVEL, Effect.REVIEW): _(
        "Whether the law is in force there is not known. A person must look at it."
    ),
    (Role.LEVEL, Effect.ENDS): _("This decides: the law does not reach it."),
    (Role.LEVEL, Effect.WOULD_END): _(
        "If this is so, the law does not reach it. But something above must be looked at first."
    ),
    (Role.EXEMPTION, Effect.PASSES): _("No exemption applies."),
    (Role.EXEMPTION, Effect.REVIEW): _(
        "It is not known whether an exemption applies. A person must look at it."
    ),
    (Role.EXEMPTION, Effect.ENDS): _("This decides: the duty does not apply."),
    (Role.EXEMPTION, Effect.WOULD_END): _(
        "If this is so, the duty does not apply. But something above must be looked at first."
    ),
}
NOT_CONFIRMED = _("We have not confirmed this rule, so your answer to it decides nothing here.")
WHY = {
    Why.NEW: _("It was agreed when the law was in force there, from %(day)s on."),
    Why.EXISTING: _(
        "It was agreed before %(day)s, when the law came into force there, and still stood on that day."
    ),
    Why.EITHER: _("It still stood when the law came into force there on %(day)s, or it was agreed later."),
    Why.NOT_YET: _("The law comes into force there on %(day)s."),
    Why.ENDED_BEFORE: _("It had ended before %(day)s, when the law came into force there."),
    Why.ENDED_THAT_DAY: _("It ended on %(day)s, the very day on which the law came into force there."),
    Why.DAY_MISSING: _("A day is missing that would decide. The law holds there from %(day)s on."),
    Why.NO_LONGER: _("The law was no longer in force there."),
    Why.REPORTED: _(
        "It is reported that the law came into force there on %(day)s. We have not confirmed it."
    ),
    Why.NOT_KNOWN: _("We do not know from which day the law holds there."),
    Why.LEVEL_UNSURE: _("You do not know whether this one is concerned."),
}
NEXT = {
    Outcome.REGISTER: (
        _("Gather what has to be told."),
        _("Send it by the earliest of the days above."),
        _("If you are not sure, ask a lawyer, or ask the office that keeps the register."),
    ),
    Outcome.NEEDS_REVIEW: (
        _("Show this page to a lawyer, or to the office that keeps the register."),
        _("Find out what is marked below as not known."),
    ),
    Outcome.EXEMPT: (
        _("Write down which exemption it is, and why it applies. Keep it with your papers."),
        _("If anything changes, answer again: the exemption may end."),
    ),
    Outcome.NOT_YET: (
        _("Write down the day above, and answer again before it comes."),
        _("If the arrangement ends before that day, keep a record of it."),
    ),
    Outcome.NOT_REGISTRABLE: (
        _("If anything changes, answer again."),
        _("If you were not sure of an answer, change it to “I do not know” and look again."),
    ),
}
NOT_WAITING = _("Do not let the days above pass while you wait.")
IS_OVER = _("A day above has passed. Take the next step soon.")
ANSWERS = {
    (False, Answer.YES): _("Yes"),
    (False, Answer.NO): _("No"),
    (False, Answer.UNKNOWN): _("I do not know"),
    (True, Answer.YES): _("Yes"),
    (True, Answer.NO): _("None of these"),
    (True, Answer.UNKNOWN): _("I do not know"),
}
