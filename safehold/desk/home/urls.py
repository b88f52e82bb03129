# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the pages that show several rooms."""

from django.urls import path

from safehold.desk.home import views

app_name = "home"
urlpatterns = [
    path("", views.show_day, name="day"),
    path("search/", views.search_cases, name="search"),
    path("search/kept/<uuid:saved_id>", views.search_again, name="search_again"),
    path("search/kept/<uuid:saved_id>/delete", views.forget_search, name="forget_search"),
    path("tasks/", views.list_tasks, name="tasks"),
    path("tasks/<uuid:task_id>/", views.show_task, name="task"),
    path("cases/<uuid:case_id>/", views.show_case, name="case"),
    path("cases/<uuid:case_id>/tasks", views.list_case_tasks, name="case_tasks"),
    path("cases/<uuid:case_id>/timeline", views.show_timeline, name="timeline"),
]
