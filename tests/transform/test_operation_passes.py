"""Passes that follow the configuration: pagination, idempotency keys, pruning."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from regen import ir
from regen.config import Selection, from_flags
from regen.diagnostics import RegenError
from regen.transform import operation_passes, transform, usage

from tests.intermediate import content as content_of

CONFIG = from_flags((Path("api.yaml"),), Path("out"))
STRING = ir.Primitive(ir.PrimitiveKind.STRING)


def parameter(name: str, location: ir.ParameterLocation) -> ir.Parameter:
    return ir.Parameter(name, location, STRING, False, ir.Style.FORM, True)


def operation(id_: str, method: str, *parameters: ir.Parameter) -> ir.Operation:
    return ir.Operation(id_, "", method, (ir.PathText("/"),), parameters)


CURSOR = parameter("cursor", ir.ParameterLocation.QUERY)
API = ir.Api(
    ir.Info("Test", "1"),
    operations=(
        operation("list", "GET", CURSOR),
        operation("make", "POST"),
        operation(
            "own", "POST", parameter("idempotency-key", ir.ParameterLocation.HEADER)
        ),
    ),
)


def test_t5_configured_pagination() -> None:
    wanted = ir.Pagination("cursor", "/data", "cursor", "/next")
    api = operation_passes.paginate(API, CONFIG._replace(pagination={"list": wanted}))
    assert [o.pagination for o in api.operations] == [wanted, None, None]


@pytest.mark.parametrize(
    ("id_", "parameter", "message"),
    [("lst", "cursor", "does not exist"), ("list", "cursr", "no query parameter")],
)
def test_t5_pagination_of_what_is_not_there(
    id_: str, parameter: str, message: str
) -> None:
    wanted = {id_: ir.Pagination("cursor", "/data", parameter, "/next")}
    with pytest.raises(RegenError, match=message) as caught:
        operation_passes.paginate(API, CONFIG._replace(pagination=wanted))
    assert "did you mean" in caught.value.diagnostics[0].hint


def test_t7_idempotency_keys_by_configuration() -> None:
    config = CONFIG._replace(idempotency_header="Idempotency-Key")
    api = operation_passes.add_idempotency_keys(API, config)
    found = [o.idempotency_header for o in api.operations]
    assert found == ["", "Idempotency-Key", ""]
    assert operation_passes.add_idempotency_keys(API, CONFIG) is API


def named(name: str) -> ir.SchemaId:
    return ir.SchemaId(f"/components/schemas/{name}")


def alias(name: str, type_: ir.Type) -> ir.Alias:
    return ir.Alias(named(name), (name,), ir.Doc(), type_)


def api_of_schemas(used: ir.Type) -> ir.Api:
    """`A` is used by one operation; nothing uses `Z`, which uses `B`."""
    declarations: list[ir.Declaration] = [
        alias("A", used),
        alias("B", ir.ListOf(ir.Ref(named("A")))),
        alias("Z", ir.Ref(named("B"))),
    ]
    answer = ir.Response(
        "200", ir.Doc(), (content_of("application/json", ir.Ref(named("A"))),)
    )
    return replace(
        API,
        declarations={d.id: d for d in declarations},
        operations=(replace(API.operations[0], responses=(answer,)),),
    )


@pytest.mark.parametrize(
    "used",
    [
        ir.Ref(named("B")),
        ir.ListOf(ir.Ref(named("B"))),
        ir.MapOf(ir.Nullable(ir.Ref(named("B")))),
        ir.TupleOf((STRING, ir.Ref(named("B")))),
        ir.UnionOf((STRING, ir.Ref(named("B")))),
        ir.UnionOf(
            (STRING, ir.Anything()),
            ir.Discriminator("kind", (("b", ir.Ref(named("B"))),)),
        ),
    ],
    ids=lambda used: type(used).__name__,
)
def test_n5_pruning_keeps_what_is_reached(used: ir.Type) -> None:
    kept = usage.prune(api_of_schemas(used)).declarations
    assert list(kept) == [named("A"), named("B")]


def test_n5_pruning_keeps_models_of_every_use() -> None:
    model = ir.Model(
        named("M"), ("M",), ir.Doc(), (ir.Field("f", ir.Ref(named("F")), True),)
    )
    body = ir.Body((content_of("application/json", ir.Ref(named("M"))),), True)
    headers = ir.Response("200", ir.Doc(), headers=ir.Ref(named("H")))
    hook = ir.Webhook("h", "", "POST", body)
    declarations: list[ir.Declaration] = [
        *(alias(name, STRING) for name in ("F", "H", "P", "I", "Y")),
        model,
        ir.Model(named("X"), ("X",), ir.Doc(), (), extra=ir.Ref(named("Y"))),
    ]
    declared = {d.id: d for d in declarations}
    stream = content_of("application/jsonl", None, item=ir.Ref(named("I")))
    typed = replace(CURSOR, type=ir.Ref(named("P")))
    api = replace(
        API,
        declarations=declared,
        operations=(
            replace(
                API.operations[0],
                parameters=(typed,),
                responses=(headers, ir.Response("201", ir.Doc(), (stream,))),
                callbacks=(hook,),
            ),
        ),
    )
    kept = {id_.pointer[-1] for id_ in usage.prune(api).declarations}
    assert kept == {"M", "F", "H", "P", "I"}
    declared[named("P")] = alias("P", ir.Ref(named("X")))
    kept = {id_.pointer[-1] for id_ in usage.prune(api).declarations}
    assert kept == {"M", "F", "H", "P", "I", "X", "Y"}


def test_n5_models_are_pruned_only_with_a_selection() -> None:
    api = api_of_schemas(STRING)
    assert len(transform(api, CONFIG).declarations) == 3
    selecting = CONFIG._replace(include=Selection(operations=("list",)))
    assert len(transform(api, selecting).declarations) == 1
