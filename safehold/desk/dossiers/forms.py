# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked about a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safehold.catalog.provisions import load_provisions
from safehold.core.dossiers import Claim, Contrary, Exhibit, Parts, Witness
from safehold.desk.actors.queries import OpenedActor
from safehold.desk.cases.queries import OpenedIncident
from safehold.desk.dossiers import rules
from safehold.desk.dossiers.actions import NewDossier, NewStep
from safehold.desk.dossiers.models import Act, State, Verdict
from safehold.desk.dossiers.queries import OpenedDossier
from safehold.desk.evidence.queries import OpenedItem
from safehold.web.forms import (
    DayField,
    LineField,
    ManyChoices,
    OnceForm,
    OneChoice,
    SafeholdForm,
    ShortText,
    WordsField,
)
from safehold.web.references import reference_of

RELIABILITIES = [
    ("unknown", _("Not graded")),
    ("reliable", _("Reliable")),
    ("fairly", _("Fairly reliable")),
    ("doubtful", _("Doubtful")),
]
CREDIBILITIES = [
    ("unknown", _("Not graded")),
    ("confirmed", _("Confirmed by others")),
    ("probable", _("Probable")),
    ("possible", _("Possible")),
    ("doubtful", _("Doubtful")),
]
SHOWN = [
    ("alias", _("Under another name")),
    ("named", _("By their name")),
    ("left-out", _("Not at all")),
]
ANSWERS = [("yes", _("Yes, as reported")), ("no", _("No")), ("", _("Not known"))]
KINDS = [("pdf", "PDF"), ("docx", "DOCX"), ("bag", _("All of it, as a bag")), ("ftm", "FollowTheMoney")]
LANGUAGES = [("en", "English"), ("fr", "Français")]


def language_of(code: str) -> str:
    return code if code in rules.LANGUAGES else "en"


def _words(label: Promise | str, help_text: Promise | str = "", *, required: bool = True) -> WordsField:
    return WordsField(
        label=label, help_text=help_text, max_length=rules.LONGEST_WORDS, widget=ShortText, required=required
    )


def _line(label: Any, help_text: Any = "", *, required: bool = False) -> LineField:
    return LineField(label=label, help_text=help_text, max_length=rules.LONGEST_LINE, required=required)


class NewForm(OnceForm):
    """About whom, and under which Act."""

    actor = forms.ChoiceField(
        label=_("Whom it is about"), help_text=_("An actor of this case, whose name has been screened.")
    )
    act = forms.ChoiceField(label=_("Under which Act"), choices=Act, widget=OneChoice)
    title = _line(_("Title"), required=True)
    campaign = forms.ChoiceField(label=_("Together with"), required=False)
    is_exercise = forms.BooleanField(
        label=_("This is an exercise: the person is invented"),
        help_text=_("Each page says so."),
        required=False,
    )

    def __init__(
        self, *args: Any, known: Sequence[OpenedActor], others: Sequence[OpenedDossier], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].choices = [(str(each.row.id), each.name) for each in known]  # type: ignore[attr-defined]
        campaigns = {str(each.row.campaign_id): each.title for each in reversed(others)}
        alone = ("", _("A campaign of its own"))
        self.fields["campaign"].choices = [alone, *campaigns.items()]  # type: ignore[attr-defined]

    def draft(self) -> NewDossier:
        said = self.cleaned_data
        campaign = UUID(said["campaign"]) if said["campaign"] else None
        return NewDossier(UUID(said["actor"]), said["act"], said["title"], said["is_exercise"], campaign)


class WordsForm(SafeholdForm):
    title = _line(_("Title"), required=True)
    summary = _words(_("Summary"), _("What they are said to have done, in one page."), required=False)
    looked = _words(
        _("What you did to find what speaks against it"),
        _("Where you looked, whom you asked, and that nothing was found, if that is so."),
        required=False,
    )


class AnswersForm(SafeholdForm):
    """One question for each element of the provision."""

    def __init__(self, *args: Any, act: str, given: Mapping[str, str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provision = load_provisions().find(act)
        language = get_language() or "en"
        for each in provision.elements if provision else ():
            self.fields[each.id] = forms.ChoiceField(
                label=each.asked(language),
                help_text=each.said(language),
                choices=ANSWERS,
                widget=OneChoice,
                required=False,
                initial=(given or {}).get(each.id, ""),
            )

    def answers(self) -> dict[str, str]:
        return {id_: said for id_, said in self.cleaned_data.items() if said}


@dataclass(frozen=True)
class Around:
    """What a part of a dossier can point at."""

    act: str
    parts: Parts
    items: tuple[OpenedItem, ...] = ()
    incidents: tuple[OpenedIncident, ...] = ()
    subjects: tuple[str, ...] = ()


class PartForm(OnceForm):
    """One row of a dossier. around: what it can point at. row: what is written now."""

    heading: ClassVar[Promise | str]

    def __init__(self, *args: Any, around: Around, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": asdict(row) if row else {}})
        self.around = around
        self.offer()

    def offer(self) -> None:
        """Fill in the choices."""

    def choices(self, name: str, found: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = found  # type: ignore[attr-defined]

    def draft(self, part_id: str) -> Any:
        raise NotImplementedError


class ClaimForm(PartForm):
    heading = _("A claim")
    words = _words(_("What the dossier says"), _("One thing, in one or two sentences."))
    is_key = forms.BooleanField(
        label=_("A key claim"), help_text=_("It needs two independent sources."), required=False, initial=True
    )
    elements = forms.MultipleChoiceField(
        label=_("Which criteria it supports"), widget=ManyChoices, required=False
    )
    exhibits = forms.MultipleChoiceField(label=_("Exhibits"), widget=ManyChoices, required=False)
    incident = forms.ChoiceField(
        label=_("Incident of this case"),
        help_text=_("Only its day and country stand in the dossier."),
        required=False,
    )

    def offer(self) -> None:
        provision, language = load_provisions().find(self.around.act), get_language() or "en"
        elements = provision.elements if provision else ()
        self.choices("elements", [(each.id, each.said(language)) for each in elements])
        shown = self.around.parts.exhibits
        self.choices("exhibits", [(each.id, f"E{each.number} {each.name}") for each in shown])
        found = [(str(each.id), each.title) for each in self.around.incidents]
        self.choices("incident", [("", _("None")), *found])

    def draft(self, part_id: str) -> Claim:
        said = self.cleaned_data
        lists = {name: tuple(said[name]) for name in ("elements", "exhibits")}
        return Claim(part_id, said["words"], said["is_key"], incident=said["incident"], **lists)


class ExhibitForm(PartForm):
    heading = _("An exhibit")
    name = _line(_("What it is"), required=True)
    item = forms.ChoiceField(
        label=_("File of this case"), help_text=_("Its SHA-256 stands in the dossier."), required=False
    )
    about = _words(_("What it shows"), required=False)
    source = _line(
        _("Where it comes from"), _("A page, a paper, a person: so that somebody else finds it again.")
    )
    origin = _line(
        _("What it goes back to in the end"),
        _("Two papers that repeat one agency are one source: write the agency for both."),
    )
    reliability = forms.ChoiceField(label=_("How reliable the source is"), choices=RELIABILITIES)
    credibility = forms.ChoiceField(label=_("How credible what it says is"), choices=CREDIBILITIES)

    def offer(self) -> None:
        found = [(str(each.row.id), each.shown_name) for each in self.around.items]
        self.choices("item", [("", _("None")), *found])

    def draft(self, part_id: str) -> Exhibit:
        said = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        item = next((each for each in self.around.items if str(each.row.id) == said["item"]), None)
        return replace(Exhibit(part_id, 0, **said), sha256=item.document.sha256 if item else "")


class ContraryForm(PartForm):
    heading = _("What speaks against it")
    words = _words(_("What speaks against it, and who says so"))
    weighed = _words(_("How you weighed it"))

    def draft(self, part_id: str) -> Contrary:
        return Contrary(part_id, self.cleaned_data["words"], self.cleaned_data["weighed"])


class WitnessForm(PartForm):
    heading = _("A witness")
    name = _line(_("Their name"), _("It is sealed, and leaves only if they stand under it."), required=True)
    alias = _line(_("Under what they stand"), _("Such as “Witness 1”."), required=True)
    shown = forms.ChoiceField(label=_("How they stand in the dossier"), choices=SHOWN, widget=OneChoice)
    subject = forms.ChoiceField(
        label=_("Whose consent counts"),
        help_text=_("What they agree to is in the ledger of consent."),
        required=False,
    )

    def offer(self) -> None:
        found = [(each, reference_of(UUID(each))) for each in self.around.subjects]
        self.choices("subject", [("", _("Nobody in this case")), *found])

    def draft(self, part_id: str) -> Witness:
        said = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        return Witness(part_id, **said)


PART_FORMS: dict[str, type[PartForm]] = {
    "claims": ClaimForm,
    "exhibits": ExhibitForm,
    "contrary": ContraryForm,
    "witnesses": WitnessForm,
}


class ReviewForm(SafeholdForm):
    verdict = forms.ChoiceField(label=_("What you say"), choices=Verdict, widget=OneChoice)
    words = _words(_("Why"), _("What you checked, and what is still wrong."))


class TakeForm(SafeholdForm):
    kind = forms.ChoiceField(choices=KINDS)
    language = forms.ChoiceField(choices=LANGUAGES)


class StepForm(SafeholdForm):
    state = forms.ChoiceField(label=_("What happened"))
    version = forms.ChoiceField(label=_("Which version was sent"), required=False)
    words = _words(_("What was said, and by whom"), required=False)
    follow_up_on = DayField(label=_("Ask again on"), required=False)

    def __init__(self, *args: Any, opened: OpenedDossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = rules.NEXT[opened.row.state]
        states = [(code, State(code).label) for code in rules.STEPS if code in following]
        self.versions = {str(each.row.id): each.row for each in opened.versions if each.is_approved}
        self.fields["state"].choices = states  # type: ignore[attr-defined]
        numbers = [(id_, str(row.position)) for id_, row in self.versions.items()]
        self.fields["version"].choices = [("", _("None")), *numbers]  # type: ignore[attr-defined]

    def draft(self) -> NewStep:
        said = self.cleaned_data
        return NewStep(said["state"], said["words"], said["follow_up_on"], self.versions.get(said["version"]))
