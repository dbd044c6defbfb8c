"""What cannot be modelled, and which losses the configuration accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from regen.config import Config
from regen.diagnostics import Diagnostic, Level

from .nodes import Unsupported
from .reader import Findings


class Losses(Struct):
    """Reports what is left out.

    Attributes:
        findings: where the reports go.
        config: accepts losses, all (`skip_unsupported`) or some (`unsupported`).
    """

    findings: Findings
    config: Config
    _accepted: set[str] = field(default_factory=set)
    _causes: set[Diagnostic] = field(default_factory=set)

    def operation(self, label: str, pointer: str, cause: Unsupported) -> None:
        """Report that the operation at `pointer` is left out because of `cause`."""
        diagnostic = cause.located(self.findings.document)
        self._causes.add(diagnostic)
        accepted = self._accepts(pointer, cause.pointer)
        message = f"{diagnostic.message}; {label} needs it"
        if accepted:
            message += " and is left out"
        level = Level.WARNING if accepted else Level.ERROR
        self.findings.put(
            diagnostic._replace(level=level, message=message), cause.pointer
        )

    def schemas(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings about schemas, where an error costs no operation any more.

        What operations need was reported with them; the rest is only left out.
        """
        for diagnostic in found:
            if diagnostic.level is not Level.ERROR:
                yield diagnostic
            elif diagnostic not in self._causes:
                message = f"{diagnostic.message}; the schemas that need it are left out"
                yield diagnostic._replace(level=Level.WARNING, message=message)

    def report_unused(self) -> None:
        """An accepted loss that does not occur is an error."""
        for entry in self.config.unsupported:
            if entry in self._accepted:
                continue
            message = f"`unsupported` lists {entry}, which is supported or not there"
            place = self.config.location("unsupported")
            self.findings.put(
                Diagnostic(
                    Level.ERROR, "unused-allowance", message, place, "remove the entry"
                ),
                entry,
            )

    def _accepts(self, *pointers: str) -> bool:
        """Whether the loss is accepted at one of these places of the document.

        An entry may name a place in the bundled document or in the file itself.
        """
        document = self.findings.document
        places = {f"#{pointer}" for pointer in pointers}
        if self.config.unsupported:
            places |= {f"#{document.location(p).pointer}" for p in pointers}
        entries = places & set(self.config.unsupported)
        self._accepted |= entries
        return self.config.skip_unsupported or bool(entries)
