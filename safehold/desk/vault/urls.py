# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of unlocking, members and keys."""

from django.urls import include, path

from safehold.desk.vault.views import enrolment, organisation, unlocking

vault = [
    path("unlock", unlocking.unlock, name="unlock"),
    path("lock", unlocking.lock, name="lock"),
    path("vault/passphrase", enrolment.enrol, name="enrol"),
    path("vault/", organisation.keys, name="keys"),
    path(
        "vault/organisations/<uuid:organisation_id>/admit",
        organisation.admit_organisation,
        name="admit_organisation",
    ),
]
members = [
    path("members/", organisation.list_members, name="list"),
    path("members/<uuid:member_id>/admit", organisation.admit_member, name="admit"),
    path("members/<uuid:member_id>/new-words", organisation.reset_key, name="reset"),
]
urlpatterns = [
    path("", include((vault, "vault"))),
    path("", include((members, "members"))),
]
