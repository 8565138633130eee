"""What is taught: every step has one right answer, leads somewhere, and is easy to read."""

import pytest
from django.urls import reverse

from kith.access.roles import usual
from kith.catalogue.readability import HIGHEST_AGE, reading_age
from kith.web.learning.paths import LearningPath, Step, lessons

STEPS = {step.key: step for path in lessons().paths for step in path.steps}


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda each: each.key)
def test_a_step_has_one_right_answer_and_a_reason_for_each(step: Step) -> None:
    assert sum(answer.right for answer in step.answers) == 1
    assert len(step.answers) == 3
    assert all(answer.why.endswith(".") for answer in step.answers)
    assert reverse(step.try_page)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda each: each.key)
def test_a_step_is_easy_to_read(step: Step) -> None:
    text = " ".join([*step.says, step.asks, *(f"{each.words}. {each.why}" for each in step.answers)])
    assert reading_age(text.replace("**", "")) <= HIGHEST_AGE, step.key


@pytest.mark.parametrize("path", lessons().paths, ids=lambda each: each.key)
def test_a_path_takes_no_longer_than_it_says(path: LearningPath) -> None:
    assert sum(step.minutes for step in path.steps) <= max(path.minutes, 10)
    assert len({step.key for step in path.steps}) == len(path.steps)
    for step, following in zip(path.steps, [*path.steps[1:], None], strict=True):
        assert path.after(step.key) is following


def test_every_role_has_a_path_and_whoever_is_here_today_has_the_short_one() -> None:
    for role in usual().values():
        assert lessons().path_for(role).whom == ("agency" if role.agency else "staff")
