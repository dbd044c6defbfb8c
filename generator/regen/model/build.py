"""Builds the model of a whole document, and decides what of it is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from regen import ir
from regen.config import Config, suggest
from regen.diagnostics import Diagnostic, Level, RegenError
from regen.source.document import Document

from . import paths
from .contents import ContentReader
from .operation_reader import OperationReader, ResponseReader, read_servers
from .parameters import ParameterReader
from .paths import OperationSite, select
from .reader import DiagnosticLog, Node, Tree, Unsupported
from .schemas import Schemas
from .security import RequirementReader, read_schemes

_CONTACT = ("name", "url", "email")
_LICENSE = ("name", "identifier", "url")


def build_api(
    document: Document, config: Config
) -> tuple[ir.Api, tuple[Diagnostic, ...]]:
    """The document in the intermediate model, with the diagnostics of reading it.

    An operation that cannot be modelled is left out and reported: as an error, or as a
    warning where the configuration accepts its loss. What such an error leads to is the
    caller's decision.

    Args:
        document: bundled, and of the schema of OpenAPI 3.x.
        config: which operations are wanted, and which unsupported are accepted.

    Raises:
        RegenError: a reference leads nowhere outside operations and schemas, where
            nothing can be left out.
    """
    log = DiagnosticLog(document, Tree(document.root))
    root = Node("", document.root, log)
    builder = _ApiBuilder(
        root, config, Schemas(document), UnsupportedPolicy(log, config)
    )
    try:
        api = builder.build()
    except Unsupported as cause:
        raise RegenError(cause.located(document)) from cause
    schemas = builder.unsupported.schemas(builder.schemas.diagnostics)
    found = (*schemas, *log.all())
    return api, tuple(dict.fromkeys(found))


class _ApiBuilder(Struct, frozen=True):
    root: Node
    config: Config
    schemas: Schemas
    unsupported: UnsupportedPolicy

    def build(self) -> ir.Api:
        schemes = tuple(read_schemes(self.root, self.config.prefixes))
        level = Level.ERROR if self.config.strict else Level.WARNING
        names = frozenset(scheme.name for scheme in schemes)
        self._check_prefixes(names)
        requirements = RequirementReader(names, level)
        contents = ContentReader(self.schemas)
        reader = OperationReader(
            self.root,
            contents,
            ParameterReader(contents),
            ResponseReader(contents),
            requirements,
        )
        operations = tuple(self._operations(reader))
        webhooks = tuple(self._webhooks(reader))
        self.unsupported.report_unused()
        return ir.Api(
            info=self._info(),
            servers=read_servers(self.root),
            declarations=dict(self.schemas.declarations),
            operations=operations,
            webhooks=webhooks,
            security=schemes,
            requirements=requirements.read(self.root, self.root),
            tags=tuple(self._tags()),
        )

    def _operations(self, reader: OperationReader) -> Iterator[ir.Operation]:
        shorten = self.config.shorten_ids
        found = paths.identify(self._sites("paths"), shorten=shorten)
        for site in select(found, self.config, self.root.log):
            try:
                yield reader.read(site)
            except Unsupported as cause:
                self.unsupported.operation(site.label, site.operation.pointer, cause)

    def _webhooks(self, reader: OperationReader) -> Iterator[ir.Webhook]:
        found = list(self._sites("webhooks"))
        counts = Counter(site.path for site in found)
        for site in found:
            id_ = site.path
            if counts[id_] > 1:
                id_ = f"{id_} {site.method.lower()}"
            try:
                yield reader.webhook(site, id_)
            except Unsupported as cause:
                label = f"webhook {site.path}"
                self.unsupported.operation(label, site.operation.pointer, cause)

    def _sites(self, key: str) -> Iterator[OperationSite]:
        """The operations of `paths` or `webhooks`; a lost path item is reported."""
        table = self.root.node(key)
        for path in table.value if table is not None else ():
            assert table is not None
            try:
                yield from paths.sites(table, path)
            except Unsupported as cause:
                self.unsupported.operation(path, table.at(path), cause)

    def _check_prefixes(self, schemes: frozenset[str]) -> None:
        """The configuration may only name security schemes that exist."""
        for name in self.config.prefixes:
            if name not in schemes:
                diagnostic = Diagnostic(
                    Level.ERROR,
                    "unknown-security-scheme",
                    f"the configuration names security scheme {name!r}, which the"
                    " document does not have",
                    self.config.location("security", name),
                    suggest(name, tuple(schemes)),
                )
                self.root.log.put(diagnostic, name)

    def _info(self) -> ir.Info:
        info = self.root.node("info")
        if info is None:
            return ir.Info("", "")
        contact, license_ = info.node("contact"), info.node("license")
        return ir.Info(
            title=info.text("title"),
            version=info.text("version"),
            doc=info.doc(),
            terms_of_service=info.text("termsOfService"),
            contact=ir.Contact(*map(contact.text, _CONTACT)) if contact else None,
            license=ir.License(*map(license_.text, _LICENSE)) if license_ else None,
            external_docs=self.root.external_docs(),
        )

    def _tags(self) -> Iterator[ir.Tag]:
        for node in self.root.items("tags"):
            if name := node.text("name"):
                yield ir.Tag(name, node.doc(), node.external_docs())


class UnsupportedPolicy(Struct):
    """Reports what is left out.

    Attributes:
        log: takes the diagnostics.
        config: accepts unsupported, all (`skip_unsupported`) or some (`unsupported`).
    """

    log: DiagnosticLog
    config: Config
    _accepted: set[str] = field(default_factory=set)
    _causes: set[Diagnostic] = field(default_factory=set)

    def operation(self, label: str, pointer: str, cause: Unsupported) -> None:
        """Report that the operation at `pointer` is left out because of `cause`."""
        diagnostic = cause.located(self.log.document)
        self._causes.add(diagnostic)
        accepted = self._accepts(pointer, cause.pointer)
        message = f"{diagnostic.message}; {label} needs it"
        if accepted:
            message += " and is left out"
        level = Level.WARNING if accepted else Level.ERROR
        self.log.put(diagnostic._replace(level=level, message=message), cause.pointer)

    def schemas(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The diagnostics about schemas, where an error costs no operation any more.

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
            self.log.put(
                Diagnostic(
                    Level.ERROR, "unused-allowance", message, place, "remove the entry"
                ),
                entry,
            )

    def _accepts(self, *pointers: str) -> bool:
        """Whether the loss is accepted at one of these places of the document.

        An entry may name a place in the bundled document or in the file itself.
        """
        document = self.log.document
        places = {f"#{pointer}" for pointer in pointers}
        if self.config.unsupported:
            places |= {f"#{document.location(p).pointer}" for p in pointers}
        entries = places & set(self.config.unsupported)
        self._accepted |= entries
        return self.config.skip_unsupported or bool(entries)
