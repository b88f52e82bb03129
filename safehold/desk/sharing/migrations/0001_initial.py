# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0004_incidents_and_merging'),
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('kind', models.CharField(choices=[('referral', 'Work on it together'), ('transfer', 'Hand the case over')], max_length=8)),
                ('state', models.CharField(choices=[('waiting', 'Waits for an answer'), ('accepted', 'Taken'), ('rejected', 'Given back'), ('recalled', 'Called back'), ('expired', 'Nobody answered'), ('withdrawn', 'Consent taken back')], default='waiting', max_length=9)),
                ('reason', models.CharField(blank=True, choices=[('full', 'We have no room now'), ('field', 'It is not what we do'), ('language', 'We do not speak their language'), ('elsewhere', 'Another organisation is better placed'), ('other', 'Another reason: please call us')], max_length=9)),
                ('consents', models.TextField(blank=True)),
                ('offered_on', models.DateField()),
                ('expires_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=16)),
                ('on_day', models.DateField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                ('went_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Parcel',
            fields=[
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='parcel', serialize=False, to='sharing.offer')),
                ('key_id', models.CharField(max_length=64)),
                ('sealed_cover', models.BinaryField()),
                ('sealed', models.BinaryField()),
                ('key_versions', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='OfferSubject',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject_id', models.UUIDField(db_index=True)),
                ('by_override', models.BooleanField(default=False)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='sharing.offer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key_version', models.PositiveIntegerField(default=1)),
                ('reseal_due', models.BooleanField(db_index=True, default=False)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('ending', models.CharField(blank=True, choices=[('returned', 'The other organisation gave it back'), ('recalled', 'The organisation that began it ended it'), ('withdrawn', 'The person took their consent back'), ('moved', 'The case went to another organisation'), ('destroyed', 'The case was destroyed')], max_length=9)),
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='share', to='sharing.offer')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                ('receiver_case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.case')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                ('sender_case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KeyParcel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('key_id', models.CharField(max_length=64)),
                ('sealed', models.BinaryField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.organisation')),
                ('share', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_parcels', to='sharing.share')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('content', 'What was shared'), ('message', 'Message'), ('work', 'To do')], max_length=7)),
                ('done_on', models.DateField(null=True)),
                ('on_day', models.DateField()),
                ('sealed', models.BinaryField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('doing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                ('share', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='sharing.share')),
            ],
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('report_id', models.UUIDField(db_index=True)),
                ('position', models.PositiveIntegerField()),
                ('signed', models.BinaryField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                ('taker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('report_id'), models.F('position'), name='one_hand_over_per_position')],
            },
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['receiver', 'state', 'expires_on'], name='offers_to_answer'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['state', 'expires_on'], name='offers_that_end'),
        ),
        migrations.AddConstraint(
            model_name='keyparcel',
            constraint=models.UniqueConstraint(models.F('share'), models.F('organisation'), name='one_key_on_its_way'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(models.F('share'), models.F('position'), name='one_entry_per_place'),
        ),
    ]
