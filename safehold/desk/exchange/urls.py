# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of imports and exports."""

from django.urls import path

from safehold.desk.exchange.views import batches, exports

app_name = "exchange"
urlpatterns = [
    path("", batches.list_batches, name="list"),
    path("upload", batches.upload, name="upload"),
    path("imports/<uuid:batch_id>", batches.show, name="batch"),
    path("imports/<uuid:batch_id>/columns", batches.choose_columns, name="columns"),
    path("imports/<uuid:batch_id>/start", batches.start, name="start"),
    path("imports/<uuid:batch_id>/drop", batches.drop, name="drop"),
    path("imports/<uuid:batch_id>/go-on", batches.go_on, name="go_on"),
    path("imports/<uuid:batch_id>/undo", batches.undo, name="undo"),
    path("copies", exports.choose_cases, name="export"),
    path("<uuid:case_id>/", exports.copy_case, name="case"),
]
