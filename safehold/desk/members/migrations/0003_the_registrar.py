# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import migrations, models

ROLES = [
    ("lead", "Lead"),
    ("caseworker", "Caseworker"),
    ("researcher", "Researcher"),
    ("registrar", "Registrar"),
    ("auditor", "Auditor"),
]


class Migration(migrations.Migration):
    dependencies = [("members", "0002_the_researcher")]

    operations = [
        migrations.AlterField(
            model_name=model, name="role", field=models.CharField(choices=ROLES, max_length=12)
        )
        for model in ("invitation", "member")
    ]
