# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the audit room."""

from django.urls import path

from safehold.desk.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.list_rows, name="list"),
    path("export", views.export, name="export"),
    path("alarms/", views.list_alarms, name="alarms"),
    path("alarms/<uuid:alarm_id>/settle/", views.settle_alarm, name="settle_alarm"),
]
