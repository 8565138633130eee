"""What is known about Joyce Green. She has not been asked about CPR; of family it is only known that there is none."""

from datetime import date
from decimal import Decimal

from kith.care.demonstration.known.fact import gap, known

FACTS = (
    known("cpr", 30, decision="not-asked"),
    known("texture", 80, food="7-easy", drink="0", source="staff"),
    known("eating-help", 80, help="some-help", how="Cut it up, and let her begin by herself. Upright in her chair.",
          source="staff"),
    known("moving", 60, people="one", with_=["wheeled-frame", "belt"], source="professional",
          how="From bed to chair with one person. Mind the catheter bag."),
    known("talking", 90, language="English", aids=["glasses"], written=["usual"], source="person",
          how="Speaks her mind. Likes whole sentences and her title, Miss Green."),
    gap("calms", 90, "declined"),
    known("must-do", 90, what="Empty and look at the catheter bag", harm=True, timing="at", at=["08", "13", "20"],
          record="catheter",
          why="No urine in 4 hours: call the nurse.", source="professional"),
    known("must-do", 90, what="Turn her in bed, heels off the mattress", harm=True, timing="every", every=Decimal(4),
          between="night", record="turning", source="staff"),
    known("skin", 50, skin="at-risk", bed="4", chair="2", source="staff",
          care="Lower back and heels redden. Air mattress set to 55 kg, cushion in the chair."),
    known("continence", 90, bladder="catheter", bowel="control", help="Commode after breakfast.", source="staff"),
    gap("contact", 100, "none", by="margaret", source="person"),
    known("usual", 60, mind="Sharp, reads the newspaper through.", eats="Small meals; drinks when reminded.",
          measures="Temperature 36.4, weight 54 kg.", source="staff"),
    known("risk", 50, about="skin", what="Her back and heels break down quickly.",
          helps="Turning, cushion, and looking twice a day.", source="staff"),
    known("risk", 20, about="infection", what="Urine infection: she goes quiet, and warm.",
          helps="Drinks in reach, catheter care, temperature when she is quiet.", source="gp"),
    known("condition", 200, what="Urine held back; catheter since 2024", source="hospital",
          means="Changed by the district nurse."),
    known("involved", 200, by="margaret", name="Dr A. Okonjo", role="gp", organisation="Mill Lane Surgery",
          phone="01632 960 400", source="gp"),
    known("involved", 90, by="grace", name="District nurses", role="district-nurse", organisation="Community nursing",
          does="Catheter, every twelve weeks", phone="01632 960 440", source="professional"),
    known("involved", 150, by="margaret", name="Frost and Hale, solicitors", role="other", does="Her money and her house",
          phone="01632 960 222", source="document"),
    known("attorney", 150, by="margaret", what="lpa-money", name="Frost and Hale, solicitors",
          seen="Office file", registered=date(2023, 5, 2), source="document"),
)  # fmt: skip
