"""Naturalia: open infrastructure for natural-science collections."""

__version__ = "0.1.0"
