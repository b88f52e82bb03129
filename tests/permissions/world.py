# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the permission table is asked about: noor's organisation with a case, a sealed report and a newcomer."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from PIL import Image

from safehold.core.dossiers import Claim, Contrary, Exhibit
from safehold.desk.actors import actions as actors
from safehold.desk.actors import queries as actor_rows
from safehold.desk.actors.rules import ActorDraft, StatementDraft
from safehold.desk.audit import actions as audit
from safehold.desk.audit.models import Alarm
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.dossiers import actions as dossiers
from safehold.desk.evidence import actions as evidence
from safehold.desk.evidence import adapters as sealed_files
from safehold.desk.evidence.rules import Description, Moment
from safehold.desk.exchange import actions as exchange
from safehold.desk.families import actions as families
from safehold.desk.families import queries as family_rows
from safehold.desk.families.rules import Contents, Relative
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.members import actions as members
from safehold.desk.parties.rules import PartyDraft, name_of
from safehold.desk.referrals import actions as referrals
from safehold.desk.referrals.queries import Choice
from safehold.desk.retention import actions as retention
from safehold.desk.search import actions as search
from safehold.desk.search import queries as searches
from safehold.desk.sharing import actions as sharing
from safehold.desk.sharing import queries as shared
from safehold.desk.support import actions as support
from safehold.desk.tasks import actions as tasks
from safehold.desk.watchlists import actions as watchlists
from safehold.desk.watchlists import rules as lists
from safehold.desk.watchlists.queries import list_changed
from safehold.web import clock
from tests.cast import Cast, Person, cheap_argon2id, collect, make_cast, make_person
from tests.permissions.addresses import list_patterns
from tests.permissions.register import open_register

URLCONF = "safehold.config.desk_urls"
SHORT = {"account_login": "sign-in", "account_reauthenticate": "confirm", "members:list": "members"}
"""Names of pages as the table writes them; of others the part after the colon."""


@dataclass
class World:
    """The cast, and the ids that stand in addresses.

    All of them belong to noor's organisation and to none of the cast: the passkey is a colleague's, the member a
    newcomer who waits to be admitted, the organisation one that waits to be admitted to the coalition.
    """

    cast: Cast
    ids: dict[str, object]
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)

    def address_of(self, name: str) -> str:
        pattern = dict(list_patterns(URLCONF))[name]
        wanted = pattern.pattern.converters
        return reverse(name, kwargs={key: self.ids[key] for key in wanted})

    def person(self, column: str) -> tuple[Person, bool]:
        """Return who stands behind a column of the table, and whether they have unlocked."""
        name, _, state = column.partition(" ")
        return getattr(self.cast, name), state != "locked"

    def open_browsers(self, columns: Iterable[str]) -> None:
        """Sign in and unlock, once for each column: that costs more than a page."""
        for column in columns:
            person, unlocked = self.person(column)
            self.cookies[column] = person.browse(unlocked=unlocked).cookies

    def browse(self, column: str, *, confirmed: bool) -> Client:
        """Return a browser of who stands behind a column, as if it had asked for nothing yet."""
        if confirmed:
            person, unlocked = self.person(column)
            return person.browse(unlocked=unlocked, confirmed=True)
        client = Client()
        client.cookies = deepcopy(self.cookies[column])
        return client


def make_world() -> World:
    cast, on = make_cast(), clock.today()
    agreed = ("contact", "share-authorities", "share-organisation")
    amina = cast.new_reporter()
    amina.report("They know where my sister works.", on, consents=agreed)
    amina.add_file("car.jpg", b"a grey car", on)
    collect(on)
    envelope = Envelope.objects.get()
    case = inbox.open_envelope(cast.noor.unlocked(), envelope.pk, on)
    sealed = cast.new_reporter().report("A grey car waits outside.", on)
    collect(on)
    with cheap_argon2id():
        newcomer = make_person(cast.organisation, "newcomer", "caseworker", on)
    with cheap_argon2id():
        colleague = make_person(cast.organisation, "colleague", "caseworker", on)
    passkey = Authenticator.objects.create(
        user=colleague.account, type=Authenticator.Type.WEBAUTHN, data={"name": "A colleague's key"}
    )
    audit.raise_alarm(cast.organisation.pk, "list-older", "keys", on=on)
    ids = {
        "case_id": case.pk,
        "envelope_id": Envelope.objects.get(report_id=sealed).pk,
        "member_id": newcomer.account.pk,
        "organisation_id": cast.other_organisation.pk,
        "token": members.invite_member(cast.lead.account, "caseworker", on),
        "pk": passkey.pk,
        "alarm_id": Alarm.objects.get().pk,
        "saved_id": _search(cast, on),
        "task_id": tasks.open_task(cast.organisation.pk, "reply-promised", case_id=case.pk, on=on).pk,
        "capability": tasks.make_calendar(cast.noor.account, on),
        **_who_did_what_in(cast, case, on),
        **open_register(cast, on),
        **_support_of(cast, case, on),
        **_screen(cast, case, on),
        **_ask_for_sanctions(cast, case, on),
        **_wait_to_be_together(cast, case, on),
        **_evidence_of(cast, case, on),
        **refer(cast, case, on),
        **_share(cast, case, on),
        **_keep(cast, case, on),
        **_list_of(cast, on),
        "batch_id": exchange.keep_table(cast.lead.unlocked(), "t.csv", b"Title\nCalls", "", on).pk,
    }
    return World(cast, ids)


def _evidence_of(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """A picture that noor added to the case; the file of the report is one already. number: of a page."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 120, 40)).save(picture, "PNG")
    sealing = sealed_files.Sealing()
    sealing.write(picture.getvalue())
    moment = Moment(clock.now(), on)
    unlocked = cast.noor.unlocked()
    item = evidence.add_file(unlocked, case, sealing, "door.png", "image/png", Description(), moment)
    return {"item_id": item.pk, "number": 1}


def _list_of(cast: Cast, on: date) -> dict[str, object]:
    """A list with one party, which noor's lead imported for their organisation. number: of its version too."""
    lead = cast.lead.account
    told = lists.Provenance("Invented schedule", "https://example.org", "Invented", on)
    importer = watchlists.Importer(lead.organisation_id, lead.pk)
    table = io.BytesIO(b"name\nDORJEE Tsultrim\n")
    version = watchlists.import_version(
        table, "csv", told, on, importer=importer, mapping={"name": "name"}
    ).version
    (change,) = list_changed(0, organisation_id=lead.organisation_id)
    return {"list_id": version.watchlist_id, "listed_id": change.party_id}


def _search(cast: Cast, on: date) -> object:
    """A search that noor keeps."""
    noor = cast.noor.unlocked()
    search.save_search(noor, "sister", {"state": "new"}, on)
    return searches.list_saved(noor)[0].id


def _who_did_what_in(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """An incident with an act, and two persons one of whom is the other's sister."""
    noor = cast.noor.unlocked()
    incident = cases.add_incident(noor, case, cases.IncidentDraft("They came to her school"), on)
    elder, younger = (
        cases.add_party(noor, case, PartyDraft("person", ("relative",), (name_of(name),)), on)
        for name in ("The elder", "The younger")
    )
    return {
        "incident_id": incident.pk,
        "act_id": cases.add_act(noor, incident, cases.ActDraft("PRX-QUES"), on).pk,
        "party_id": elder.pk,
        "relation_id": cases.relate(noor, case, elder, younger, "sibling", "", on).pk,
    }


def refer(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """Send a case to the police, and keep a letter to them."""
    unlocked = cast.noor.unlocked()
    (referral,) = referrals.choose_receivers(unlocked, case, ["authority:local-police"], on)
    referrals.choose_packet(unlocked, referral, Choice("en", ("what", "received"), (), "Please look."), on)
    packet = referrals.send_packet(unlocked, referral, "mail", on, on)
    letter = referrals.write_letter(
        unlocked, referral, "status", referral.receiver, "en", "Please tell us.", on
    )
    return {"referral_id": referral.pk, "packet_id": packet.pk, "letter_id": letter.pk, "kind": "status"}


def _keep(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """A case that a lead ended, and a hold on the one that is asked about."""
    lead = cast.lead.unlocked()
    over = cases.open_walk_in_case(lead, "Opened by mistake", on)
    return {
        "tombstone_id": retention.destroy_now(lead, over, "mistake", on).pk,
        "hold_id": retention.place_hold(lead, case, "A court asked for it.", on).pk,
    }


def _share(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """A share that tenzin's organisation took from noor's, and the whole case, which noor's offers it besides."""
    noor, there = cast.noor.unlocked(), cast.other_organisation
    reports = tuple(str(each) for each in case.reports.values_list("pk", flat=True))
    files = tuple(str(each) for each in case.files.values_list("item", flat=True))
    choice = shared.Choice(("what", "words"), reports, files=files)
    draft = sharing.Draft(there, "referral", "You are near.", choice)
    sent = sharing.offer_case(noor, case, draft, on)
    sharing.accept_offer(cast.tenzin.unlocked(), sent, on)
    share = shared.access_share(cast.noor.account, sent.pk)
    (file,) = shared.open_share(noor, share).content["files"]
    entry = sharing.add_entry(noor, share, "Call her.", on, doing=there.pk)
    offer = sharing.offer_case(noor, case, sharing.Draft(there, "transfer", "We have no room."), on)
    ids = {"share_id": share.pk, "sent_id": sent.pk, "entry_id": entry.pk, "offer_id": offer.pk}
    return {**ids, "file_id": file["id"]}


def _screen(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """A name that noor screened, found in another of her cases; and a party whose name nobody has screened yet."""
    noor, name = cast.noor.unlocked(), (name_of("賈春旺"),)
    other = cases.open_walk_in_case(noor, "Another case", on)
    cases.add_party(noor, other, PartyDraft("person", ("perpetrator",), name), on)
    named = cases.add_party(noor, case, PartyDraft("person", ("perpetrator",), (name_of("The visitor"),)), on)
    actor = actors.add_actor(noor, case, ActorDraft("official", name), on)
    (proposal,) = actor_rows.list_proposals(noor, actor_rows.open_actor(noor, actor))
    return {
        "actor_id": actor.pk,
        "named_id": named.pk,
        "statement_id": actors.add_statement(noor, actor, StatementDraft("other", "Came twice"), on).pk,
        "mistake_id": actors.add_mistake(noor, actor, "A teacher of that name.", on).pk,
        "found_id": proposal.id,
    }


def _ask_for_sanctions(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """A dossier that noor wrote, with something that speaks against it, and a version of it. Its actor is another."""
    noor = cast.noor.unlocked()
    actor = actors.add_actor(noor, case, ActorDraft("official", (name_of("Demo Official"),)), on)
    dossier = dossiers.open_new(noor, case, dossiers.NewDossier(actor.pk, "SEMA-4", "Demo", True), on)
    ids = {"claims": str(uuid4()), "exhibits": str(uuid4()), "contrary": str(uuid4())}
    dossiers.keep_part(noor, dossier, "exhibits", Exhibit(ids["exhibits"], 0, "A demo page"), on)
    claim = Claim(ids["claims"], "A demo claim", exhibits=(ids["exhibits"],))
    dossiers.keep_part(noor, dossier, "claims", claim, on)
    dossiers.keep_part(noor, dossier, "contrary", Contrary(ids["contrary"], "He denies it.", "Weighed."), on)
    version = dossiers.make_version(noor, dossier, on)
    return {
        "dossier_id": dossier.pk,
        "edition_id": version.pk,
        "part_kind": "contrary",
        "part_id": ids["contrary"],
    }


def _wait_to_be_together(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """A family with one person and the papers of the way they go. Noor and her lead said that they are unpaid."""
    for member in (cast.noor, cast.lead):
        families.say_footing(member.account, "unpaid", "", on)
    noor, sister = cast.noor.unlocked(), str(uuid4())
    contents = Contents(pathway="pp-abroad", people=(Relative(id=sister, name="The younger", role="child"),))
    row = families.open_new(noor, case, families.NewFamily("Demo family", contents), on)
    papers = family_rows.list_needed_papers(contents, family_rows.assess_file(contents, on))
    return {
        "family_id": row.pk,
        "family_part": "people",
        "family_row_id": sister,
        "relative_id": sister,
        "paper_key": papers[0].key,
    }


def _support_of(cast: Cast, case: Case, on: date) -> dict[str, object]:
    """What noor wrote for the person of the case; and a purpose, which is a part of an address."""
    noor, police = cast.noor.unlocked(), "authority:local-police"
    return {
        "step_id": support.add_step(noor, case, support.StepWords("digital", "A new telephone"), on).pk,
        "need_id": support.add_need(noor, case, "lawyer", "For the papers", support.NeedMove(), on).pk,
        "check_id": support.keep_check(noor, case, {"updated": "no"}, "", on).pk,
        "override_id": support.propose_override(noor, case, police, "They may come.", on, once=None).pk,
        "purpose": "share-authorities",
    }


@contextmanager
def undone() -> Iterator[None]:
    """Take back what was written inside, in both databases, and the counted attempts: all meet the same world."""
    cache.clear()
    marks = {name: transaction.savepoint(using=name) for name in connections}
    try:
        yield
    finally:
        for name, mark in marks.items():
            transaction.savepoint_rollback(mark, using=name)


def ask(client: Client, method: str, address: str, fields: dict[str, str]) -> str:
    """Return the status of the answer; of a redirect also the name of the page it leads to."""
    client.raise_request_exception = False
    send = client.post if method == "POST" else client.get
    response: HttpResponse = send(address, fields)  # type: ignore[assignment]
    if response.status_code in (301, 302, 303):
        return f">{_name_of(response.headers['Location'])}"
    return str(response.status_code)


def _name_of(location: str) -> str:
    try:
        return SHORT.get(name := resolve(urlsplit(location).path).view_name, name.partition(":")[2] or name)
    except Resolver404:
        return location
