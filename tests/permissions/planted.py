# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case with a word of its own in every field, through the product's own doors; and what each surface says of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from safehold.catalog.tactics import load_tactics
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.cases.rules.places import Place
from safehold.desk.home import actions as home
from safehold.desk.inbox.actions import file_arrivals
from safehold.desk.inbox.tests.sealed_reports import DAY, PASSWORD, Desk, arrive, collect_all, make_desk
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.parties.rules import PartyDraft, name_of
from safehold.desk.support import actions as support
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault import actions as vault
from tests.permissions.addresses import list_patterns

URLCONF = "safehold.config.desk_urls"
TACTIC = "PRX-QUES"
LATER = DAY + timedelta(days=1)

WORDS = {
    "report": "canaryreport",
    "when": "canarywhen",
    "help": "canaryhelp",
    "message": "canarymessage",
    "reply": "canaryreply",
    "note": "canarynote",
    "incident": "canaryincident",
    "narrative": "canarynarrative",
    "reason": "canaryreason",
    "task": "canarytask",
}
IDENTITY = {
    "did": "canarywhodid",
    "target": "canarytargeted",
    "name": "canaryname",
    "contact": "canarycontact",
    "file": "canaryfile",
}
SAFETY = {
    "where": "canarywhere",
    "contact": "canarysafeway",
    "times": "canarytimes",
    "relatives": "canaryrelatives",
    "place": "canaryplace",
    "plan": "canaryplan",
    "fears": "canaryfears",
}

SHOWN: dict[str, dict[str, set[str]]] = {
    "words": {
        "page": {*WORDS.values()},
        "history": {WORDS["report"], WORDS["incident"], WORDS["task"]},
        "snippet": {*WORDS.values()},
        "tasks": {WORDS["task"], WORDS["report"]},
        "calendar": set(),
        "export": {WORDS["report"], WORDS["incident"], WORDS["narrative"], WORDS["reason"]},
    },
    "identity": {
        "page": {*IDENTITY.values()},
        "snippet": {*IDENTITY.values()},
        "export": {IDENTITY["name"], IDENTITY["contact"]},
    },
    "safety": {
        "page": {*SAFETY.values()},
        "snippet": {*SAFETY.values()},
        "export": {SAFETY["place"]},
    },
    "clear": {
        "page": {"tactic"},
        "history": {"tactic"},
        "tasks": {"kind"},
        "calendar": {"kind"},
        "export": {"code"},
    },
    "audit": {"page": {"audit"}, "export": {"verb"}},
}
"""Class of fields -> surface -> what stands there for whoever sees that class. A title is the report's first words."""


@dataclass
class Planted:
    desk: Desk
    researcher: Member
    registrar: Member
    case: Case
    ids: dict[str, UUID]

    def member(self, role: str) -> Member:
        return {
            "lead": self.desk.lead,
            "caseworker": self.desk.noor,
            "researcher": self.researcher,
            "registrar": self.registrar,
            "auditor": self.desk.auditor,
        }[role]

    def browse(self, role: str) -> Client:
        client = self.desk.browser(self.member(role))
        client.raise_request_exception = True
        return client


def marks() -> dict[str, str]:
    """Return what is looked for, by its name in `SHOWN`."""
    sealed = {text: text for group in (WORDS, IDENTITY, SAFETY) for text in group.values()}
    return sealed | {
        "tactic": load_tactics().label(TACTIC, "en"),
        "code": TACTIC,
        "kind": "An answer was promised",
        "audit": "Wrote a note",
        "verb": "note.added",
    }


def plant() -> Planted:
    desk = make_desk()
    researcher = members.enlist(desk.organisation, "reader", "Reader", "researcher", PASSWORD, DAY)
    members.add_totp(researcher)
    desk.words[researcher.id] = vault.enrol_member(researcher, DAY)
    vault.admit_member(desk.unlocked_lead, researcher, DAY)
    registrar = members.enlist(desk.organisation, "registrar", "Registrar", "registrar", PASSWORD, DAY)
    members.add_totp(registrar)
    desk.words[registrar.id] = vault.enrol_member(registrar, DAY)
    vault.admit_member(desk.unlocked_lead, registrar, DAY)
    reporter, case = arrive(
        desk,
        f"They came at night {WORDS['report']}",
        when=WORDS["when"],
        help_words=WORDS["help"],
        tactics=(TACTIC,),
        who_did_it=IDENTITY["did"],
        who_was_targeted=IDENTITY["target"],
        where=SAFETY["where"],
        safe_contact=SAFETY["contact"],
        safe_times=SAFETY["times"],
        relatives_at_risk=SAFETY["relatives"],
    )
    reporter.write(WORDS["message"])
    reporter.add_file(f"{IDENTITY['file']}.jpg")
    collect_all()
    noor = desk.unlocked
    file_arrivals(noor, case, DAY)
    case = Case.objects.get(pk=case.pk)
    cases.send_reply(noor, case, WORDS["reply"], "en", DAY)
    cases.add_note(noor, case, WORDS["note"], DAY)
    party = cases.add_party(
        noor,
        case,
        PartyDraft("person", ("target",), (name_of(IDENTITY["name"]),), (IDENTITY["contact"],)),
        DAY,
    )
    draft = cases.IncidentDraft(
        WORDS["incident"],
        WORDS["narrative"],
        "2026-11-20",
        Place(country="Canada", region=SAFETY["place"]),
        "region",
    )
    incident = cases.add_incident(noor, case, draft, DAY)
    act = cases.add_act(
        noor,
        incident,
        cases.ActDraft(TACTIC, targets=(party.id,), actors=(party.id,), stated_reason=WORDS["reason"]),
        DAY,
    )
    support.assess_risk(noor, case, "high", support.RiskWords(fears=SAFETY["fears"]), DAY)
    step = support.add_step(noor, case, support.StepWords("digital", SAFETY["plan"]), DAY)
    home.add_task(noor, case, WORDS["task"], DAY, None, None, DAY)
    promised, _other = (
        tasks.open_task(
            desk.organisation.pk,
            "reply-promised",
            case_id=case.pk,
            due_on=LATER,
            assigned_to_id=each.pk,
            on=DAY,
        )
        for each in (desk.noor, desk.lead)
    )
    ids = {
        "case_id": case.pk,
        "incident_id": incident.pk,
        "act_id": act.pk,
        "party_id": party.pk,
        "step_id": step.pk,
        "task_id": promised.pk,
    }
    return Planted(desk, researcher, registrar, case, ids)


def read_surface(planted: Planted, role: str, surface: str) -> str:
    """Return everything that a member of a role is shown on a surface."""
    return unescape(READERS[surface](planted, role))


HISTORY = {"home:timeline"}
TASKS = {"home:tasks", "home:task", "home:case_tasks"}
NO_PAGE = {"account_logout", *HISTORY, *TASKS}


def _addresses(planted: Planted, names: set[str] | None) -> Iterator[str]:
    """Return the addresses that can be made of what was planted: those named, or all but those of other surfaces."""
    for name, pattern in list_patterns(URLCONF):
        if name in names if names is not None else name not in NO_PAGE:
            wanted = pattern.pattern.converters
            if set(wanted) <= set(planted.ids):
                yield reverse(name, kwargs={key: planted.ids[key] for key in wanted})


def _get(planted: Planted, role: str, names: set[str] | None) -> str:
    client = planted.browse(role)
    return "\n".join(text for each in _addresses(planted, names) if (text := _text_of(client.get(each))))


def _text_of(response: Any) -> str:
    if response.status_code != 200:
        return ""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace"))


def _snippets(planted: Planted, role: str) -> str:
    """Search for each planted word, and for a word of the same case that everybody finds beside it."""
    client, found = planted.browse(role), []
    for word in marks().values():
        response = client.post(reverse("home:search"), {"words": word})
        if response.status_code == 200:
            found += re.findall(r"<dd dir=\"auto\">(.*?)</dd>", response.content.decode(), re.S)
    return "\n".join(re.sub(r"</?mark>", "", each) for each in found)


def _calendar(planted: Planted, role: str) -> str:
    client = planted.browse(role)
    page = client.post(reverse("tasks:new_calendar")).content.decode()
    found = re.search(r"/tasks/calendar/([\w-]+)\.ics", page)
    return _text_of(Client().get(found[0])).replace("\r\n ", "") if found else ""


def _exports(planted: Planted, role: str) -> str:
    client = planted.browse(role)
    asked = {
        "state": case_rows.ANY_STATE,
        "classes": ["words", "identity", "safety"],
        "how": "plain",
        "sure": "on",
    }
    texts = [_text_of(client.post(reverse("audit:export")))]
    for kind in ("csv", "json"):
        text = _text_of(client.post(reverse("exchange:export"), {**asked, "kind": kind}))
        texts.append(json.dumps(json.loads(text), ensure_ascii=False) if text and kind == "json" else text)
    return "\n".join(texts)


def _saved(planted: Planted, role: str) -> str:
    """What is said on the page after something was done, in a browser that has seen no page before."""
    client, case = planted.browse(role), planted.case
    done = [
        ("cases:note", {"words": "A note more"}),
        ("cases:title", {"title": f"Another {WORDS['report']}"}),
        ("cases:triage", {"triage": "urgent"}),
        ("support:add_step", {"part": "digital", "what": SAFETY["plan"]}),
    ]
    said = []
    for name, fields in done:
        response = client.post(reverse(name, args=[case.pk]), fields, follow=True)
        said += [str(each) for each in response.context.get("messages", [])] if response.context else []
    return "\n".join(said)


READERS = {
    "page": lambda planted, role: _get(planted, role, None),
    "history": lambda planted, role: _get(planted, role, HISTORY),
    "tasks": lambda planted, role: _get(planted, role, TASKS),
    "snippet": _snippets,
    "calendar": _calendar,
    "export": _exports,
    "saved": _saved,
}
