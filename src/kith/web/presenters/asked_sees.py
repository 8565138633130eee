"""What another service would see of a person, in sentences: before it is asked, and while it helps."""

from dataclasses import dataclass

from kith.access.asked_sees import WouldSee
from kith.catalogue.categories import Category
from kith.web.presenters.sharing_words import THEIRS


@dataclass(frozen=True)
class Sees:
    """A lead, the parts that they see, and what else is to be known. `open` is false where they see nothing yet."""

    lead: str
    parts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    open: bool = True


def sees(seen: WouldSee, service: str, called: str) -> Sees:
    """Who sees what, by which agreement."""
    if not seen.staffed:
        return Sees(f"Nobody works at {service} in Kith yet: they see nothing.", open=False)
    if seen.own:
        return Sees(
            f"{service} will see, as part of your organisation:",
            _parts(seen.parts),
            ("Each of them sees as much as their work needs.",),
        )
    if not seen.agreements:
        return Sees(
            f"There is no agreement with {service} yet: they see nothing until both have signed one.",
            notes=("They are told that somebody was referred, and by whom. Ring them to say who it is.",),
            open=False,
        )
    if not seen.parts and not seen.asked:
        return Sees(
            f"There is an agreement with {service}, but they see nothing of {called}. What {called} chose, or what their"
            " work covers, stops it.",
            open=False,
        )
    return _agreed(seen, service, called)


def _agreed(seen: WouldSee, service: str, called: str) -> Sees:
    titles = " and ".join(f"“{each}”" for each in seen.agreements)
    notes = [f"As agreed in {titles}. The smallest of agreement, their work and what {called} chose counts."]
    if seen.parts:
        lead, parts = f"{service} will see:", _parts(seen.parts)
        if seen.asked:
            notes.append(f"And once they have asked {called}: {_in_a_row(seen.asked)}.")
    else:
        lead, parts = f"Once they have asked {called}, {service} will see:", _parts(seen.asked)
        notes.append(f"Before that they are told no name. Ring them to say that it is {called}.")
    if not seen.name:
        notes.append("They do not see the name, so no page opens to them.")
    elif not seen.why:
        notes.append("They do not see why you ask. Ring them, or write to them.")
    return Sees(lead, parts, tuple(notes))


def _parts(parts: tuple[Category, ...]) -> tuple[str, ...]:
    return tuple(THEIRS[each] for each in parts if each in THEIRS)


def _in_a_row(parts: tuple[Category, ...]) -> str:
    words = [each[0].lower() + each[1:] for each in _parts(parts)]
    return "; ".join(words)
