# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who did what to whom: one tactic against one target or several. Nobody is accused here: each act says how well it is
supported."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases import queries, rules
from safehold.desk.cases.actions import ActDraft
from safehold.desk.cases.forms import choices
from safehold.desk.parties.queries import OpenedParty
from safehold.web.forms import LineField, ManyChoices, OnceForm, OneChoice, Option, ShortText, WordsField


class ActForm(OnceForm):
    tactic = forms.ChoiceField(
        label=_("What was done"), error_messages={"required": _("Choose what was done.")}
    )
    targets = forms.MultipleChoiceField(label=_("To whom"), required=False, widget=ManyChoices)
    actors = forms.MultipleChoiceField(label=_("By whom, as they say"), required=False, widget=ManyChoices)
    attribution = forms.ChoiceField(
        label=_("How well is it supported who did it?"),
        help_text=_("A suspicion is worth writing down, as a suspicion."),
        widget=OneChoice,
    )
    actor_type = forms.ChoiceField(label=_("What kind of actor"))
    method = forms.ChoiceField(label=_("How it was done"), required=False)
    method_words = LineField(label=_("How, in words"), required=False, max_length=rules.LONGEST_TITLE)
    stated_reason = WordsField(
        label=_("The reason that was given"),
        help_text=_("What those who did it said about why, if they said anything."),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
    )

    def __init__(
        self, people: Iterable[OpenedParty], *args: Any, act: queries.OpenedAct | None = None, **kwargs: Any
    ) -> None:
        """`act`: the one that is written anew."""
        super().__init__(*args, **kwargs)
        self._people, self._act = list(people), act
        named = [(str(party.id), describe(party)) for party in self._people]
        offered = {
            "tactic": [("", _("Choose")), *choices.list_tactics()],
            "targets": named,
            "actors": named,
            "attribution": choices.list_attributions(),
            "actor_type": choices.list_actor_types(),
            "method": choices.list_methods(),
        }
        for name, options in offered.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]
        if not named:
            del self.fields["targets"], self.fields["actors"]
        self.initial.setdefault("attribution", "A0")

    @classmethod
    def of(cls, people: Iterable[OpenedParty], act: queries.OpenedAct) -> "ActForm":
        """Return the form with what is kept of an act. What was merged since is ticked where it is read now."""
        found = list(people)
        return cls(
            found,
            initial={
                "tactic": act.row.tactic,
                "targets": _now_read_in(act.targets, found),
                "actors": _now_read_in(act.actors, found),
                "attribution": act.row.attribution,
                "actor_type": act.row.actor_type,
                "method": act.row.method,
                "method_words": act.method_words,
                "stated_reason": act.stated_reason,
            },
        )

    def draft(self) -> ActDraft:
        """Return what was written."""
        data = self.cleaned_data
        return ActDraft(
            tactic=data["tactic"],
            method=data["method"],
            attribution=data["attribution"],
            actor_type=data["actor_type"],
            targets=self._chosen("targets"),
            actors=self._chosen("actors"),
            stated_reason=data["stated_reason"],
            method_words=data["method_words"],
        )

    def _chosen(self, field: str) -> tuple[UUID, ...]:
        """Return the ids that were ticked. Whoever was named before they were said to be another keeps their own id, so
        that taking the two apart gives back what was written."""
        kept: tuple[UUID, ...] = getattr(self._act, field) if self._act else ()
        rows = {str(party.id): _rows_of(party) for party in self._people}
        found: list[UUID] = []
        for ticked in self.cleaned_data.get(field, []):
            found += [each for each in kept if each in rows[ticked]] or [UUID(ticked)]
        return tuple(found)


def _rows_of(party: OpenedParty) -> set[UUID]:
    return {party.id, *party.merged}


def describe(party: OpenedParty) -> Option:
    """Return a party's name, and what it is, for a choice."""
    return Option(party.name or party.kind_label, ", ".join([party.kind_label, *party.role_labels]))


def _now_read_in(ids: Iterable[UUID], people: Iterable[OpenedParty]) -> list[str]:
    wanted = set(ids)
    return [str(party.id) for party in people if wanted & _rows_of(party)]
