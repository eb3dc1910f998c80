"""A client of the API for Python: ``from naturalia import Client``. It needs no Django and no database."""

from naturalia.client.asking import ApiError
from naturalia.client.client import Client
from naturalia.client.results import Results

__all__ = ["ApiError", "Client", "Results"]
