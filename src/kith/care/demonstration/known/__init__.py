"""What is lastingly known about each resident of the demonstration: full for some, with honest gaps for others."""

from kith.care.demonstration.known import amina, dorothy, harold, joyce, patrick, walter
from kith.care.demonstration.known.fact import Known

FACTS: dict[str, tuple[Known, ...]] = {
    "walter": walter.FACTS,
    "harold": harold.FACTS,
    "joyce": joyce.FACTS,
    "amina": amina.FACTS,
    "dorothy": dorothy.FACTS,
    "patrick": patrick.FACTS,
}
