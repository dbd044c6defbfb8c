"""How large an input may grow; real documents stay far below."""

MAX_DEPTH = 200
"""Levels of nesting, after aliases. The deepest published documents have about 60."""

MAX_DIGITS = 4000
"""Characters of a number; Python itself refuses to read more than 4,300 digits."""

MAX_ALIASES = 50
"""YAML aliases of mappings and lists whose anchors a person named. Published documents
have none or a few; other readers of OpenAPI documents draw the line here, too."""

MAX_ALIASED_NODES = 1_000_000
"""Mappings and lists that exist only because YAML aliases repeat them."""

MAX_HOPS = 20_000
"""References that a pointer may pass through on its way to a target."""

MAX_HINTS = 20
"""Missing members that are compared with all others, each of which takes a while."""

MAX_DOWNLOAD = 32 * 1024 * 1024
"""Bytes of one document behind a URL."""

DOWNLOAD_SECONDS = 60
"""Seconds for all of a download, redirects included."""

MAX_INLINED = 100_000
"""References that are replaced by what they lead to."""
