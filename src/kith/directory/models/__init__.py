"""The directory's tables, one class a file."""

from kith.directory.models.account import Account
from kith.directory.models.code_app import CodeApp
from kith.directory.models.device import Device
from kith.directory.models.known_patient import KnownPatient
from kith.directory.models.organization import Organization
from kith.directory.models.passkey import Passkey
from kith.directory.models.person import Person
from kith.directory.models.person_link import PersonLink
from kith.directory.models.person_name import PersonName
from kith.directory.models.post import Post
from kith.directory.models.registration import Registration
from kith.directory.models.service import Service
from kith.directory.models.staff import Staff
from kith.directory.models.team import Team
from kith.directory.models.team_member import TeamMember
from kith.directory.models.token import Token

__all__ = [
    "Account",
    "CodeApp",
    "Device",
    "KnownPatient",
    "Organization",
    "Passkey",
    "Person",
    "PersonLink",
    "PersonName",
    "Post",
    "Registration",
    "Service",
    "Staff",
    "Team",
    "TeamMember",
    "Token",
]
