"""A service of OpenID Connect on loopback, which can be told to do each thing wrong."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "accord", "a secret of both, thirty-two bytes"


class Service:
    """Keeps what was asked of it; `claims` and the rest change what it answers."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.issuer = ""
        self.fresh()

    def fresh(self) -> None:
        self.claims: dict[str, Any] = {}
        self.about: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.paths: list[str] = []
        self.algorithm, self.signing_key, self.kid = "RS256", self.key, "one"
        # A finished token that is handed out instead of a new one.
        self.kept = ""
        self.last = ""

    def sign_in(self, address: str) -> dict[str, str]:
        """Be the page where somebody signs in; return what the browser brings back."""
        self.asked = {
            name: values[0]
            for name, values in parse_qs(urlsplit(address).query).items()
        }
        return {"code": "a code", "state": self.asked["state"]}

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        self.paths.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                **self.about,
            }
        if path == "/keys":
            public = json.loads(
                jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())
            )
            return 200, {"keys": [{**public, "kid": "one", "use": "sig"}]}
        if path == "/token" and self._may_have(form):
            self.last = self.kept or self._token()
            return 200, {"access_token": "x", "id_token": self.last}
        return 400, {"error": "invalid_grant"}

    def _may_have(self, form: dict[str, str]) -> bool:
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        return (
            form.get("code") == "a code"
            and form.get("client_secret") == SECRET
            and challenge == self.asked["code_challenge"]
            and form.get("redirect_uri") == self.asked["redirect_uri"]
        )

    def _token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "amina-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            "email": "Amina@union.example",
            "email_verified": True,
            **self.claims,
        }
        return jwt.encode(
            claims,
            self.signing_key,
            algorithm=self.algorithm,
            headers={"kid": self.kid},
        )


@contextmanager
def serving(service: Service) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({})

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            sent = parse_qs(self.rfile.read(size).decode())
            self._say({name: values[0] for name, values in sent.items()})

        def _say(self, form: dict[str, str]) -> None:
            status, said = service.answer(self.path, form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if isinstance(said, str):
                self.send_header("Location", said)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    service.issuer = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
