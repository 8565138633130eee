"""Passwords and PINs hashed at little cost, for the thousands of accounts that tests make.

The product's own hashing takes a third of a second on purpose. What is kept says what it cost, so that a real Kith
that a test starts takes it as it is.
"""

from typing import ClassVar

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickScrypt(ScryptPasswordHasher):
    """Scrypt at a cost that no product may have: `tests/integration/test_door.py` holds the product to its own."""

    work_factor: ClassVar[int] = 2**4


QUICK = [f"{QuickScrypt.__module__}.{QuickScrypt.__name__}"]
