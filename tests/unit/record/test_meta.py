"""Splicing changes what it says and not one character more."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.record.meta import Unspliceable, content_hash, instant, keep, replace, splice

RECORDED = datetime(2026, 11, 23, 8, 10, 0, 123456, tzinfo=UTC)
STAMP = {"versionId": "3", "lastUpdated": "2026-11-23T08:10:00.123456+00:00"}

numbers = st.one_of(
    st.integers().map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str),
    st.sampled_from(["70.00", "-0.0", "1e3", "1.50E-7", "9" * 5000]),
)


class Written(str):
    """A number as its JSON text."""


def read(text: str) -> Any:
    """Plain JSON parsing that keeps numbers as they are written."""
    return json.loads(text, parse_float=Written, parse_int=Written)


def write(value: Any, draw: Callable[..., Any]) -> str:
    """JSON text of `value` with any white space and any escapes that JSON allows."""
    space: str = draw(st.text(alphabet=" \n\t\r", max_size=2))
    if isinstance(value, Written):
        return space + value + space
    if isinstance(value, dict):
        members = (space + quote(key, draw) + space + ":" + write(each, draw) for key, each in value.items())
        return "{" + ",".join(members) + space + "}"
    if isinstance(value, list):
        return "[" + ",".join(write(each, draw) for each in value) + space + "]"
    return space + (quote(value, draw) if isinstance(value, str) else json.dumps(value)) + space


def quote(value: str, draw: Callable[..., Any]) -> str:
    return json.dumps(value, ensure_ascii=draw(st.booleans()))


plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), plain, numbers.map(Written)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(plain, inner, max_size=3)),
    max_leaves=8,
)
metas = st.dictionaries(st.sampled_from(["versionId", "lastUpdated", "profile", "tag", "x"]), values)
resources = st.builds(
    lambda some, known, known_first: {**known, **some, **known} if known_first else {**some, **known},
    st.dictionaries(plain.filter(lambda key: key != "meta"), values, max_size=4),
    st.fixed_dictionaries({}, optional={"resourceType": plain, "id": plain, "meta": metas, "_id": values}),
    st.booleans(),
)


def without_store_owned(resource: dict[str, Any]) -> dict[str, Any]:
    meta = {k: v for k, v in resource.get("meta", {}).items() if k not in STAMP}
    rest = {k: v for k, v in resource.items() if k not in {"id", "meta"}}
    return {**rest, "meta": meta} if meta else rest


@given(resources, st.data())
def test_only_id_and_the_two_stamps_change(resource: dict[str, Any], data: st.DataObject) -> None:
    text = write(resource, data.draw)
    done = read(splice(text, id="abc", version=3, recorded=RECORDED))
    assert done == {**resource, "id": "abc", "meta": {**resource.get("meta", {}), **STAMP}}


@given(resources, st.data())
def test_every_other_character_stays(resource: dict[str, Any], data: st.DataObject) -> None:
    text = write(resource, data.draw)
    once = splice(text, id="abc", version=3, recorded=RECORDED)
    assert splice(once, id="abc", version=3, recorded=RECORDED) == once
    if "id" in resource and set(STAMP) <= set(resource.get("meta", {})):
        marks = splice(text, id="other", version=4, recorded=RECORDED + timedelta(days=1))
        assert (
            marks.replace('"other"', '"abc"', 1).replace("-24T", "-23T", 1).replace('"4"', '"3"', 1) == once
        )


@given(resources, st.data())
def test_the_hash_of_content_ignores_what_the_store_sets(
    resource: dict[str, Any], data: st.DataObject
) -> None:
    text = write(resource, data.draw)
    stored = splice(text, id="abc", version=9, recorded=RECORDED)
    assert content_hash(stored) == content_hash(text)


@given(resources, st.data())
def test_keeping_is_splicing_and_hashing_at_once(resource: dict[str, Any], data: st.DataObject) -> None:
    text = write(resource, data.draw)
    spliced = splice(text, id="a1", version=3, recorded=RECORDED)
    assert keep(text, id="a1", version=3, recorded=RECORDED) == (spliced, content_hash(text))


@given(resources, st.sampled_from(["status", "id", "resourceType"]), st.data())
def test_a_member_is_replaced_or_added_and_all_else_stays(
    resource: dict[str, Any], key: str, data: st.DataObject
) -> None:
    text = write(resource, data.draw)
    assert read(replace(text, key, '{"n":70.00}')) == {**read(text), key: {"n": Written("70.00")}}


@given(resources, resources)
def test_the_hash_of_content_tells_different_content_apart(one: dict[str, Any], two: dict[str, Any]) -> None:
    def hash_of(resource: dict[str, Any]) -> bytes:
        return content_hash(write(dict(sorted(resource.items())), lambda _: ""))

    same = without_store_owned(one) == without_store_owned(two)
    assert same or hash_of(one) != hash_of(two)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", '{"id":"a","meta":{M}}'),
        (' {"x":70.00} ', ' {"id":"a","meta":{M},"x":70.00} '),
        ('{"resourceType":"Flag", "v":1.50e3}', '{"resourceType":"Flag","id":"a","meta":{M}, "v":1.50e3}'),
        ('{"meta":{},"id":"old"}', '{"meta":{M},"id":"a"}'),
        (
            '{"meta":{"profile":["p"]},"resourceType":"Flag"}',
            '{"meta":{M,"profile":["p"]},"resourceType":"Flag","id":"a"}',
        ),
        ('{"\\u0069d":"old","met\\u0061":{ }}', '{"\\u0069d":"a","met\\u0061":{M }}'),
        (
            '{"contained":[{"id":"in","meta":{}}]}',
            '{"id":"a","meta":{M},"contained":[{"id":"in","meta":{}}]}',
        ),
        ('{"text":"{\\"id\\":\\"no\\"}"}', '{"id":"a","meta":{M},"text":"{\\"id\\":\\"no\\"}"}'),
    ],
)
def test_examples(text: str, expected: str) -> None:
    stamp = '"versionId":"3","lastUpdated":"2026-11-23T08:10:00.123456+00:00"'
    assert splice(text, id="a", version=3, recorded=RECORDED) == expected.replace("M}", stamp + "}").replace(
        "M,", stamp + ","
    ).replace("M ", stamp + " ")


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", '"x"', "{", '{"a"', '{"a":', '{"a":1', '{"a":1,}', "{'a':1}", '{"a":1}x',
        '{"a":01}', '{"a":1 "b":2}', '{1:2}', '{"a":NaN}', '{"a":Infinity}', '{"a":1,"a":1}',
        '{"id":"a","\\u0069d":"b"}',
        '{"meta":[]}', '{"meta":null}', '{"meta":"x"}', '{"meta":{"tag":1,"tag":2}}', '{"a":"\n"}', "{}{}",
        '{"a":' + "[" * 100_000 + "]" * 100_000 + "}", "\ufeff{}", '{"meta":' + '{"a":' * 100_000,
    ],
)  # fmt: skip
def test_what_is_not_one_object_with_distinct_keys_is_refused(text: str) -> None:
    with pytest.raises(Unspliceable):
        splice(text, id="a", version=1, recorded=RECORDED)
    with pytest.raises(Unspliceable):
        content_hash(text)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(Unspliceable):
        content_hash('{"a":"\ud800"}')


def test_an_instant_is_in_utc_and_needs_a_zone() -> None:
    summer = timezone(timedelta(hours=1))
    assert instant(datetime(2026, 7, 1, 1, 0, tzinfo=summer)) == "2026-07-01T00:00:00.000000+00:00"
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 7, 1))
