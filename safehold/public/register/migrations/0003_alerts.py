# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0002_registrants"),
    ]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("mark", models.CharField(max_length=64, unique=True)),
                ("kin", models.CharField(db_index=True, max_length=64)),
                ("address", models.TextField()),
                ("language", models.CharField(max_length=10)),
                ("asked_on", models.DateField()),
                ("asked_times", models.PositiveSmallIntegerField(default=0)),
                ("told_on", models.DateField(null=True)),
                ("is_sending", models.BooleanField(default=False)),
                ("refusals", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("mark", models.CharField(max_length=64)),
                ("wanted", models.TextField()),
                ("language", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("sending", "Sending"),
                            ("sent", "Sent"),
                            ("kept", "Kept"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("asked_on", models.DateField()),
                ("confirm_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                ("since", models.PositiveBigIntegerField(default=0)),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="register.follower",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "since"], name="alerts_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("follower", "mark"), name="followed_once_by_each")
                ],
            },
        ),
    ]
