"""Naturalia: open infrastructure for natural-science collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from naturalia.client import ApiError, Client

__version__ = "0.1.0"
__all__ = ["ApiError", "Client", "__version__"]


def __getattr__(name: str) -> Any:
    """The client, loaded when it is asked for: ``import naturalia`` stays light."""
    if name in ("ApiError", "Client"):
        from naturalia import client  # noqa: PLC0415 - not needed by those who do not ask

        return getattr(client, name)
    raise AttributeError(f"module 'naturalia' has no attribute {name!r}")
