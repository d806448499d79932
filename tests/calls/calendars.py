"""Reads a calendar as strictly as RFC 5545 is written."""

import re

LINE = re.compile(r"([A-Z-]+)(;[^:]*)?:(.*)")


def events_of(raw: bytes) -> list[dict[str, str]]:
    """The events of a calendar, by the names of their lines; anything irregular fails."""
    assert raw.endswith(b"\r\n")
    lines = raw.removesuffix(b"\r\n").split(b"\r\n")
    assert [line for line in lines if len(line) > 75 or b"\n" in line] == []
    for line in lines:
        line.decode()  # no letter is cut in two
    plain = raw.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    open_parts: list[str] = []
    events: list[dict[str, str]] = []
    for line in plain:
        name, _parameters, value = LINE.fullmatch(line).groups()
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts == ["VCALENDAR", "VEVENT"]:
            assert name not in events[-1]
            events[-1][name] = value
    assert open_parts == []
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"} <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTART"])
        assert re.search(r"(?<!\\)[;,]", event["SUMMARY"]) is None
    return events
