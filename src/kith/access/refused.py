"""The gate's no."""

from django.http import Http404

WORDS = (
    "You cannot open this here. There may be no such record, or it may not be open to your role in this "
    "service. If you need to see it, ask the person in charge of the shift."
)


class Refused(Http404):
    """Nothing is open. What is hidden and what is absent are told apart by nobody, so it is also a plain 404.

    `words` are fit to show to whoever asked.
    """

    def __init__(self, words: str = WORDS) -> None:
        super().__init__(words)
        self.words = words


class NoLonger(Refused):
    """The same, to whoever opened the record while their service was asked to help: it is no more."""

    def __init__(self, who: str) -> None:
        super().__init__()
        self.who = who
