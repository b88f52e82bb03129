# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_incidents_and_merging'),
        ('members', '0002_the_researcher'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('unread_on__isnull', False)), fields=['organisation', 'merged_into', 'triage_rank', 'opened_on', 'id'], name='cases_to_read_in_order'),
        ),
    ]
