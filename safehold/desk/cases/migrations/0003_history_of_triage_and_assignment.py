# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_renewal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='statechange',
            name='kind',
            field=models.CharField(choices=[('state', 'State'), ('triage', 'Triage'), ('assignment', 'Assignment')], default='state', max_length=10),
        ),
        migrations.AddField(
            model_name='statechange',
            name='to_member',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statechange',
            name='to_triage',
            field=models.CharField(blank=True, choices=[('routine', 'Routine'), ('elevated', 'Elevated'), ('urgent', 'Urgent')], max_length=10),
        ),
        migrations.AlterField(
            model_name='statechange',
            name='to_state',
            field=models.CharField(blank=True, choices=[('new', 'New'), ('open', 'In progress'), ('waiting', 'Waiting for them'), ('closed', 'Closed')], max_length=10),
        ),
    ]
