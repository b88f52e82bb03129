# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of dossiers. None of them says whom one is about."""

from django.urls import path

from safehold.desk.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("", views.list_dossiers, name="list"),
    path("<uuid:case_id>/", views.show_case, name="case"),
    path("<uuid:case_id>/add", views.add_dossier, name="add"),
    path("<uuid:case_id>/<uuid:dossier_id>", views.show_dossier, name="dossier"),
    path("<uuid:case_id>/<uuid:dossier_id>/words", views.change_words, name="words"),
    path("<uuid:case_id>/<uuid:dossier_id>/criteria", views.change_answers, name="criteria"),
    path("<uuid:case_id>/<uuid:dossier_id>/parts/<str:part_kind>", views.add_part, name="add_part"),
    path(
        "<uuid:case_id>/<uuid:dossier_id>/parts/<str:part_kind>/<uuid:part_id>",
        views.change_part,
        name="change_part",
    ),
    path(
        "<uuid:case_id>/<uuid:dossier_id>/parts/<str:part_kind>/<uuid:part_id>/remove",
        views.remove_part,
        name="remove_part",
    ),
    path("<uuid:case_id>/<uuid:dossier_id>/versions", views.make_version, name="make_version"),
    path("<uuid:case_id>/<uuid:dossier_id>/versions/<uuid:edition_id>", views.review, name="review"),
    path(
        "<uuid:case_id>/<uuid:dossier_id>/versions/<uuid:edition_id>/preview", views.preview, name="preview"
    ),
    path("<uuid:case_id>/<uuid:dossier_id>/versions/<uuid:edition_id>/take", views.take, name="take"),
    path("<uuid:case_id>/<uuid:dossier_id>/steps", views.note_step, name="step"),
]
