"""NATS with logins by credentials files: an operator, its accounts, and users who sign.

What `nsc` makes, made here: keys, and JWTs as NATS has them. Needs `nkeys`, of the extra `test`.
"""

from __future__ import annotations

import base64
import json
import os
import time

import nkeys
from attrs import field, frozen

__all__ = ["Operator", "credentials"]

_FREE = {
    **dict.fromkeys(("subs", "data", "payload", "imports", "exports", "conn", "leaf"), -1),
    **dict.fromkeys(("mem_storage", "disk_storage", "streams", "consumer"), -1),
    "wildcards": True,
}
_USER = {**dict.fromkeys(("subs", "data", "payload"), -1), "pub": {}, "sub": {}}


def _keys(prefix):
    return nkeys.from_seed(bytearray(nkeys.encode_seed(os.urandom(32), prefix)))


def _name(keys):
    return bytes(keys.public_key).decode()


def _text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _jwt(signer, subject, kind, said, **more):
    """What `signer` says of `subject`."""
    about = {"sub": _name(subject), "iss": _name(signer), "name": kind, "iat": int(time.time())}
    claims = {**about, **more, "nats": {**said, "type": kind, "version": 2}}
    head = {"typ": "JWT", "alg": "ed25519-nkey"}
    body = b".".join(_text(json.dumps(part).encode()) for part in (head, claims))
    return (body + b"." + _text(signer.sign(body))).decode()


@frozen
class Operator:
    """One who vouches for accounts: that of the system, and one with JetStream in it."""

    keys: nkeys.KeyPair = field(factory=lambda: _keys(nkeys.PREFIX_BYTE_OPERATOR))
    system: nkeys.KeyPair = field(factory=lambda: _keys(nkeys.PREFIX_BYTE_ACCOUNT))
    account: nkeys.KeyPair = field(factory=lambda: _keys(nkeys.PREFIX_BYTE_ACCOUNT))

    def config(self):
        """What a server is told that lets in whom these accounts vouch for."""
        own = _jwt(self.keys, self.keys, "operator", {"system_account": _name(self.system)})
        known = {_name(one): self._vouched(one) for one in (self.system, self.account)}
        lines = [f"operator: {own}", "resolver: MEMORY", f"system_account: {_name(self.system)}"]
        lines += ["resolver_preload: {", *(f"  {k}: {v}" for k, v in known.items()), "}"]
        return "\n".join(lines)

    def _vouched(self, account):
        free = _FREE if account is self.account else {**_FREE, "mem_storage": 0, "disk_storage": 0}
        return _jwt(self.keys, account, "account", {"limits": free})


def credentials(account, **claims):
    """Give what stands in the file of a new user of an account, and the secret in it."""
    user = _keys(nkeys.PREFIX_BYTE_USER)
    seed = bytes(user.seed).decode()
    parts = (
        ("NATS USER JWT", _jwt(account, user, "user", _USER, **claims)),
        ("USER NKEY SEED", seed),
    )
    written = "".join(f"-----BEGIN {n}-----\n{t}\n------END {n}------\n\n" for n, t in parts)
    return written, seed
