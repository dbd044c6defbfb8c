"""S8, N8: the direction in which each declaration travels."""

from __future__ import annotations

from regen import ir
from regen.ir import Usage
from regen.transform import usage

from tests.intermediate import content as content_of


def ref(name: str) -> ir.Ref:
    return ir.Ref(ir.SchemaId(f"/{name}"))


def model(name: str, *fields: ir.Field) -> ir.Model:
    return ir.Model(ir.SchemaId(f"/{name}"), (name,), ir.Doc(), fields)


def content(name: str) -> tuple[ir.Content, ...]:
    return (content_of("application/json", ref(name)),)


def test_s8_requests_and_responses_reach_what_they_carry() -> None:
    callback = ir.Webhook("c", "/c", "POST", ir.Body(content("Event"), True))
    operation = ir.Operation(
        id="op",
        pointer="/op",
        method="POST",
        path=(),
        body=ir.Body(content("Sent"), required=True),
        responses=(ir.Response("200", ir.Doc(), content("Received")),),
        callbacks=(callback,),
    )
    listed = [
        model(
            "Sent",
            ir.Field("a", ir.ListOf(ref("Both")), required=True),
            ir.Field("b", ref("ReadOnly"), required=True, read_only=True),
        ),
        model(
            "Received",
            ir.Field("a", ir.Nullable(ref("Both")), required=True),
            ir.Field("b", ref("WriteOnly"), required=True, write_only=True),
            ir.Field("self", ref("Received"), required=False),
        ),
        *map(model, ("Both", "ReadOnly", "WriteOnly", "Event", "Unused")),
    ]
    api = ir.Api(
        ir.Info("", ""),
        declarations={declaration.id: declaration for declaration in listed},
        operations=(operation,),
    )
    found = usage.mark(api).declarations
    assert {id_.pointer[1:]: one.usage for id_, one in found.items()} == {
        "Sent": Usage.REQUEST,
        "Received": Usage.RESPONSE,
        "Both": Usage.REQUEST | Usage.RESPONSE,
        "ReadOnly": Usage.NONE,
        "WriteOnly": Usage.NONE,
        "Event": Usage.RESPONSE,
        "Unused": Usage.NONE,
    }
