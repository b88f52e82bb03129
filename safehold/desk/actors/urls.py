# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of actors. None of them says who was found: what stands there for a candidate is made for one actor."""

from django.urls import path

from safehold.desk.actors import views

app_name = "actors"
urlpatterns = [
    path("", views.list_actors, name="list"),
    path("screen", views.screen_waiting, name="screen_waiting"),
    path("<uuid:case_id>/", views.show_case, name="case"),
    path("<uuid:case_id>/add", views.add_actor, name="add"),
    path("<uuid:case_id>/party/<uuid:named_id>", views.add_from_party, name="from_party"),
    path("<uuid:case_id>/<uuid:actor_id>", views.show_actor, name="actor"),
    path("<uuid:case_id>/<uuid:actor_id>/change", views.change_actor, name="change"),
    path("<uuid:case_id>/<uuid:actor_id>/remove", views.remove_actor, name="remove"),
    path("<uuid:case_id>/<uuid:actor_id>/statements", views.add_statement, name="add_statement"),
    path(
        "<uuid:case_id>/<uuid:actor_id>/statements/<uuid:statement_id>/remove",
        views.remove_statement,
        name="remove_statement",
    ),
    path("<uuid:case_id>/<uuid:actor_id>/mistaken", views.add_mistake, name="add_mistake"),
    path(
        "<uuid:case_id>/<uuid:actor_id>/mistaken/<uuid:mistake_id>/remove",
        views.remove_mistake,
        name="remove_mistake",
    ),
    path("<uuid:case_id>/<uuid:actor_id>/screening", views.show_screening, name="screening"),
    path("<uuid:case_id>/<uuid:actor_id>/screen", views.screen, name="screen"),
    path("<uuid:case_id>/<uuid:actor_id>/decide/<uuid:found_id>", views.decide, name="decide"),
]
