"""The words in which sharing is told to the person whose record it is."""

from collections.abc import Iterable

from kith.access.sharing import Consent, Declared
from kith.catalogue.categories import Category
from kith.catalogue.components.choice import ChoiceKind, DecidedBy, How, Standing
from kith.catalogue.components.own_access import Right

ASKS = {
    Consent.IMPLIED: "You can say no to this.",
    Consent.ASKED: "They ask you each time, before they look.",
    Consent.EXPLICIT: "Only what you have said yes to.",
}
SAID = {
    ChoiceKind.OBJECTION: "You said no to sharing",
    ChoiceKind.SHARE_OUT: "You said yes to giving",
    ChoiceKind.SHARE_IN: "You said yes to receiving",
}
STANDS = {
    Standing.WAITING: "It is followed from now on. The manager tells you within a month whether it can stay so, and why.",
    Standing.UPHELD: "It counts.",
    Standing.REFUSED: "It could not be followed.",
    Standing.WITHDRAWN: "You took it back.",
}
HOW = {How.IN_PERSON: "in person", How.PHONE: "by telephone", How.PAPER: "on paper"}
PLAIN = {
    Category.DEMOGRAPHICS: "Your name, address and contacts",
    Category.COMMUNICATION: "How you communicate, and what helps you",
    Category.SUMMARY: "The main things to know, and warnings",
    Category.PLAN: "Your needs and plans",
    Category.DAILY_LIFE: "Your day: food, drink, sleep and care",
    Category.MEDICINES: "Your medicines",
    Category.OBSERVATIONS: "Measurements, such as your weight",
    Category.MENTAL_HEALTH: "Your mental health",
    Category.SEXUAL_HEALTH: "Your sexual health",
    Category.SUBSTANCE_USE: "Alcohol and drugs",
    Category.SAFEGUARDING: "Concerns about your safety",
    Category.LEGAL: "Who may decide for you, and legal papers",
    Category.FINANCE: "Your money",
    Category.THIRD_PARTY: "What others told us about themselves",
    Category.DOCUMENTS: "Letters and documents",
}
"""The parts of a record, said to the person whose it is."""
THEIRS = {
    Category.DEMOGRAPHICS: "Their name, address and contacts",
    Category.COMMUNICATION: "How they communicate, and what helps them",
    Category.SUMMARY: "The main things to know, and warnings",
    Category.PLAN: "Their needs and plans",
    Category.DAILY_LIFE: "Their day: food, drink, sleep and care",
    Category.MEDICINES: "Their medicines",
    Category.OBSERVATIONS: "Measurements, such as their weight",
    Category.MENTAL_HEALTH: "Their mental health",
    Category.SEXUAL_HEALTH: "Their sexual health",
    Category.SUBSTANCE_USE: "Alcohol and drugs",
    Category.SAFEGUARDING: "Concerns about their safety",
    Category.LEGAL: "Who may decide for them, and legal papers",
    Category.FINANCE: "Their money",
    Category.THIRD_PARTY: "What others told us about themselves",
    Category.DOCUMENTS: "Letters and documents",
}
"""The same, said to those who work with the person."""
RIGHTS = {
    Right.PERSON: "It is theirs.",
    Right.CHOSEN: "You chose this.",
    Right.ATTORNEY: "They are your attorney for health and welfare.",
    Right.DEPUTY: "They are your deputy for health and welfare.",
}
RIGHT = {
    Right.PERSON: "This is the person.",
    Right.CHOSEN: "The person chose this.",
    Right.ATTORNEY: "Attorney for health and welfare.",
    Right.DEPUTY: "Deputy for health and welfare.",
}
"""The same, said to those who work with the person."""
REASONS = {
    Declared.AGREED: "they asked you first, and you agreed",
    Declared.ABSENT: "you were not there to be asked, and it was for your care",
    Declared.LACKS_CAPACITY: "you could not decide this just then, and it was in your best interests",
    Declared.EMERGENCY: "it was an emergency",
}
WHO = {
    DecidedBy.PERSON: "",
    DecidedBy.ATTORNEY: "Chosen for you by your attorney.",
    DecidedBy.DEPUTY: "Chosen for you by your deputy.",
    DecidedBy.BEST_INTERESTS: "Chosen for you in your best interests.",
}


def listed(words: Iterable[str]) -> str:
    """Several things as one phrase: the first begins with a capital, the others do not."""
    several = [each if place == 0 else each[0].lower() + each[1:] for place, each in enumerate(words)]
    return "; ".join(several) or "Nothing"
