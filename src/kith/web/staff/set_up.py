"""What the page "Set up" shows: staff and devices of the service, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.access.roles import called
from kith.directory.models import Device, Post, Service


@dataclass(frozen=True)
class Known:
    """A device of the service: its name, and whether it waits for its code."""

    id: UUID
    name: str
    state: str


@dataclass(frozen=True)
class SetUp:
    """The page."""

    service: str
    staff: tuple[tuple[str, str], ...]
    devices: tuple[Known, ...]


def set_up_page(service: Service, posts: Sequence[Post]) -> SetUp:
    """Everybody with a post that counts now, and every device that was not retired."""
    words = called(post.role for post in posts)
    devices = Device.objects.filter(service=service, retired=None).order_by("name")
    return SetUp(
        service=service.name,
        staff=tuple((post.staff.name, words[post.role]) for post in posts),
        devices=tuple(_known(device) for device in devices),
    )


def _known(device: Device) -> Known:
    return Known(device.id, device.name, "Registered" if device.registered else "Waits for its code")
