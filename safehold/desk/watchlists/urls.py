# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the lists. No address carries a name."""

from django.urls import path

from safehold.desk.watchlists.views import importing, lists, parties

app_name = "watchlists"
urlpatterns = [
    path("", lists.show_lists, name="lists"),
    path("import", importing.import_list, name="import"),
    path("<uuid:list_id>", lists.show_list, name="list"),
    path("<uuid:list_id>/parties", lists.show_parties, name="parties"),
    path("<uuid:list_id>/versions/<int:number>", lists.show_version, name="version"),
    path("parties/<uuid:listed_id>", parties.show_party, name="party"),
]
