"""Names static files after their content, so that browsers keep them for ever and never keep an old one."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed, compressed, and with imports between our own modules pointed at the hashed names too."""

    support_js_module_import_aggregation = True
