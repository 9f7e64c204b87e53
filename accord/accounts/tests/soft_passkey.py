"""A passkey in software, which can be told to do each thing wrong."""

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


class SoftPasskey:
    def __init__(self, origin: str, rp_id: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.origin, self.rp_id = origin, rp_id
        self.counter = 0
        self.user_handle = ""

    def register(self, options: dict[str, Any], **wrong: Any) -> dict[str, Any]:
        self.user_handle = options["user"]["id"]
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        about = self._about(wrong, _ATTESTED) + attested
        return self._credential(
            clientDataJSON=self._client("webauthn.create", options, wrong),
            attestationObject=cbor.encode(
                {"fmt": "none", "attStmt": {}, "authData": about}
            ),
        ) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def answer(self, options: dict[str, Any], **wrong: Any) -> dict[str, Any]:
        about = self._about(wrong)
        client = self._client("webauthn.get", options, wrong)
        signature = self.key.sign(
            about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        made = self._credential(
            clientDataJSON=client,
            authenticatorData=about,
            signature=wrong.get("signature", signature),
        )
        made["response"]["userHandle"] = wrong.get("user_handle", self.user_handle)
        if "credential_id" in wrong:
            made["id"] = made["rawId"] = websafe_encode(wrong["credential_id"])
        return made

    def _about(self, wrong: dict[str, Any], flags: int = 0) -> bytes:
        if "counter" not in wrong:
            self.counter += 1
        flags |= _PRESENT if wrong.get("is_present", True) else 0
        flags |= _VERIFIED if wrong.get("is_verified", True) else 0
        rp_id = wrong.get("rp_id", self.rp_id)
        counter = wrong.get("counter", self.counter)
        digest = hashlib.sha256(rp_id.encode()).digest()
        return digest + bytes([flags]) + counter.to_bytes(4, "big")

    def _client(
        self, kind: str, options: dict[str, Any], wrong: dict[str, Any]
    ) -> bytes:
        said = {
            "type": wrong.get("kind", kind),
            "challenge": wrong.get("challenge", options["challenge"]),
            "origin": wrong.get("origin", self.origin),
        }
        return json.dumps(said).encode()

    def _credential(self, **response: bytes) -> dict[str, Any]:
        encoded = websafe_encode(self.id)
        assert websafe_decode(encoded) == self.id
        return {
            "id": encoded,
            "rawId": encoded,
            "type": "public-key",
            "response": {name: websafe_encode(each) for name, each in response.items()},
            "clientExtensionResults": {},
        }
