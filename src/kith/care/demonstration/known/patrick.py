"""What is known about Patrick Doyle, who says no to much. Nobody else has yet seen the form that Samuel copied."""

from datetime import date

from kith.care.demonstration.known.fact import ahead, gap, known

FACTS = (
    known("cpr", 40, by="samuel", decision="do-not-attempt", made_by="Dr A. Okonjo, GP", made_on=date(2025, 10, 14),
          review_by=ahead(-20), original="Red folder in his room", source="document"),
    known("texture", 40, food="7", drink="0", diet="Small plates.", source="person"),
    known("eating-help", 40, help="by-self", how="In his chair by the window, upright.", source="person"),
    known("moving", 40, people="one", with_=["wheeled-frame"], source="staff",
          how="Stops for breath every ten steps: bring the chair behind him."),
    known("talking", 40, language="English", aids=["none"], source="person",
          how="Short words when he is out of breath. Wait; never finish his sentence."),
    gap("calms", 40, "declined"),
    known("must-do", 40, what="Oxygen level; 88 to 92 % is right for him", harm=True, timing="at", at=["08", "22"],
          record="oxygen",
          why="More oxygen can harm him.", source="hospital"),
    known("skin", 40, skin="healthy", source="staff"),
    known("continence", 40, bladder="dry", bowel="control", help="Commode by the bed.", source="staff"),
    known("contact", 40, by="margaret", name="Father Brennan", relation="friend", tell="everything",
          phone="01632 960 118", when="day", order=1, source="person"),
    known("contact", 40, by="margaret", name="Kevin Doyle", relation="child", tell="nothing", when="never",
          source="person", note="They have not spoken for years. Patrick will say if that changes."),
    known("usual", 40, mind="Clear, and funny.", body="Ten steps, then a rest.",
          measures="Oxygen 88 to 92 %, breathing 22 to 24 a minute.", source="hospital"),
    known("risk", 40, about="illness", what="A bad night of breathing can become an emergency.",
          helps="Sit him up, fan on, blue inhaler, call the nurse. 999 when he cannot speak.", source="hospital"),
    known("condition", 40, what="COPD, severe", means="Oxygen by the chart only.", source="hospital"),
    gap("about-me", 30, "declined", by="mahsa"),
    known("involved", 40, by="margaret", name="Dr A. Okonjo", role="gp", organisation="Mill Lane Surgery",
          phone="01632 960 400", source="gp"),
    known("involved", 40, by="grace", name="Jane Fry", role="specialist-nurse", organisation="Breathing team",
          does="Call after a bad night", phone="01632 960 480", source="hospital"),
)  # fmt: skip
