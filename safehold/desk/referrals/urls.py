# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of referrals."""

from django.urls import path

from safehold.desk.referrals.views import files, packets, referrals, telling

app_name = "referrals"
urlpatterns = [
    path("", referrals.list_overdue, name="overdue"),
    path("<uuid:case_id>/", referrals.show_case, name="case"),
    path("<uuid:case_id>/questions", referrals.answer, name="answers"),
    path("<uuid:case_id>/choose", referrals.choose, name="choose"),
    path("<uuid:case_id>/tell", telling.tell, name="tell"),
    path("<uuid:case_id>/<uuid:referral_id>", packets.show, name="referral"),
    path("<uuid:case_id>/<uuid:referral_id>/packet", packets.pack, name="pack"),
    path("<uuid:case_id>/<uuid:referral_id>/preview", packets.preview, name="preview"),
    path("<uuid:case_id>/<uuid:referral_id>/preview.pdf", files.preview_file, name="preview_file"),
    path("<uuid:case_id>/<uuid:referral_id>/send", packets.send, name="send"),
    path("<uuid:case_id>/<uuid:referral_id>/contacts", packets.contact, name="contact"),
    path("<uuid:case_id>/<uuid:referral_id>/close", packets.close, name="close"),
    path("<uuid:case_id>/<uuid:referral_id>/packets/<uuid:packet_id>", files.packet_file, name="packet"),
    path("<uuid:case_id>/<uuid:referral_id>/letters/<str:kind>", telling.letter, name="letter"),
    path(
        "<uuid:case_id>/<uuid:referral_id>/letters/<uuid:letter_id>/file",
        files.letter_file,
        name="letter_file",
    ),
]
