"""The API of the deploy page, built by hand: what the views are tested with."""

from __future__ import annotations

from regen import ir

from tests.intermediate import content as content_of
from tests.intermediate import response

STRING = ir.Primitive(ir.PrimitiveKind.STRING)
INTEGER = ir.Primitive(ir.PrimitiveKind.INTEGER)
UUID = ir.Primitive(ir.PrimitiveKind.UUID)
DATE_TIME = ir.Primitive(ir.PrimitiveKind.DATE_TIME)


def ref(name: str) -> ir.Ref:
    """A reference to a component schema."""
    return ir.Ref(ir.SchemaId(f"/components/schemas/{name}"))


def model(name: str, *fields: ir.Field, **options: object) -> ir.Model:
    """A component that is an object."""
    known: dict[str, object] = {"doc": ir.Doc(), **options}
    return ir.Model(ref(name).id, (name,), fields=fields, **known)  # type: ignore[arg-type]


def string_enum(name: str, *values: str) -> ir.Enum:
    """A component that lists strings."""
    members = tuple(ir.EnumMember(value) for value in values)
    kind = ir.PrimitiveKind.STRING
    return ir.Enum(ref(name).id, (name,), ir.Doc(), kind, members)


def api_of(*declarations: ir.Declaration, **options: object) -> ir.Api:
    """An API with these declarations."""
    table = {declaration.id: declaration for declaration in declarations}
    info = ir.Info("Test API", "1.0")
    return ir.Api(info, declarations=table, **options)  # type: ignore[arg-type]


def _responses() -> tuple[ir.Response, ...]:
    def failure(status: str, text: str) -> ir.Response:
        return ir.Response(status, ir.Doc(description=text))

    content = content_of("application/json", ref("Status"))
    return (
        response("202", content, description="Deploy application"),
        failure("400", "Bad request"),
        failure("401", "Access token is missing or invalid"),
        failure("403", "Access forbidden"),
        failure("404", "Resource not found"),
        failure("409", "Operation is in progress"),
    )


DEPLOY = ir.Operation(
    id="deployApplication",
    pointer="/paths/~1application~1{applicationId}~1deploy/post",
    method="POST",
    path=(
        ir.PathText("/application/"),
        ir.PathVariable("applicationId"),
        ir.PathText("/deploy"),
    ),
    parameters=(
        ir.Parameter(
            "applicationId",
            ir.ParameterLocation.PATH,
            UUID,
            required=True,
            style=ir.Style.SIMPLE,
            explode=False,
            doc=ir.Doc(description="Application ID"),
        ),
    ),
    body=ir.Body((content_of("application/json", ref("DeployRequest")),), False),
    responses=_responses(),
    security=(("bearerAuth",), ("ApiKeyAuth",)),
    tags=("Application Actions",),
    doc=ir.Doc("Deploy application", "You must provide a git commit id"),
)

API = ir.Api(
    ir.Info("Qovery API", "1.0.4", ir.Doc(description="- Qovery is the fastest way.")),
    servers=(ir.Server("https://api.qovery.com"),),
    declarations={
        declaration.id: declaration
        for declaration in (
            model(
                "DeployRequest",
                ir.Field(
                    "git_commit_id",
                    STRING,
                    True,
                    ir.Doc(description="Commit ID to deploy"),
                ),
            ),
            model(
                "Status",
                ir.Field("id", UUID, True),
                ir.Field("state", ref("StateEnum"), True),
                ir.Field("deployment_request_id", ir.Nullable(UUID), True),
                ir.Field("last_deployment_date", DATE_TIME, False),
                ir.Field("execution_id", ir.Nullable(STRING), False),
                ir.Field("steps", ir.ListOf(ref("Step")), False),
            ),
            model("Step", ir.Field("duration_sec", INTEGER, False)),
            string_enum("StateEnum", "BUILDING", "BUILD_ERROR", "DEPLOYED"),
        )
    },
    operations=(DEPLOY,),
    security=(
        ir.HttpBearer("bearerAuth", ir.Doc(description="JWT tokens should be used.")),
        ir.ApiKey(
            "ApiKeyAuth",
            ir.ParameterLocation.HEADER,
            "Authorization",
            ir.Doc(description="Token tokens should be used."),
            prefix="Token",
        ),
    ),
    tags=(ir.Tag("Application Actions"),),
)
