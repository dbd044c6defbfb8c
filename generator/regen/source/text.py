"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs

from regen.diagnostics import Location, error


def decode(data: bytes, name: str) -> str:
    """The text of UTF-8 or, by its byte order mark, UTF-16 or UTF-32 `data`.

    Raises:
        RegenError: the bytes are none of these (code `invalid-encoding`).
    """
    encoding = "utf-8-sig"
    for mark, other in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encoding = other
            break
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        column = len(before) - before.rfind(b"\n")
        place = Location(name, before.count(b"\n") + 1, column)
        raise error(
            "invalid-encoding",
            f"the file is not {encoding.removesuffix('-sig').upper()} text:"
            f" {fault.reason} at byte {fault.start}",
            place,
            "save it as UTF-8",
        ) from None
    return text.replace("\r\n", "\n") if "\r" in text else text
