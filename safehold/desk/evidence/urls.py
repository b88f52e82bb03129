# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of evidence."""

from django.urls import path

from safehold.desk.evidence.views import adding, copies, handing_over, items, keeping

app_name = "evidence"
ITEM = "<uuid:case_id>/<uuid:item_id>"
urlpatterns = [
    path("<uuid:case_id>/", items.show_case, name="case"),
    path("<uuid:case_id>/add", adding.show_form, name="add"),
    path("<uuid:case_id>/upload", adding.upload, name="upload"),
    path("<uuid:case_id>/fingerprint", adding.take_fingerprint, name="fingerprint"),
    path("<uuid:case_id>/hand-over", handing_over.hand_over, name="hand_over"),
    path("<uuid:case_id>/stamp", handing_over.stamp, name="stamp"),
    path(f"{ITEM}/", items.show_item, name="item"),
    path(f"{ITEM}/describe", items.describe, name="describe"),
    path(f"{ITEM}/pages/<int:number>", copies.show_page, name="page"),
    path(f"{ITEM}/listen", copies.listen, name="listen"),
    path(f"{ITEM}/clean", copies.make_clean, name="clean"),
    path(f"{ITEM}/black-out", copies.black_out, name="black_out"),
    path(f"{ITEM}/download", copies.download, name="download"),
    path(f"{ITEM}/verify", keeping.verify, name="verify"),
    path(f"{ITEM}/stamp-again", handing_over.stamp_again, name="stamp_again"),
    path(f"{ITEM}/hold", keeping.hold, name="hold"),
    path(f"{ITEM}/release", keeping.release, name="release"),
    path(f"{ITEM}/destroy", keeping.destroy, name="destroy"),
]
