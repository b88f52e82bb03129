# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('case_id', models.UUIDField(db_index=True, editable=False)),
                ('kind', models.CharField(choices=[('person', 'Person'), ('group', 'Group of people'), ('body', 'Organisation or office'), ('account', 'Online account or number')], max_length=8)),
                ('roles', models.JSONField(default=list)),
                ('position', models.PositiveIntegerField()),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='parties.party')),
            ],
        ),
        migrations.CreateModel(
            name='PartyRelation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('case_id', models.UUIDField(db_index=True, editable=False)),
                ('kind', models.CharField(choices=[('member', 'is a member of'), ('parent', 'is a parent of'), ('spouse', 'is married to or lives with'), ('sibling', 'is a brother or sister of'), ('relative', 'is another relative of'), ('knows', 'knows'), ('works-for', 'works for'), ('acts-for', 'acts on behalf of'), ('uses', 'uses'), ('other', 'has to do with')], max_length=9)),
                ('a', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_from', to='parties.party')),
                ('b', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_to', to='parties.party')),
            ],
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(models.F('case_id'), models.F('position'), name='one_party_per_position'),
        ),
        migrations.AddConstraint(
            model_name='partyrelation',
            constraint=models.UniqueConstraint(models.F('a'), models.F('b'), models.F('kind'), name='one_relation_of_a_kind'),
        ),
    ]
