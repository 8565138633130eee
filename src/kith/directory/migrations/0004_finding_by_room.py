"""Rooms as they are looked for, read from the Patients that are there already."""

import orjson
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kith.directory.finding import room_key
from kith.directory.reading import extension
from kith.directory.systems import ROOM
from kith.record.types import type_number

BODIES = (
    "select c.id, v.body from current c"
    " join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded"
    " where c.type = %s::smallint and v.body is not null"
)


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Runs as the owner, whom policies do not bind."""
    with editor.connection.cursor() as cursor:
        cursor.execute(BODIES, (type_number("Patient"),))
        rooms = [(_room(body), id) for id, body in cursor.fetchall()]
        cursor.executemany(
            "update directory_knownpatient set room = %s where id = %s", [r for r in rooms if r[0]]
        )


def _room(body: str) -> str:
    return room_key((extension(orjson.loads(body), ROOM) or {}).get("valueString", ""))


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_the_door"), ("record", "0001_the_record")]
    operations = [
        migrations.AddField("knownpatient", "room", models.TextField(blank=True, default="")),
        migrations.RunPython(fill),
        migrations.AddIndex(
            "knownpatient", models.Index(fields=["room", "custodian"], name="known_patient_room")
        ),
    ]
