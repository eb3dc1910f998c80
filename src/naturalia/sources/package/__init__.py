"""Darwin Core Data Packages: tables with keys, described by ``datapackage.json``, joined to records."""

from naturalia.sources.package.source import PackageSource, is_package

__all__ = ["PackageSource", "is_package"]
