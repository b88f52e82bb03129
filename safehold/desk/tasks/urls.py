# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of tasks. The lists are `home:tasks` and `home:case_tasks`."""

from django.urls import path

from safehold.desk.tasks import views

app_name = "tasks"
urlpatterns = [
    path("calendar", views.calendar, name="calendar"),
    path("calendar/new", views.new_calendar, name="new_calendar"),
    path("calendar/end", views.end_calendar, name="end_calendar"),
    path("calendar/<str:capability>.ics", views.feed, name="feed"),
    path("<uuid:task_id>/done", views.done, name="done"),
    path("<uuid:task_id>/undone", views.undone, name="undone"),
    path("<uuid:task_id>/postpone", views.postpone, name="postpone"),
    path("<uuid:task_id>/give", views.give, name="give"),
]
