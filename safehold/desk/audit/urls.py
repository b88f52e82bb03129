# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the audit room."""

from django.urls import path

from safehold.desk.audit import views

app_name = "audit"
urlpatterns = [path("", views.list_rows, name="list")]
