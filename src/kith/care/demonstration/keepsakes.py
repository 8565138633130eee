"""What Mr Green wants others to see and hear: a picture of his garden and a tune, both made here."""

import io
import math
import struct
import wave
from datetime import datetime, timedelta

from PIL import Image, ImageDraw

from kith.care.demonstration.home import Home
from kith.care.keepsakes import WHERE
from kith.catalogue.components.keepsake import Keepsake
from kith.directory import actions
from kith.record import attachments
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.labels import Labels

WALTER, BY = "walter", "emily"
WEEKS = timedelta(weeks=5)
RATE = 11_025
TUNE = ((392, 1), (440, 1), (494, 2), (440, 1), (494, 1), (587, 3), (523, 1), (494, 1), (440, 2), (392, 3))
"""Hertz, and how many thirds of a second."""
KEPT = (
    ("most", "My garden in June: the red roses, and the bench that I made with my daughter.", "garden"),
    ("support", "The tune that my mother used to hum. Play it when I am upset.", "tune"),
)


def keep(home: Home, now: datetime) -> None:
    """Keeps both, where Mr Green lives. Runs as the store's owner."""
    if WALTER not in home.patients:
        return
    made = {"garden": garden, "tune": tune}
    for heading, words, what in KEPT:
        kept = attachments.keep(made[what]())
        keepsake = Keepsake(
            id=new_id(),
            patient=home.patients[WALTER],
            heading=heading,
            words=words,
            media=kept.media,
            key=kept.sha256.hex()[:32],
            size=kept.size,
            made=now - WEEKS,
            author=home.staff[BY],
            helped="His daughter Helen",
        )
        written = actions.put(
            keepsake.to_fhir(),
            labels=Labels(home.custodian, *WHERE),
            author=home.staff[BY],
            reason="About me. They agreed to it",
            recorded=now - WEEKS,
        )
        attachments.attach(cursor(), written.id, written.version, kept)


def garden() -> bytes:
    """Sky, a lawn, a bench, and roses on both sides of a path."""
    picture = Image.new("RGB", (960, 640), "#cfe6f5")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((780, 40, 880, 140), fill="#f7d774")
    pen.rectangle((0, 300, 960, 640), fill="#7fae5d")
    pen.polygon(((430, 640), (530, 640), (500, 300), (470, 300)), fill="#d9c7a3")
    for left in (380, 520):
        pen.rectangle((left, 330, left + 12, 390), fill="#6b4a2f")
    for top in (290, 312, 336):
        pen.rectangle((360, top, 552, top + 12), fill="#8a6340")
    for place in range(14):
        x, y = 60 + (place % 7) * 45 + (560 if place > 6 else 0), 400 + (place * 37) % 150
        pen.line((x, y, x, y + 60), fill="#3f6b35", width=6)
        for petal in range(6):
            turn = petal * math.pi / 3
            at_x, at_y = x + 14 * math.cos(turn), y + 14 * math.sin(turn)
            pen.ellipse((at_x - 13, at_y - 13, at_x + 13, at_y + 13), fill="#c2283a")
        pen.ellipse((x - 9, y - 9, x + 9, y + 9), fill="#f0c94a")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def tune() -> bytes:
    """A few notes, each rising and fading as a hum does."""
    frames = bytearray()
    for pitch, thirds in TUNE:
        length = RATE * thirds // 3
        for place in range(length):
            swell = math.sin(math.pi * place / length)
            frames += struct.pack("<h", int(9_000 * swell * math.sin(2 * math.pi * pitch * place / RATE)))
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(RATE)
        made.writeframes(bytes(frames))
    return out.getvalue()
