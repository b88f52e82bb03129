# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the pages that show several rooms."""

from django.urls import path

from safehold.desk.home import views

app_name = "home"
urlpatterns = [
    path("", views.show_day, name="day"),
    path("cases/<uuid:case_id>/", views.show_case, name="case"),
]
