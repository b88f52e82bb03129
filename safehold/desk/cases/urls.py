# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of cases. The case page itself is `home:case`."""

from django.urls import path

from safehold.desk.cases.views import incidents, listing, merging, people, posted, walk_in

app_name = "cases"

INCIDENT = "<uuid:case_id>/incidents/<uuid:incident_id>"
PARTY = "<uuid:case_id>/people/<uuid:party_id>"

urlpatterns = [
    path("", listing.list_cases, name="list"),
    path("new", walk_in.open_walk_in_case, name="new"),
    path("renewal", listing.show_renewal, name="renewal"),
    path("<uuid:case_id>/reply", posted.reply, name="reply"),
    path("<uuid:case_id>/notes", posted.note, name="note"),
    path("<uuid:case_id>/title", posted.title, name="title"),
    path("<uuid:case_id>/state", posted.state, name="state"),
    path("<uuid:case_id>/assign", posted.assign, name="assign"),
    path("<uuid:case_id>/triage", posted.triage, name="triage"),
    path("<uuid:case_id>/together", merging.merge_case, name="merge"),
    path("<uuid:case_id>/apart", merging.unmerge_case, name="unmerge"),
    path("<uuid:case_id>/incidents", incidents.list_incidents, name="incidents"),
    path("<uuid:case_id>/incidents/new", incidents.add_incident, name="add_incident"),
    path(INCIDENT, incidents.change_incident, name="incident"),
    path(
        f"{INCIDENT}/remove",
        incidents.remove_incident,
        name="remove_incident",
    ),
    path(f"{INCIDENT}/acts/new", incidents.add_act, name="add_act"),
    path(f"{INCIDENT}/acts/<uuid:act_id>", incidents.change_act, name="act"),
    path(
        f"{INCIDENT}/acts/<uuid:act_id>/remove",
        incidents.remove_act,
        name="remove_act",
    ),
    path("<uuid:case_id>/people", people.list_people, name="people"),
    path("<uuid:case_id>/people/new", people.add_party, name="add_party"),
    path(PARTY, people.change_party, name="party"),
    path(f"{PARTY}/remove", people.remove_party, name="remove_party"),
    path(f"{PARTY}/relate", people.relate, name="relate"),
    path(f"{PARTY}/same", people.merge_party, name="merge_party"),
    path(f"{PARTY}/apart", people.unmerge_party, name="unmerge_party"),
    path("<uuid:case_id>/people/relations/<uuid:relation_id>/remove", people.unrelate, name="unrelate"),
]
