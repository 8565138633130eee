"""Loading many resources and looks at once, by COPY, as the store's owner: imports, demonstrations, test data.

What stands afterwards is what `kith.record.writing.put` would have made of the same text, row for row.
"""

from kith.record.loading.looks import PastLook, load_looks
from kith.record.loading.resources import AT_ONCE, Blocks, form, load, load_formed
from kith.record.loading.rows import New
from kith.record.loading.sealing import seal_all

__all__ = ["AT_ONCE", "Blocks", "New", "PastLook", "form", "load", "load_formed", "load_looks", "seal_all"]
