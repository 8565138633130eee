"""A keepsake: a picture, a sound or a short film in which somebody tells about themselves (PRSB About Me)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, put

HEADINGS = f"{systems.CODE_SYSTEMS}about-me-heading"
SORT = f"{systems.CODE_SYSTEMS}document-sort"
ABOUT_ME = "about-me"
OURS = "attachment/"
"""How the address of a file that we keep begins; its key follows."""


@dataclass(frozen=True)
class Keepsake:
    """One file about a person, under a heading of About me (the key of its part).

    `words` say what is to be seen or heard, for whoever cannot; `helped` is who helped to make it, in words.
    `status` is current or entered-in-error.
    """

    id: UUID
    patient: UUID
    heading: str
    words: str
    media: str
    key: str
    size: int
    made: datetime
    author: UUID
    helped: str = ""
    status: str = "current"
    source: Resource | None = field(default=None, compare=False, repr=False)

    @property
    def sort(self) -> str:
        """What it is to people: picture, sound or film."""
        return {"image": "picture", "audio": "sound"}.get(self.media.partition("/")[0], "film")

    @classmethod
    def from_fhir(cls, resource: Resource) -> Keepsake:
        """Read a DocumentReference; KeyError or ValueError where it is none of ours."""
        held = resource["content"][0]["attachment"]
        heading = amending.code_in(resource["type"], HEADINGS)
        if not heading or not str(held["url"]).startswith(OURS):
            raise ValueError("This is no keepsake.")
        authors = resource["author"]
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["subject"], "Patient")),
            heading=heading,
            words=resource.get("description", ""),
            media=held["contentType"],
            key=str(held["url"]).removeprefix(OURS),
            size=int(held["size"]),
            made=instants.read_fhir(resource["date"]),
            author=UUID(amending.reference(authors[0], "Practitioner")),
            helped=next((each["display"] for each in authors[1:] if "display" in each), ""),
            status=resource["status"],
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The keepsake as a DocumentReference; only what changed is changed."""
        fresh: Resource = {
            "resourceType": "DocumentReference",
            "id": str(self.id),
            "status": self.status,
            "type": amending.concept(HEADINGS, self.heading, "About me"),
            "category": [amending.concept(SORT, ABOUT_ME, "About me")],
            "subject": {"reference": f"Patient/{self.patient}"},
            "date": instants.write(self.made),
            "author": [
                {"reference": f"Practitioner/{self.author}"},
                *([{"display": self.helped}] if self.helped else []),
            ],
            "description": self.words,
            "content": [
                {"attachment": {"contentType": self.media, "url": f"{OURS}{self.key}", "size": self.size}}
            ],
        }
        return amending.write(self, fresh, Keepsake.from_fhir, _WRITERS)


_WRITERS: amending.Writers[Keepsake] = (
    (("status",), lambda resource, each: put(resource, "status", each.status)),
    (("words",), lambda resource, each: put(resource, "description", each.words)),
)
