"""Static files: npm packages and our own, gathered under hashed names and served by ourselves."""

from kith.ops.assets.build import AssetsError, build, build_if_changed

__all__ = ["AssetsError", "build", "build_if_changed"]
