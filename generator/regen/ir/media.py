"""Media types, and how bodies of each are read and written (RFC 6838, RFC 9110).

Media types are told apart by their parsed form: case and parameters do not matter, and
a structured suffix (`+json`, `+xml`) says how the text is built.
"""

from __future__ import annotations

import enum
import re


class MediaKind(enum.Enum):
    """How bodies of a media type are built."""

    JSON = "json"
    FORM = "form"
    MULTIPART = "multipart"
    EVENTS = "events"
    """`text/event-stream`."""
    LINES = "lines"
    """JSON values in sequence: JSON lines, JSON text sequences."""
    TEXT = "text"
    """Text without a structure that a client decodes; XML and YAML too."""
    BINARY = "binary"


_MEDIA_TYPE = re.compile(r"[\w!#$&^.+*-]+(/[\w!#$&^.+*-]+)+", re.ASCII)
"""`type "/" subtype` (RFC 6838, section 4.2), `*` for ranges, and further slashes."""

_LINES = frozenset(
    (
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/ndjson",
        "application/x-ndjson",
        "application/json-seq",
        "application/geo+json-seq",
        "application/json-lines",
        "application/stream+json",
        "application/x-json-stream",
        "application/jsonstream",
    )
)
_TEXT = frozenset(
    (
        "application/xml",
        "application/yaml",
        "application/x-yaml",
        "application/toml",
        "application/javascript",
        "application/graphql",
        "application/sql",
        "application/csv",
        "application/jwt",
        "application/jose",
        "application/x-pem-file",
        "application/xhtml",
        "application/pem-certificate-chain",
        "application/x-sh",
        "application/ecmascript",
    )
)
_BINARY = frozenset(
    (
        "application/octet-stream",
        "application/zip",
        "application/pdf",
        "application/gzip",
        "application/x-gzip",
        "application/x-tar",
        "application/x-zip-compressed",
        "application/x-7z-compressed",
        "application/x-bzip2",
        "application/zstd",
        "application/wasm",
        "application/x-gtar",
        "application/x-tgz",
        "application/x-compressed",
        "application/rtf",
        "application/x-binary",
        "application/binary",
        "application/x-protobuf",
        "application/protobuf",
        "application/vnd.google.protobuf",
        "application/vnd.kubernetes.protobuf",
        "application/x-msgpack",
        "application/msgpack",
        "application/vnd.msgpack",
        "application/cbor",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/java-archive",
        "application/vnd.apache.parquet",
        "application/avro",
        "application/vnd.docker.image.rootfs.diff.tar.gzip",
        "application/x-pkcs12",
    )
)
_NOTATION = re.compile(
    r"[/+](x-)?(xml|yaml|toml|cbor|msgpack|protobuf|avro|avro-binary)$"
    r"|/vnd\.(msgpack|google\.protobuf|kubernetes\.protobuf)$"
)
_BINARY_FAMILIES = frozenset(("image", "audio", "video", "font", "model"))
_BINARY_SUFFIXES = ("+zip", "+gzip", "+zstd", "+cbor", "+octet-stream", "+der")
_BINARY_PREFIXES = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
)


def essence(media_type: str) -> str:
    """Type and subtype, in lower case and without parameters."""
    return media_type.partition(";")[0].strip().lower()


def normalise(media_type: str) -> str:
    """The media type as it is sent: lower case, parameters kept but for a boundary."""
    head, *parameters = media_type.split(";")
    kept = [p.strip() for p in parameters if p.strip()]
    kept = [p for p in kept if not p.lower().startswith("boundary=")]
    return "; ".join([head.strip().lower(), *kept])


def is_valid(media_type: str) -> bool:
    """Whether it is a media type or a range, as far as type and subtype go."""
    return _MEDIA_TYPE.fullmatch(essence(media_type)) is not None


def kind(media_type: str) -> MediaKind | None:
    """How bodies of a media type are built.

    `None` for a range, or a type of which only the schema tells more.
    """
    name = essence(media_type)
    family, _, subtype = name.partition("/")
    subtype = subtype or family  # a suffix tells what a misspelt one is
    if name in _LINES or subtype.endswith("+json-seq"):
        return MediaKind.LINES
    if subtype in ("json", "x-json") or subtype.endswith("+json"):
        return MediaKind.JSON
    if name == "text/event-stream":
        return MediaKind.EVENTS
    if name == "application/x-www-form-urlencoded":
        return MediaKind.FORM
    if family == "multipart":
        return MediaKind.MULTIPART
    if name in _BINARY or name.startswith(_BINARY_PREFIXES):
        return MediaKind.BINARY
    if subtype.endswith(_BINARY_SUFFIXES):
        return MediaKind.BINARY
    if family == "text" or name in _TEXT or subtype.endswith(("+xml", "+yaml")):
        return MediaKind.TEXT
    if family in _BINARY_FAMILIES:
        return MediaKind.BINARY
    return None


def is_notation(media_type: str) -> bool:
    """Whether it is a general notation for data, as JSON is: XML, YAML, CBOR, ..."""
    return _NOTATION.search(essence(media_type)) is not None


def sendable(media_type: str, *, binary: bool) -> str:
    """The media type that a client sends where the document allows a range of them.

    A range of one family of binary types (`image/*`) has no such default and stays.
    """
    match essence(media_type):
        case "*/*" | "application/*":
            return "application/octet-stream" if binary else "application/json"
        case "application/*+json":
            return "application/json"
        case "text/*":
            return "text/plain"
        case _:
            return media_type


def word(media_type: str) -> str:
    """The subtype as a word of a naming hint: `csv`, `problem+json`."""
    return essence(media_type).rpartition("/")[2]
