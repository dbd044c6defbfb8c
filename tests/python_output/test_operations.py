"""Operations as source."""

from __future__ import annotations

import ast
import re

import pytest
from msgspec.structs import replace
from regen import ir
from regen.ir import ParameterLocation as In
from regen.ir import Style

from tests.intermediate import content as content_of
from tests.intermediate import response
from tests.venvs import ROOT

from .deploy import DEPLOY, INTEGER, STRING, api_of, model, ref
from .test_models import FILE, files_of

STRINGS = ir.ListOf(STRING)


def operation(**options: object) -> ir.Operation:
    known: dict[str, object] = {
        "id": "listPets",
        "pointer": "/paths/~1pets/get",
        "method": "get",
        "path": (ir.PathText("/pets"),),
        "responses": (ir.Response("204", ir.Doc()),),
        "tags": ("pets",),
        **options,
    }
    return ir.Operation(**known)  # type: ignore[arg-type]


def source(given: ir.Operation, *declarations: ir.Declaration, **rest: object) -> str:
    """The source of the function, as one line per statement part."""
    files = files_of(api_of(*declarations, operations=(given,), **rest))
    return files["operations/pets.py"]


def query(name: str, type: ir.Type = STRINGS, **options: object) -> ir.Parameter:
    known: dict[str, object] = {
        "location": In.QUERY,
        "required": False,
        "style": Style.FORM,
        "explode": True,
        **options,
    }
    return ir.Parameter(name, type=type, **known)  # type: ignore[arg-type]


def ok(*contents: ir.Content, status: str = "200") -> ir.Response:
    return response(status, *contents, description="Fine")


def json(type: ir.Type | None) -> ir.Content:
    return content_of("application/json", type)


def test_styles_are_written_only_where_they_matter() -> None:
    text = source(
        operation(
            parameters=(
                query("a"),
                query("b", explode=False),
                query("c", STRING, explode=False),
                query("d", style=Style.PIPE_DELIMITED, explode=False),
                query("e", ir.MapOf(STRING), style=Style.DEEP_OBJECT),
                query("f", STRING, allow_reserved=True),
                query("g", content=json(STRING)),
                query("X-H", ir.MapOf(STRING), location=In.HEADER, style=Style.SIMPLE),
                query("i", location=In.COOKIE),
            )
        )
    )
    for entry in (
        '"a": a,',
        '"b": Form(b, explode=False),',
        '"c": c,',
        '"d": PipeDelimited(d),',
        '"e": DeepObject(e),',
        '"f": Form(f, reserved=True),',
        '"g": Json(g),',
        'headers={"X-H": Simple(x_h, explode=True)},',
        'cookies={"i": i},',
    ):
        assert entry in text


def test_path_styles() -> None:
    def path(name: str, type: ir.Type, style: Style, explode: bool) -> ir.Parameter:
        return query(
            name, type, location=In.PATH, required=True, style=style, explode=explode
        )

    variables = [ir.PathVariable(name) for name in "abcd"]
    parts = [item for v in variables for item in (ir.PathText("/{x}/"), v)]
    text = source(
        operation(
            path=tuple(parts),
            parameters=(
                path("a", STRING, Style.SIMPLE, True),
                path("b", ir.MapOf(STRING), Style.SIMPLE, True),
                path("c", STRINGS, Style.LABEL, True),
                path("d", STRINGS, Style.MATRIX, False),
            ),
        )
    )
    assert (
        "/{{x}}/{segment(a)}/{{x}}/{segment(b, explode=True)}"
        "/{{x}}/{label(c, explode=True)}/{{x}}/{matrix("
    ) in text


def test_required_parameters_come_first_and_by_keyword() -> None:
    text = source(
        operation(
            parameters=(
                query("limit", INTEGER),
                query("filter", STRING, required=True),
                query("version", ir.Constant(("2",)), required=True),
            ),
            body=ir.Body((json(STRING),), required=True),
        )
    )
    assert (
        "    body: str, *, filter: str, limit: int | None = None, "
        'version: Literal["2"] = "2"\n'
    ) in text


def test_bodies() -> None:
    def body(*contents: ir.Content) -> str:
        return source(operation(body=ir.Body(contents, required=True)))

    patch = content_of("application/merge-patch+json", ir.MapOf(STRING))
    assert 'JsonBody(body, "application/merge-patch+json")' in body(patch)
    upload = content_of("application/octet-stream", FILE)
    assert "body: BinaryContent" in body(upload)
    assert "body=BinaryBody(body)" in body(upload)
    assert 'TextBody(body, "application/xml")' in body(
        content_of("application/xml", STRING)
    )
    parts = (ir.Encoding("meta", content_type="application/json"),)
    form = content_of("multipart/form-data", ir.MapOf(FILE), parts)
    assert "body: Mapping[str, BinaryContent]" in body(form)
    assert 'encoding={"meta": Encoding(content_type="application/json")}' in body(form)


def test_a_choice_of_media_types() -> None:
    contents = (json(ir.MapOf(STRING)), content_of("application/xml", STRING))
    text = source(operation(body=ir.Body(contents, required=False)))
    assert "body: Mapping[str, str] | str | None = None" in text
    assert (
        'media_type: Literal["application/json", "application/xml"]'
        ' = "application/json",'
    ) in text
    assert '"application/xml": partial(TextBody, media_type="application/xml"),' in text


def test_null_is_a_body_also_among_several_media_types() -> None:
    contents = (json(ir.Nullable(STRING)), content_of("application/xml", STRING))
    text = source(operation(body=ir.Body(contents, required=True)))
    assert '"application/json": partial(JsonBody, nullable=True),' in text
    text = source(operation(body=ir.Body(contents, required=False)))
    assert '"application/json": JsonBody,' in text


@pytest.mark.parametrize(
    ("types", "usual"),
    [
        (("application/yaml", "application/json"), "application/json"),
        (("text/plain", "application/xml"), "text/plain"),
        (("application/octet-stream", "application/ld+json"), "application/ld+json"),
        (("multipart/form-data", "application/json"), "multipart/form-data"),
    ],
)
def test_json_is_the_usual_media_type_beside_text_and_bytes(
    types: tuple[str, ...], usual: str
) -> None:
    raw: dict[str, ir.Type] = {"application/octet-stream": FILE}
    raw |= {"multipart/form-data": ref("Pet")}
    raw |= {"application/json": ref("Pet"), "application/ld+json": ref("Pet")}
    contents = tuple(content_of(name, raw.get(name, STRING)) for name in types)
    text = source(operation(body=ir.Body(contents, required=True)), model("Pet"))
    assert f'] = "{usual}"' in text


def test_results_by_status_and_media_type() -> None:
    pet = model("Pet")
    created = ok(content_of("text/csv", STRING), json(ref("Pet")), status="201")
    text = source(
        operation(responses=(ok(json(ref("Pet"))), created, ok(status="204"))), pet
    )
    assert "-> Call[models.Pet | str | None]:" in text
    assert "200: models.Pet,\n" in text
    assert '201: {"text/csv": str, "application/json": models.Pet},\n' in text
    assert "204: None,\n" in text


def test_whole_responses_of_bytes() -> None:
    text = source(operation(responses=(ok(content_of("image/png", FILE)),)))
    assert "-> Call[bytes]:" in text
    assert 'results={200: {"image/png": bytes}}' in text


def test_the_default_response_is_a_result_only_alone() -> None:
    default = ir.Response("default", ir.Doc(description="Any"), (json(ref("Pet")),))
    only = replace(default, is_result=True)
    alone = source(operation(responses=(only,)), model("Pet"))
    assert "-> Call[models.Pet]:" in alone
    assert 'results={"default": models.Pet},' in alone
    beside = source(operation(responses=(ok(), default)), model("Pet"))
    assert "-> Call[None]:" in beside
    assert 'errors={"default": Failure("Any", models.Pet)}' in beside


def test_streams() -> None:
    events = content_of("text/event-stream", None, item=ref("Pet"))
    text = source(operation(responses=(ok(events),)), model("Pet"))
    assert "-> StreamCall[models.Pet]:" in text
    assert "events=models.Pet" in text
    both = source(operation(responses=(ok(json(ref("Pet")), events),)), model("Pet"))
    assert "-> StreamingCall[models.Pet, models.Pet]:" in both
    assert "results={200: models.Pet}" in both


def test_pages() -> None:
    page = model("Page", ir.Field("data", ir.ListOf(ref("Pet")), True))
    text = source(
        operation(
            responses=(ok(json(ref("Page"))),),
            pagination=ir.Pagination("cursor", "/data", "after", "/next"),
        ),
        page,
        model("Pet"),
    )
    assert "-> PagedCall[models.Page, models.Pet]:" in text
    assert 'pages=CursorPages(parameter="after", next="/next", items="/data")' in text


def test_security_alternatives() -> None:
    schemes = (ir.HttpBearer("bearer"), ir.ApiKey("key", In.QUERY, "k"))
    alternatives = (("bearer", "key"), ("key",), ())
    text = source(operation(security=alternatives), security=schemes)
    assert "security=((Bearer, Key), Key, ())" in text
    assert "security" not in source(operation(security=((),)), security=schemes)


def test_equal_tables_of_failures_are_shared() -> None:
    second = replace(DEPLOY, id="redeployApplication", pointer="/other")
    schemes = (ir.HttpBearer("bearerAuth"), ir.ApiKey("ApiKeyAuth", In.HEADER, "k"))
    api = api_of(
        model("Status"),
        model("DeployRequest"),
        operations=(DEPLOY, second),
        security=schemes,
    )
    text = files_of(api)["operations/application_actions.py"]
    name = "_ERRORS_401_409"
    assert f"{name}: dict[int | str, str | Failure] = {{\n" in text
    assert text.count(f"errors={name},") == 2


def test_an_operation_with_its_own_server() -> None:
    variable = ir.ServerVariable("region", "eu")
    server = ir.Server("https://{region}.example.com", variables=(variable,))
    text = source(operation(servers=(server,)))
    assert 'server="https://eu.example.com"' in text


def test_defaults_are_sent_only_on_demand() -> None:
    given = operation(
        parameters=(
            query("limit", INTEGER, has_default=True, default=10),
            query("odd", INTEGER, has_default=True, default="ten"),
        )
    )
    assert "limit: int | None = None, odd: int | None = None" in source(given)
    files = files_of(api_of(operations=(given,)), send_defaults=True)
    text = files["operations/pets.py"]
    assert "limit: int | None = 10, odd: int | None = None" in text


def docstring_of(given: ir.Operation) -> str:
    files = files_of(api_of(operations=(given,)))
    (path,) = (p for p in files if p.startswith("operations/") and "__" not in p)
    functions = [
        n for n in ast.parse(files[path]).body if isinstance(n, ast.FunctionDef)
    ]
    return ast.get_docstring(functions[0]) or ""


def test_an_operation_documents_arguments_and_errors() -> None:
    where = In.QUERY
    text = ir.Primitive(ir.PrimitiveKind.STRING)
    operation = ir.Operation(
        "deploy",
        "/p",
        "post",
        (),
        (
            ir.Parameter(
                "appId", where, text, True, ir.Style.FORM, True, ir.Doc("", "The app.")
            ),
        ),
        ir.Body((json(text),), True, ir.Doc("", "What to deploy.")),
        (
            ir.Response("202", ir.Doc("", "Soon."), (json(text),), is_result=True),
            ir.Response("401", ir.Doc("", "Token is missing")),
            ir.Response("503", ir.Doc("", "Down\n\nfor long")),
            ir.Response("599", ir.Doc("", "Lost")),
            ir.Response("4XX", ir.Doc()),
            ir.Response("default", ir.Doc("", "Any other")),
        ),
        doc=ir.Doc("Deploy application", "You must provide a commit."),
    )
    assert docstring_of(operation) == (
        "Deploy application.\n\nYou must provide a commit.\n\n"
        "Args:\n    body: What to deploy.\n    app_id: The app.\n\n"
        "Returns:\n    Soon.\n\n"
        "Raises:\n    UnauthorizedError: Token is missing.\n"
        "    ServiceUnavailableError: Down.\n    ServerError: 599: Lost.\n"
        "    StatusError: Any other."
    )


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"200": "The pets, oldest first"}, "The pets, oldest first."),
        ({"200": "Successfully listed the requested pets."}, ""),
        ({"200": "A JSON array of str"}, ""),
        ({"200": "Response of GET /store"}, ""),
        ({"200": "ok", "201": "Made"}, ""),
        (
            {"200": "It was there", "203": "From a cache"},
            "200: It was there.\n    203: From a cache.",
        ),
    ],
)
def test_a_result_is_told_where_its_text_says_more(
    said: dict[str, str], shown: str
) -> None:
    text = ir.ListOf(ir.Primitive(ir.PrimitiveKind.STRING))
    responses = tuple(
        ir.Response(status, ir.Doc("", words), (json(text),), is_result=True)
        for status, words in said.items()
    )
    operation = ir.Operation(
        "x",
        "/p",
        "get",
        (ir.PathText("/store"),),
        responses=responses,
        doc=ir.Doc("List all the pets"),
    )
    told = f"\n\nReturns:\n    {shown}" if shown else ""
    assert docstring_of(operation) == f"List all the pets.{told}"


def test_each_status_is_told_by_its_class_of_the_runtime() -> None:
    source = (ROOT / "templates" / "runtime" / "errors.py").read_text()
    declared = dict(re.findall(r"^    (\d\d\d): (\w+),$", source, re.M))
    assert len(declared) > 30
    told = docstring_of(
        ir.Operation(
            "x",
            "/p",
            "get",
            (ir.PathText("/p"),),
            responses=tuple(ir.Response(s, ir.Doc("", "Why")) for s in declared),
        )
    )
    raised = [line.strip() for line in told.partition("Raises:\n")[2].splitlines()]
    assert raised == [f"{name}: Why." for name in declared.values()]


def test_an_operation_without_texts_is_its_path_on_one_line() -> None:
    path = f"/{'/'.join(['{resource_group}'] * 6)}"
    operation = ir.Operation("x", "/p", "get", (ir.PathText(path),))
    assert docstring_of(operation) == f"`GET {path}`."
