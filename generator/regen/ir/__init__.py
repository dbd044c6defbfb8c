"""The intermediate model: what a document says, free of spelling and of Python.

Every value is frozen. `Type`, `Declaration` and `SecurityScheme` are closed unions:
consume them with `match` and `assert_never`, so that the type checker lists each place
that a new kind touches. This package imports nothing of regen.
"""

from .api import Api as Api
from .api import ApiKey as ApiKey
from .api import Contact as Contact
from .api import FlowKind as FlowKind
from .api import HttpBasic as HttpBasic
from .api import HttpBearer as HttpBearer
from .api import HttpScheme as HttpScheme
from .api import Info as Info
from .api import License as License
from .api import MutualTls as MutualTls
from .api import OAuth2 as OAuth2
from .api import OAuthFlow as OAuthFlow
from .api import OpenIdConnect as OpenIdConnect
from .api import SecurityScheme as SecurityScheme
from .api import Tag as Tag
from .media import MediaKind as MediaKind
from .operations import Body as Body
from .operations import Content as Content
from .operations import Encoding as Encoding
from .operations import Link as Link
from .operations import Operation as Operation
from .operations import Pagination as Pagination
from .operations import Parameter as Parameter
from .operations import ParameterLocation as ParameterLocation
from .operations import PathPart as PathPart
from .operations import PathText as PathText
from .operations import PathVariable as PathVariable
from .operations import Requirement as Requirement
from .operations import Response as Response
from .operations import Server as Server
from .operations import ServerVariable as ServerVariable
from .operations import Style as Style
from .operations import Webhook as Webhook
from .types import NO_FACTS as NO_FACTS
from .types import Alias as Alias
from .types import Anything as Anything
from .types import Constant as Constant
from .types import Declaration as Declaration
from .types import Discriminator as Discriminator
from .types import Doc as Doc
from .types import Enum as Enum
from .types import EnumMember as EnumMember
from .types import ExternalDocs as ExternalDocs
from .types import Facts as Facts
from .types import Field as Field
from .types import JsonValue as JsonValue
from .types import ListOf as ListOf
from .types import MapOf as MapOf
from .types import Model as Model
from .types import Never as Never
from .types import Null as Null
from .types import Nullable as Nullable
from .types import Primitive as Primitive
from .types import PrimitiveKind as PrimitiveKind
from .types import Ref as Ref
from .types import SchemaId as SchemaId
from .types import TupleOf as TupleOf
from .types import Type as Type
from .types import Union as Union
from .types import UnionOf as UnionOf
from .types import Usage as Usage
