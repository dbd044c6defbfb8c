"""Recognises text that black leaves alone, at a fraction of what asking black costs.

Templates aim at black's fixed point, so that black nearly always answers with the text
it was given, at 90 us a line and more. Here most of that text is recognised, at 5 us a
line, by a grammar of the few constructs that generated code consists of:

- `blocks.py`: files, blocks, blank lines between statements;
- `brackets.py`: statements over several lines;
- `shapes.py`: what stands on one line;
- `docs.py`: docstrings.

The grammar is conservative: it never accepts what black would change. A statement that
it does not know becomes a `Doubt`, about which black is asked; a file whose blocks it
does not know goes to black as a whole. So black stays the judge, and tests compare.
"""

from .blocks import Doubt, examine
from .doubts import as_module, unchanged

__all__ = ["Doubt", "as_module", "examine", "unchanged"]
