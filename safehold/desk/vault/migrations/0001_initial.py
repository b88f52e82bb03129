# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0002_the_researcher"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberKey",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="key",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recipient", models.TextField()),
                ("salt", models.BinaryField()),
                ("opslimit", models.PositiveIntegerField()),
                ("memlimit_bytes", models.PositiveBigIntegerField()),
                ("wrapped", models.BinaryField()),
                ("created_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "Reply"),
                            ("coalition-list", "Coalition List"),
                            ("key-list", "Key List"),
                        ],
                        max_length=16,
                    ),
                ),
                ("subject_id", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("body", models.BinaryField()),
                ("created_on", models.DateField()),
                ("delivered_on", models.DateField(db_index=True, null=True)),
                ("refused_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recipient", models.TextField()),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Escrow",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="escrow",
                        serialize=False,
                        to="members.organisation",
                    ),
                ),
                ("recipient", models.TextField()),
                ("recipient_mac", models.CharField(max_length=64)),
                ("vouched", models.CharField(max_length=64)),
                ("made_on", models.DateField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EscrowDrill",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("generation", models.PositiveIntegerField()),
                ("on_day", models.DateField()),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="escrow_drills",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unlocking",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("session_hash", models.CharField(max_length=64)),
                ("wrapped", models.BinaryField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Vault",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("generation", models.PositiveIntegerField()),
                ("recipient", models.TextField()),
                ("vouched", models.CharField(max_length=64)),
                ("escrow_sealed", models.BinaryField(null=True)),
                ("created_on", models.DateField()),
                ("retired_on", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vaults",
                        to="members.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SubjectKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("subject_id", models.UUIDField(db_index=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.BinaryField()),
                ("is_due", models.BooleanField(db_index=True, default=False)),
                (
                    "vault",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subject_keys",
                        to="vault.vault",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("coalition-root", "Coalition Root"),
                            ("organisation-root", "Organisation Root"),
                            ("replies", "Replies"),
                        ],
                        max_length=20,
                    ),
                ),
                ("verify_key", models.CharField(max_length=64)),
                ("vouched", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "vault",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_keys",
                        to="vault.vault",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IntakeKey",
            fields=[
                ("key_id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("recipient", models.TextField()),
                ("sealed", models.BinaryField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "vault",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intake_keys",
                        to="vault.vault",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VaultGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("sealed", models.BinaryField()),
                ("recipient_mac", models.CharField(max_length=64)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vault_grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vault",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="vault.vault"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("sealed", models.BinaryField()),
                ("made_on", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.organisation",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="vault.worker",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignedListVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(choices=[("coalition", "Coalition"), ("keys", "Keys")], max_length=12),
                ),
                ("version", models.PositiveIntegerField()),
                ("signed", models.BinaryField()),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, to="members.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("kind"),
                        models.F("organisation"),
                        models.F("version"),
                        name="one_list_per_version",
                    ),
                    models.UniqueConstraint(
                        models.F("kind"),
                        models.F("version"),
                        condition=models.Q(("organisation__isnull", True)),
                        name="one_coalition_list_per_version",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="vault",
            constraint=models.UniqueConstraint(
                models.F("organisation"), models.F("generation"), name="one_vault_per_generation"
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectkey",
            constraint=models.UniqueConstraint(
                models.F("subject_id"),
                models.F("vault"),
                models.F("version"),
                name="one_key_per_vault_and_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="signingkey",
            constraint=models.UniqueConstraint(
                models.F("purpose"),
                models.F("vault"),
                models.F("verify_key"),
                name="one_signing_key_per_vault",
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultgrant",
            constraint=models.UniqueConstraint(
                models.F("vault"), models.F("member"), name="one_grant_per_member"
            ),
        ),
    ]
