# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inbox', '0002_file_destroyed'),
    ]

    operations = [
        migrations.CreateModel(
            name='EndedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stored_name', models.CharField(max_length=64, unique=True)),
                ('delete_on', models.DateField()),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
