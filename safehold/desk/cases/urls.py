# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of cases. The case page itself is `home:case`."""

from django.urls import path

from safehold.desk.cases import views

app_name = "cases"
urlpatterns = [
    path("cases/", views.list_cases, name="list"),
    path("cases/<uuid:case_id>/reply", views.reply, name="reply"),
    path("cases/<uuid:case_id>/notes", views.note, name="note"),
    path("cases/<uuid:case_id>/title", views.title, name="title"),
    path("cases/<uuid:case_id>/state", views.state, name="state"),
    path("cases/<uuid:case_id>/assign", views.assign, name="assign"),
    path("cases/<uuid:case_id>/triage", views.triage, name="triage"),
]
