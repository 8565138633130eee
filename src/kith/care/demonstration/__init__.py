"""A first demonstration home: six residents, their last fortnight, and the people who look after them.

Everybody is invented. Mr Green of MODS use case 1 is among them; his today is left to the agency worker.
"""

from kith.care.demonstration.loading import load
from kith.care.demonstration.signing_in import sign_ins

__all__ = ["load", "sign_ins"]
