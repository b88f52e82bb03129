# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Backup',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('desk', 'Desk'), ('public', 'Public')], max_length=6)),
                ('file_name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('size_bytes', models.PositiveBigIntegerField()),
                ('made_on', models.DateField()),
                ('expires_on', models.DateField(db_index=True)),
                ('key_ids', models.JSONField(default=list)),
                ('heads', models.JSONField(default=dict)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
