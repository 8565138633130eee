"""Lives: invented residents with a character, habits and stories that unfold over weeks.

`Life.day` writes one day of one person, the same whenever and wherever it is written. What was planted is told
apart, by `truth`, and never gets into the store.
"""

from kith.care.generation.lives.character import Character
from kith.care.generation.lives.drawing import draw
from kith.care.generation.lives.life import Life
from kith.care.generation.lives.truth import Episode

__all__ = ["Character", "Episode", "Life", "draw"]
