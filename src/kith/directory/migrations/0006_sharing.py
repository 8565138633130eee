"""Agreements between organisations, what people chose about sharing, and reasons that were declared."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "sharing.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_boards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("patient", models.UUIDField(db_index=True)),
                ("custodian", models.SmallIntegerField()),
                (
                    "kind",
                    models.SmallIntegerField(choices=[(1, "objection"), (2, "share-out"), (3, "share-in")]),
                ),
                ("of", models.SmallIntegerField(null=True)),
                ("to", models.SmallIntegerField(null=True)),
                ("low", models.BigIntegerField()),
                ("high", models.BigIntegerField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("open", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("line", models.UUIDField(db_index=True)),
                ("version", models.SmallIntegerField(default=1)),
                ("title", models.TextField()),
                ("why", models.TextField()),
                ("basis", models.TextField()),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("depths", models.JSONField(default=dict)),
                ("read_low", models.BigIntegerField(default=0)),
                ("read_high", models.BigIntegerField(default=0)),
                (
                    "consent",
                    models.SmallIntegerField(
                        choices=[
                            (1, "shared unless the person says no"),
                            (2, "the person is asked each time before anybody looks"),
                            (3, "shared once the person has said yes to giving and to receiving"),
                        ],
                        default=1,
                    ),
                ),
                ("starts", models.DateTimeField()),
                ("review", models.DateTimeField(null=True)),
                ("stops_after", models.SmallIntegerField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                (
                    "framework",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schedules",
                        to="directory.agreement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("custodian", models.SmallIntegerField()),
                ("gives", models.BooleanField()),
                ("receives", models.BooleanField()),
                ("signed", models.DateTimeField(null=True)),
                ("left", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="directory.agreement",
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.staff",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.staff",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("session", models.BigIntegerField()),
                ("staff", models.UUIDField()),
                ("role", models.TextField()),
                ("custodian", models.SmallIntegerField()),
                ("service", models.UUIDField()),
                ("patient", models.UUIDField()),
                (
                    "kind",
                    models.SmallIntegerField(
                        choices=[
                            (1, "asked, and agreed"),
                            (2, "not here to be asked, and it is for their care"),
                            (3, "cannot decide this now, and it is in their best interests"),
                            (4, "an emergency"),
                        ]
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["session", "patient"], name="declaration_session"),
                    models.Index(fields=["patient", "since"], name="declaration_patient"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("line", "version"), name="agreement_version"),
        ),
        migrations.AddIndex(
            model_name="agreementparty",
            index=models.Index(fields=["custodian", "agreement"], name="party_custodian"),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.UniqueConstraint(fields=("agreement", "custodian"), name="party_once"),
        ),
        migrations.RunPython(build),
    ]
