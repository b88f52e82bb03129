# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the inbox."""

from django.urls import path

from safehold.desk.inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.show_queue, name="queue"),
    path("decoy", views.decoy, name="decoy"),
    path("<uuid:envelope_id>/open", views.open_report, name="open"),
]
