# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of cases. The case page itself is `home:case`."""

from django.urls import path

from safehold.desk.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.list_cases, name="list"),
    path("renewal", views.show_renewal, name="renewal"),
    path("<uuid:case_id>/reply", views.reply, name="reply"),
    path("<uuid:case_id>/notes", views.note, name="note"),
    path("<uuid:case_id>/title", views.title, name="title"),
    path("<uuid:case_id>/state", views.state, name="state"),
    path("<uuid:case_id>/assign", views.assign, name="assign"),
    path("<uuid:case_id>/triage", views.triage, name="triage"),
]
