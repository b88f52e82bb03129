# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of keeping."""

from django.urls import path

from safehold.desk.retention.views import cases, ended, lists, periods

app_name = "retention"
urlpatterns = [
    path("", lists.show_due, name="list"),
    path("end", lists.end_due, name="end_due"),
    path("periods", periods.change, name="periods"),
    path("ended", ended.list_ended, name="ended"),
    path("ended/<uuid:tombstone_id>", ended.show, name="certificate"),
    path("ended/<uuid:tombstone_id>/file", ended.hand_out, name="certificate_file"),
    path("<uuid:case_id>/", cases.show, name="case"),
    path("<uuid:case_id>/hold", cases.hold, name="hold"),
    path("<uuid:case_id>/hold/<uuid:hold_id>/release", cases.release, name="release"),
    path("<uuid:case_id>/end", cases.end, name="end"),
]
