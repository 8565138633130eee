"""Passkeys (Web Authentication, level 2): the browser signs a challenge that we made, for our own host only."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kith.directory.models import Account, Passkey

Json = dict[str, Any]

VERIFIED = UserVerificationRequirement.REQUIRED
"""The device asks for a finger, a face or a PIN: that makes a passkey two factors."""


class BadPasskey(Exception):
    """The passkey is unknown, was copied, or signed something else."""


def begin_adding(account: Account, host: str) -> tuple[Json, Json]:
    """What the browser needs to make a passkey, and the state to keep until it answers."""
    user = PublicKeyCredentialUserEntity(
        id=_handle(account), name=account.username, display_name=account.called
    )
    options, state = _server(host).register_begin(
        user,
        _credentials(account),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    return dict(options.public_key), state


def finish_adding(
    account: Account, host: str, state: Json, response: Mapping[str, Any], name: str
) -> Passkey:
    """Keep the passkey that the browser made. Raises `BadPasskey`."""
    made = _trusted(lambda: _server(host).register_complete(state, response)).credential_data
    if made is None:
        raise BadPasskey
    return Passkey.objects.create(
        account=account, name=name, credential_id=made.credential_id, credential=bytes(made)
    )


def begin(host: str) -> tuple[Json, Json]:
    """What the browser needs to sign in with any passkey it holds for us, and the state to keep."""
    options, state = _server(host).authenticate_begin(user_verification=VERIFIED)
    return dict(options.public_key), state


def finish(host: str, state: Json, response: Mapping[str, Any]) -> Account:
    """The account that the passkey belongs to. Raises `BadPasskey`."""
    answer = _trusted(lambda: AuthenticationResponse.from_dict(response))
    passkey = Passkey.objects.select_related("account__staff").filter(credential_id=answer.raw_id).first()
    if passkey is None or not passkey.account.is_active:
        raise BadPasskey
    credential = AttestedCredentialData(bytes(passkey.credential))
    _trusted(lambda: _server(host).authenticate_complete(state, [credential], answer))
    _count(passkey, answer.response.authenticator_data.counter)
    return passkey.account


def _count(passkey: Passkey, uses: int) -> None:
    """An authenticator that counts never counts backwards; one that does not always says nought."""
    if (uses or passkey.uses) and uses <= passkey.uses:
        raise BadPasskey
    Passkey.objects.filter(pk=passkey.pk).update(uses=uses, used=timezone.now())


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(name="Kith", id=host))


def _credentials(account: Account) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(p.credential)) for p in account.passkeys.all()]


def _handle(account: Account) -> bytes:
    return f"kith-{account.pk}".encode()


def _trusted(step: Any) -> Any:
    """The library tells what is wrong by many kinds of error; to whoever asks they are one."""
    try:
        return step()
    except Exception as wrong:  # noqa: BLE001 - parsing what a stranger sent may fail in any way, and is then a no
        raise BadPasskey from wrong
