"""A master password that RDS keeps is another one after its rotation: moto leaves the new version without a value."""

import json

from moto.moto_api._internal import mock_random as random
from moto.rds.models import MasterUserSecret

plain_rotate = MasterUserSecret.rotate_secret


def rotate_secret(self):
    versions = self.secret.versions
    old = json.loads(versions[self.secret.default_version_id]["secret_string"])
    plain_rotate(self)
    new = {**old, "password": random.get_random_string(28)}
    versions[self.secret.default_version_id]["secret_string"] = json.dumps(new)


MasterUserSecret.rotate_secret = rotate_secret
