"""What can go wrong with a write, each with words fit to show."""

from uuid import UUID


class RecordError(Exception):
    """Base of everything the record refuses. `words` say what happened and what to do."""

    words = "This could not be saved."

    def __init__(self, resource: UUID) -> None:
        super().__init__(f"{type(self).__name__} {resource}")
        self.resource = resource


class Conflict(RecordError):
    """Somebody saved a newer version; `current` is its number."""

    words = "Somebody changed this while you were writing. Look at both and choose."

    def __init__(self, resource: UUID, current: int | None) -> None:
        super().__init__(resource)
        self.current = current


class Missing(RecordError):
    """There is nothing to change here, or the viewer may not know that there is."""

    words = "This could not be found. It may have been moved or taken away."


class NotAllowed(RecordError):
    """The session's decision has no right to add or change this."""

    words = "Your role cannot save this here. Ask the person in charge of the shift."


class IdTaken(RecordError):
    """The id belongs to something else."""

    words = "This could not be saved under its number. Please save it again as a new entry."


class OtherPerson(RecordError):
    """A resource never changes patient or type; "wrong person" is an action of its own."""

    words = "An entry cannot be moved by changing whose it is. Use “wrong person” instead."
