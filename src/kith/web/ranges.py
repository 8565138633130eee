"""Parts of a file: players ask for a range of bytes before they play (RFC 9110, 14)."""

import re

from django.http import HttpRequest, HttpResponse

ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def part_of(request: HttpRequest, content: bytes, media: str) -> HttpResponse:
    """The whole, or the one range that was asked for (206), or 416 where there is no such part.

    What is no single range of bytes is answered with the whole, as RFC 9110 allows.
    """
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked.groups() == ("", ""):
        return _answer(content, media, 200)
    start, end = _bounds(asked[1], asked[2], len(content))
    if start >= len(content) or end < start:
        answer = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{len(content)}"
        return answer
    answer = _answer(content[start : end + 1], media, 206)
    answer["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
    return answer


def _bounds(first: str, last: str, length: int) -> tuple[int, int]:
    """The first and the last byte, the latter included; a range without a first one counts from the end."""
    if not first:
        return max(0, length - int(last)) if int(last) else length, length - 1
    return int(first), min(int(last), length - 1) if last else length - 1


def _answer(content: bytes, media: str, status: int) -> HttpResponse:
    answer = HttpResponse(content, content_type=media, status=status)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Length"] = str(len(content))
    return answer
