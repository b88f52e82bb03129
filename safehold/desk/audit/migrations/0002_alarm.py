# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation_id', models.UUIDField()),
                ('kind', models.CharField(max_length=32)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('raised_on', models.DateField()),
                ('settled_on', models.DateField(db_index=True, null=True)),
                ('settled_by', models.UUIDField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organisation_id'), models.F('kind'), models.F('subject'), condition=models.Q(('settled_on', None)), name='one_open_alarm')],
            },
        ),
    ]
