# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of what is shared between organisations."""

from django.urls import path

from safehold.desk.sharing.views import offering, receiving, threads

app_name = "sharing"
urlpatterns = [
    path("", receiving.list_shared, name="list"),
    path("offers/<uuid:offer_id>", receiving.show_offer, name="offer"),
    path("offers/<uuid:offer_id>/accept", receiving.accept, name="accept"),
    path("offers/<uuid:offer_id>/reject", receiving.reject, name="reject"),
    path("threads/<uuid:share_id>", threads.show, name="thread"),
    path("threads/<uuid:share_id>/message", threads.write, name="write"),
    path("threads/<uuid:share_id>/doing", threads.add_work, name="work"),
    path("threads/<uuid:share_id>/doing/<uuid:entry_id>", threads.mark, name="mark"),
    path("threads/<uuid:share_id>/files/<uuid:file_id>", threads.hand_file, name="file"),
    path("threads/<uuid:share_id>/return", threads.give_back, name="return"),
    path("<uuid:case_id>/", offering.show_case, name="case"),
    path("<uuid:case_id>/offer", offering.pick, name="pick"),
    path("<uuid:case_id>/sent/<uuid:sent_id>", offering.show_sent, name="sent"),
    path("<uuid:case_id>/sent/<uuid:sent_id>/recall", offering.recall, name="recall"),
]
