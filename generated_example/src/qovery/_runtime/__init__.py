# Part of every client that regen generates. Do not edit.
"""What the generated modules are made of. The package itself exports the rest."""

from .auth import ApiKey as ApiKey
from .auth import Auth as Auth
from .auth import HttpBearer as HttpBearer
from .auth import HttpScheme as HttpScheme
from .bodies import JsonBody as JsonBody
from .bodies import TextBody as TextBody
from .call import Call as Call
from .call import Failure as Failure
from .client import BaseAsyncClient as BaseAsyncClient
from .client import SyncClient as SyncClient
from .codec import decode as decode
from .codec import decode_json as decode_json
from .encoding import NULL as NULL
from .encoding import encode as encode
from .enums import FloatEnum as FloatEnum
from .enums import IntEnum as IntEnum
from .enums import StrEnum as StrEnum
from .fields import ABSENT as ABSENT
from .fields import UNSET as UNSET
from .fields import Discriminator as Discriminator
from .fields import TypeAliasType as TypeAliasType
from .fields import Unset as Unset
from .fields import wire as wire
from .files import BinaryContent as BinaryContent
from .files import File as File
from .model import Model as Model
from .operation import Operation as Operation
from .operation import operation as operation
from .params import Form as Form
from .params import Json as Json
from .params import Simple as Simple
from .params import segment as segment
from .settings import ApiInfo as ApiInfo
