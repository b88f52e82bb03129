# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of families' files. None of them says who is in one."""

from django.urls import path

from safehold.desk.families import views

app_name = "families"
urlpatterns = [
    path("", views.list_families, name="list"),
    path("footing", views.say_footing, name="footing"),
    path("<uuid:case_id>/", views.show_case, name="case"),
    path("<uuid:case_id>/add", views.add_family, name="add"),
    path("<uuid:case_id>/<uuid:family_id>", views.show_family, name="family"),
    path("<uuid:case_id>/<uuid:family_id>/title", views.change_title, name="title"),
    path("<uuid:case_id>/<uuid:family_id>/remove", views.remove_family, name="remove"),
    path("<uuid:case_id>/<uuid:family_id>/facts", views.change_facts, name="facts"),
    path("<uuid:case_id>/<uuid:family_id>/ways", views.compare_ways, name="ways"),
    path("<uuid:case_id>/<uuid:family_id>/calendar.ics", views.take_calendar, name="calendar"),
    path(
        "<uuid:case_id>/<uuid:family_id>/papers/<uuid:relative_id>/<slug:paper_key>",
        views.change_paper,
        name="paper",
    ),
    path("<uuid:case_id>/<uuid:family_id>/parts/<str:family_part>", views.add_part, name="add_part"),
    path(
        "<uuid:case_id>/<uuid:family_id>/parts/<str:family_part>/<uuid:family_row_id>",
        views.change_part,
        name="change_part",
    ),
    path(
        "<uuid:case_id>/<uuid:family_id>/parts/<str:family_part>/<uuid:family_row_id>/remove",
        views.remove_part,
        name="remove_part",
    ),
]
