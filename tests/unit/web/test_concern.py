"""Who could open a concern, in words."""

from kith.web.presenters.concern import Recipient, recipients_words

NURSE = Recipient("Sam Field", "Nurse", lead=True, past=False)
MANAGER = Recipient("Maria Ortiz", "Manager", lead=True, past=True)
CARER = Recipient("Eliza Marsh", "Care worker", lead=False, past=False)


def test_it_says_who_by_whom_it_is_sent_to() -> None:
    said = recipients_words([NURSE, MANAGER, CARER])
    assert "Sent to the lead: Maria Ortiz (Manager), Sam Field (Nurse)." in said
    assert "Past the lead, only: Maria Ortiz (Manager)." in said
    assert "Eliza" not in said


def test_it_says_when_nobody_here_could() -> None:
    said = recipients_words([NURSE, CARER])
    assert "Past the lead: nobody here. Then tell the council or the CQC yourself." in said
