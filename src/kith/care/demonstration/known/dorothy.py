"""What is known about Dorothy Whitfield, who cannot always say what is so."""

from kith.care.demonstration.known.fact import ahead, gap, known

FACTS = (
    known("cpr", 60, decision="not-known"),
    known("texture", 70, food="6", drink="0", source="professional"),
    known("eating-help", 70, help="reminded", how="One course at a time. Sit down with her and eat too.",
          source="staff"),
    known("moving", 70, people="nobody", with_=["nothing"], how="Walks well and far. Flat shoes.", source="staff"),
    known("talking", 70, language="English", aids=["glasses"], source="staff",
          how="Short and warm. Say her name first. Go with what she says; never argue."),
    known("calms", 8, by="mahsa", calms="Singing with her at half past three. A walk. Folding napkins.",
          frightens="The hour when it gets dark. Being told that her mother is dead.",
          signs="Goes to the front door and asks for the bus.", source="staff"),
    known("check-answers", 50, subjects=["eating", "time", "family"], source="staff",
          facts="Dorothy may say that she has not eaten, or that her mother waits. Look in the record what she ate. "
          "Her mother died long ago: nobody needs to say so.",
          confirmed_by="Eva Lindholm, nurse, with her son Mark", confirmed_on=ahead(-50)),
    known("must-do", 8, by="mahsa", what="Sing with her before it gets dark", harm=False, timing="at", at=["15"],
          record="activity",
          source="staff"),
    known("must-do", 100, what="Know where she is", harm=True, timing="words", when="From three o'clock on",
          source="staff"),
    gap("skin", 70, "not-asked"),
    known("continence", 70, bladder="sometimes", bowel="control", help="Show her the door every two hours.",
          source="staff"),
    known("contact", 150, by="margaret", name="Mark Whitfield", relation="child", tell="everything",
          phone="07700 900 588", when="evening", order=1, source="family"),
    known("usual", 70, mind="Cheerful in the morning, frightened from four on. Does not know the year.",
          body="Walks all day.", source="staff"),
    known("risk", 100, about="leaving", what="Looks for the bus and could be lost in the road.",
          helps="Know where she is; walk with her; door sensor on.", source="staff"),
    known("condition", 200, what="Alzheimer's disease", means="Needs company from four o'clock on.", source="hospital"),
    known("liberty", 90, by="margaret", state="granted", asked_on=ahead(-140), until=ahead(210), source="council",
          conditions="A walk outside every day", speaks="Mark Whitfield", seen="Office file"),
    known("involved", 200, by="margaret", name="Dr A. Okonjo", role="gp", organisation="Mill Lane Surgery",
          phone="01632 960 400", source="gp"),
)  # fmt: skip
