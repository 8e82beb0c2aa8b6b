"""Opening what a phone sealed to the organisation's recovery key, so that who carries it cannot read it.

ECDH over P-256 with an ephemeral key, HKDF-SHA-256 (no salt, a fixed info), AES-256-GCM. The same as in the app, by
WebCrypto; docs/protocol.md, "Handing work over".
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from leadpwa.errors import Refused
from leadpwa.json_types import Json

INFO = b"leadpwa package"
KEY_BYTES = 32


def unseal(sealed: Mapping[str, Json], kid: str, private: ec.EllipticCurvePrivateKey) -> bytes:
    """The bytes that were sealed.

    Raises:
        Refused: invalid, where it was sealed to another key or altered.
    """
    if sealed.get("kid") != kid:
        raise Refused("invalid", "This was sealed to another organisation's key.", path="body.kid")
    try:
        shared = private.exchange(ec.ECDH(), _public(sealed["epk"]))
        key = HKDF(SHA256(), KEY_BYTES, salt=None, info=INFO).derive(shared)
        return AESGCM(key).decrypt(raw(sealed["iv"]), raw(sealed["ct"]), None)
    except (KeyError, TypeError, ValueError, InvalidTag, binascii.Error):
        raise Refused("invalid", "This can't be opened: it was altered or cut.", path="body") from None


def raw(text: Json) -> bytes:
    """The bytes of base64url without padding."""
    if not isinstance(text, str):
        raise TypeError(text)
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _public(epk: Json) -> ec.EllipticCurvePublicKey:
    if not isinstance(epk, Mapping):
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(epk))
    x, y = (int.from_bytes(raw(epk[name]), "big") for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
