# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys at rest: every private half here is sealed to a vault or wrapped under one, every vault to its members.

What each key opens, where it lives and when it ends: docs/explanation/keys.md.
"""

from django.db import models

from safehold.desk.members.models import Member, Organisation
from safehold.persistence.models import RandomIdModel


class MemberKey(models.Model):
    """A member's age identity, wrapped by Argon2id of a passphrase of which nothing is kept."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="key")
    recipient = models.TextField()
    salt = models.BinaryField()
    opslimit = models.PositiveIntegerField()
    memlimit_bytes = models.PositiveBigIntegerField()
    wrapped = models.BinaryField()
    created_on = models.DateField()


class Vault(RandomIdModel):
    """One generation of an organisation's vault key; a new one when a member is removed or a recovery kit ends.

    `vouched`: shows that this desk made it (`vouching`). Nothing new is sealed to one that somebody put there.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="vaults")
    generation = models.PositiveIntegerField()
    recipient = models.TextField()
    vouched = models.CharField(max_length=64)
    escrow_sealed = models.BinaryField(null=True)
    created_on = models.DateField()
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("organisation", "generation", name="one_vault_per_generation")]


class VaultGrant(RandomIdModel):
    """A vault's secret, sealed to one member.

    `recipient_mac`: which key of the member it was sealed to, under a key that only the vault yields. The next
    generation is sealed to that key and to no other that somebody may have put into the member's row.
    """

    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="grants")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="vault_grants")
    sealed = models.BinaryField()
    recipient_mac = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("vault", "member", name="one_grant_per_member")]


class Escrow(models.Model):
    """The public half of an organisation's escrow identity, whose 32-byte seed lies on paper only.

    `recipient_mac`: under a key that only the newest vault yields, so that a swapped row receives no vault.
    Written anew with each generation: who was removed can vouch for none. `vouched`: as in `Vault`; whoever makes a
    backup opens no vault.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="escrow"
    )
    recipient = models.TextField()
    recipient_mac = models.CharField(max_length=64)
    vouched = models.CharField(max_length=64)
    made_on = models.DateField()
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")


class EscrowDrill(RandomIdModel):
    """Two of the three sheets were read back and opened the vault. The first one lets real reports come."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="escrow_drills")
    generation = models.PositiveIntegerField()
    on_day = models.DateField()
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")


class SigningKey(RandomIdModel):
    """An Ed25519 key sealed to a vault: the coalition's root, an organisation's root, or its reply key.

    `vouched`: as in `Vault`. Nothing is signed with one that somebody put there.
    """

    class Purpose(models.TextChoices):
        COALITION_ROOT = "coalition-root"
        ORGANISATION_ROOT = "organisation-root"
        REPLIES = "replies"

    purpose = models.CharField(max_length=20, choices=Purpose)
    vault = models.ForeignKey(Vault, on_delete=models.PROTECT, related_name="signing_keys")
    verify_key = models.CharField(max_length=64)
    vouched = models.CharField(max_length=64)
    sealed = models.BinaryField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("purpose", "vault", "verify_key", name="one_signing_key_per_vault")
        ]


class IntakeKey(models.Model):
    """One week's age identity, sealed to the organisation's vault. `ends_on` is the day after its last."""

    key_id = models.CharField(max_length=64, primary_key=True)
    vault = models.ForeignKey(Vault, on_delete=models.PROTECT, related_name="intake_keys")
    recipient = models.TextField()
    sealed = models.BinaryField()
    starts_on = models.DateField()
    ends_on = models.DateField()


class SubjectKey(RandomIdModel):
    """The key of one sealed thing (a case), wrapped under the vault that may open it.

    `is_due`: somebody who could open it was removed, or the sheets that could ended; the thing gets a new key, the
    next version.
    """

    subject_id = models.UUIDField(db_index=True)
    vault = models.ForeignKey(Vault, on_delete=models.PROTECT, related_name="subject_keys")
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    is_due = models.BooleanField(default=False, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("subject_id", "vault", "version", name="one_key_per_vault_and_version")
        ]

    @property
    def thing(self) -> str:
        """What the sealed secret is bound to."""
        return f"{self.subject_id} {self.version}"


class SignedListVersion(RandomIdModel):
    """A list this desk signed, as it was sent to the public side."""

    class Kind(models.TextChoices):
        COALITION = "coalition"
        KEYS = "keys"

    kind = models.CharField(max_length=12, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True)
    version = models.PositiveIntegerField()
    signed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint("kind", "organisation", "version", name="one_list_per_version"),
            models.UniqueConstraint(
                "kind",
                "version",
                condition=models.Q(organisation__isnull=True),
                name="one_coalition_list_per_version",
            ),
        ]


class Outgoing(RandomIdModel):
    """The outbox: what must reach the public side. Delivered at least once; the id makes twice once."""

    class Kind(models.TextChoices):
        REPLY = "reply"
        COALITION_LIST = "coalition-list"
        KEY_LIST = "key-list"

    kind = models.CharField(max_length=16, choices=Kind)
    subject_id = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=0)
    body = models.BinaryField()
    created_on = models.DateField()
    delivered_on = models.DateField(null=True, db_index=True)
    refused_on = models.DateField(null=True)


class Worker(RandomIdModel):
    """A worker process: the public half of an identity that it made in memory and that ends with it."""

    recipient = models.TextField()
    seen_at = models.DateTimeField()


class Handover(RandomIdModel):
    """Secrets that an unlocked member sealed to one worker for one job. Useless once that process has ended."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="handovers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    made_on = models.DateField()


class Unlocking(models.Model):
    """A member's identity while unlocked, encrypted under a key that only the browser's cookie holds."""

    id = models.CharField(max_length=64, primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    session_hash = models.CharField(max_length=64)
    wrapped = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
