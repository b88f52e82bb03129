# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists, their versions, what each says of its parties, and the keys by which names are found."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeyCount",
            fields=[
                ("key", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("owners", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="KeyRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="ListedParty",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Watchlist",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("organisation_id", models.UUIDField(editable=False, null=True)),
                ("name", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "name"), name="one_list_of_a_name_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation_id", None)),
                        fields=("name",),
                        name="one_list_of_a_name_for_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.PositiveIntegerField()),
                ("until", models.PositiveIntegerField(null=True)),
                ("name", models.CharField(max_length=500)),
                ("fingerprint", models.CharField(max_length=64)),
                ("is_odd", models.BooleanField(default=False)),
                ("content", models.JSONField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="said",
                        to="watchlists.listedparty",
                    ),
                ),
                (
                    "watchlist",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlists.watchlist",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("running", models.PositiveBigIntegerField(null=True, unique=True)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("canada", "Schedules of Canada’s sanctions regulations"),
                            ("ftm", "FollowTheMoney entities"),
                            ("csv", "A table"),
                            ("register", "The public register"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reading", models.TextField()),
                ("origin", models.CharField(max_length=500)),
                ("licence", models.CharField(max_length=500)),
                ("as_of", models.DateField()),
                ("imported_on", models.DateField()),
                ("imported_by", models.UUIDField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("parties", models.PositiveIntegerField(default=0)),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("removed", models.PositiveIntegerField(default=0)),
                ("odd", models.PositiveIntegerField(default=0)),
                ("left_out", models.JSONField(default=dict)),
                ("is_told", models.BooleanField(default=False)),
                (
                    "watchlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="watchlists.watchlist",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="listedparty",
            name="watchlist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="watchlists.watchlist"
            ),
        ),
        migrations.CreateModel(
            name="NameKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=20)),
                (
                    "said",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="watchlists.partyversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["key", "said", "number"], name="names_by_key")],
            },
        ),
        migrations.AddIndex(
            model_name="partyversion",
            index=models.Index(fields=["watchlist", "since"], name="said_since"),
        ),
        migrations.AddIndex(
            model_name="partyversion",
            index=models.Index(fields=["watchlist", "until"], name="said_until"),
        ),
        migrations.AddConstraint(
            model_name="listversion",
            constraint=models.UniqueConstraint(
                fields=("watchlist", "number"), name="versions_are_counted_per_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="listedparty",
            constraint=models.UniqueConstraint(fields=("watchlist", "key"), name="one_party_of_a_key"),
        ),
    ]
