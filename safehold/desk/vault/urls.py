# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of unlocking, members and keys."""

from django.urls import include, path

from safehold.desk.vault.views import checkpoints, enrolment, escrow, organisation, removal, unlocking

vault = [
    path("unlock", unlocking.unlock, name="unlock"),
    path("lock", unlocking.lock, name="lock"),
    path("vault/passphrase", enrolment.enrol, name="enrol"),
    path("vault/", organisation.keys, name="keys"),
    path("audit/checkpoint", checkpoints.checkpoint, name="checkpoint"),
    path("vault/kit", escrow.kit, name="kit"),
    path("vault/kit/read-back", escrow.read_back, name="read_back"),
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
    path("members/<uuid:member_id>/remove", removal.remove, name="remove"),
    path("members/<uuid:member_id>/removed", removal.removed, name="removed"),
]
urlpatterns = [
    path("", include((vault, "vault"))),
    path("", include((members, "members"))),
]
