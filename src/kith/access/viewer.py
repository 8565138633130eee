"""Who is asking."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kith.access.purposes import Purpose
from kith.access.roles import Role, role
from kith.access.sessions import WARNING, Session


@dataclass(frozen=True)
class Viewer:
    """Somebody in one role for one service, with one purpose, until the session ends.

    `practitioner` is the id under which they write.
    """

    session: int
    account: int | None
    practitioner: UUID
    role: Role
    service: UUID
    custodian: int
    purpose: Purpose
    until: datetime
    teams: tuple[int, ...] = ()
    device: UUID | None = None
    """The registered device on which the session was opened."""
    idle: timedelta | None = None
    """After how long without a touch the device locks; None where it does not."""
    locks: datetime | None = None
    """When it locks unless it is touched before."""

    @classmethod
    def staff(cls, session: Session) -> "Viewer":
        """The viewer of a member of staff's open session."""
        return cls(
            session=session.number,
            account=session.account,
            practitioner=session.staff,
            role=role(session.role),
            service=session.service,
            custodian=session.custodian,
            purpose=Purpose(session.purpose),
            until=session.until,
            teams=tuple(session.teams),
            device=session.device,
            idle=session.idle,
            locks=session.locks,
        )

    def may(self, right: str) -> bool:
        """Whether the role has a right at the door (`Role.rights`). For what a page offers; the database decides."""
        return right in self.role.rights

    def may_for(self, right: str, other: Role) -> bool:
        """The same about another role, one that was made too: nobody helps a role that sees more than their own."""
        return self.role.helps(right, other) and other.custodian in (None, self.custodian)

    @property
    def warns_at(self) -> datetime:
        """From when on pages say that the session is about to end."""
        return self.until - WARNING
