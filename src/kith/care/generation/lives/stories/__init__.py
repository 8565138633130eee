"""Every kind of story, by its name in the truth."""

from kith.care.generation.lives.stories.bowels import Constipation
from kith.care.generation.lives.stories.drifts import GoodPhase, LosingWeight
from kith.care.generation.lives.stories.falls import Fall
from kith.care.generation.lives.stories.feelings import Distress, PoorSleep, Refusing
from kith.care.generation.lives.stories.infections import ChestInfection, UrineInfection
from kith.care.generation.lives.stories.leaving import Hospital, LastDays
from kith.care.generation.lives.stories.story import Story

STORIES: dict[str, type[Story]] = {
    each.kind: each
    for each in (
        UrineInfection,
        ChestInfection,
        LosingWeight,
        GoodPhase,
        Fall,
        Distress,
        Refusing,
        PoorSleep,
        Constipation,
        Hospital,
        LastDays,
    )
}
