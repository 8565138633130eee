"""The law on which sharing rests, as choices in plain words with the article beside; kept as the sentences of the document.

UK GDPR articles 6 and 9, the common law duty of confidence, and duties by statute (practice, 5). Consent is not among
them: care does not hang on it, so it would not be free. What the person is asked is a choice of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Law:
    """One ground: what a person ticks, where it stands, and what the document says."""

    key: str
    plain: str
    where: str
    says: str


GROUNDS: tuple[tuple[str, str, tuple[Law, ...]], ...] = (
    (
        "Why you may use facts about people",
        "For public bodies it is mostly the first. A care company works for one, or has an interest of its own.",
        (
            Law("task", "It is a public task", "UK GDPR, article 6(1)(e)", "It is a public task (UK GDPR article 6(1)(e))."),
            Law("duty", "A law asks for it", "UK GDPR, article 6(1)(c)", "A law asks for it (UK GDPR article 6(1)(c))."),
            Law(
                "interest", "It is a fair interest, and does not weigh more than the person’s", "UK GDPR, article 6(1)(f)",
                "It is a fair interest, weighed against the person’s (UK GDPR article 6(1)(f)).",
            ),
            Law("life", "It saves a life", "UK GDPR, article 6(1)(d)", "It saves a life (UK GDPR article 6(1)(d))."),
        ),
    ),
    (
        "Why you may use facts about health and care",
        "For care of any kind it is the first.",
        (
            Law(
                "care", "It is for health or social care", "UK GDPR, article 9(2)(h)",
                "It is for health or social care (UK GDPR article 9(2)(h)).",
            ),
            Law(
                "safe", "It keeps people at risk safe", "UK GDPR, article 9(2)(g)",
                "It keeps people at risk safe (UK GDPR article 9(2)(g)).",
            ),
            Law(
                "vital", "It saves the life of somebody who cannot be asked", "UK GDPR, article 9(2)(c)",
                "It saves the life of somebody who cannot be asked (UK GDPR article 9(2)(c)).",
            ),
            Law(
                "public", "It is for public health", "UK GDPR, article 9(2)(i)",
                "It is for public health (UK GDPR article 9(2)(i)).",
            ),
            Law(
                "research", "It is for research or statistics", "UK GDPR, article 9(2)(j)",
                "It is for research or statistics (UK GDPR article 9(2)(j)).",
            ),
        ),
    ),
    (
        "Why it breaks no confidence",
        "What people tell those who care for them is theirs. This says why it may go on.",
        (
            Law(
                "expected", "Those who look after somebody tell each other, and the person would expect it", "Common law",
                "Those who look after the person tell each other, as the person would expect (common law).",
            ),
            Law("agreed", "The person has said yes", "Common law", "The person has said yes (common law)."),
            Law(
                "public-good", "Harm to somebody weighs more than the confidence", "Common law",
                "Harm to somebody weighs more than the confidence (common law).",
            ),
            Law(
                "share", "There is a duty to share for care. Check that it binds you",
                "Health and Social Care Act 2012, section 251B",
                "There is a duty to share for care (Health and Social Care Act 2012, section 251B).",
            ),
            Law(
                "enquiry", "It is for an enquiry into harm", "Care Act 2014, section 42",
                "It is for an enquiry into harm (Care Act 2014, section 42).",
            ),
        ),
    ),
)  # fmt: skip
LAWS = tuple(law for _, _, laws in GROUNDS for law in laws)


def basis(keys: Iterable[str], more: str) -> str:
    """The sentences of what was ticked, in their order, and what was written beside."""
    ticked = set(keys)
    return " ".join([*(law.says for law in LAWS if law.key in ticked), *([more] if more else [])])


def ticked(text: str) -> tuple[frozenset[str], str]:
    """Which of them a text is made of, and what else it says; nothing is lost: `basis` of the answer is the text."""
    keys, more = set(), text
    for law in LAWS:
        if more == law.says or more.startswith(law.says + " "):
            keys.add(law.key)
            more = more[len(law.says) :].removeprefix(" ")
    return (frozenset(keys), more) if basis(keys, more) == text else (frozenset(), text)
