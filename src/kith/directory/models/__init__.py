"""The directory's tables, one class a file."""

from kith.directory.models.account import Account
from kith.directory.models.agency_login import AgencyLogin
from kith.directory.models.agreement import Agreement
from kith.directory.models.agreement_draft import AgreementDraft
from kith.directory.models.agreement_party import AgreementParty
from kith.directory.models.badge import Badge
from kith.directory.models.choice import Choice
from kith.directory.models.chosen_person import ChosenPerson
from kith.directory.models.code_app import CodeApp
from kith.directory.models.code_miss import CodeMiss
from kith.directory.models.declaration import Declaration
from kith.directory.models.device import Device
from kith.directory.models.door_rule import DoorRule
from kith.directory.models.kept_from import KeptFrom
from kith.directory.models.known_patient import KnownPatient
from kith.directory.models.made_role import MadeRole
from kith.directory.models.organization import Organization
from kith.directory.models.own_access import OwnAccess
from kith.directory.models.passkey import Passkey
from kith.directory.models.person import Person
from kith.directory.models.person_link import PersonLink
from kith.directory.models.person_name import PersonName
from kith.directory.models.pin import Pin
from kith.directory.models.pin_miss import PinMiss
from kith.directory.models.pin_reset import PinReset
from kith.directory.models.post import Post
from kith.directory.models.registration import Registration
from kith.directory.models.service import Service
from kith.directory.models.showing import Showing
from kith.directory.models.staff import Staff
from kith.directory.models.team import Team
from kith.directory.models.team_member import TeamMember
from kith.directory.models.tie import Tie
from kith.directory.models.token import Token
from kith.directory.models.withholding import Withholding

__all__ = [
    "Account",
    "AgencyLogin",
    "Agreement",
    "AgreementDraft",
    "AgreementParty",
    "Badge",
    "Choice",
    "ChosenPerson",
    "CodeApp",
    "CodeMiss",
    "Declaration",
    "Device",
    "DoorRule",
    "KeptFrom",
    "KnownPatient",
    "MadeRole",
    "Organization",
    "OwnAccess",
    "Passkey",
    "Person",
    "PersonLink",
    "PersonName",
    "Pin",
    "PinMiss",
    "PinReset",
    "Post",
    "Registration",
    "Service",
    "Showing",
    "Staff",
    "Team",
    "TeamMember",
    "Tie",
    "Token",
    "Withholding",
]
