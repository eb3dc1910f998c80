"""A synthetic but realistic network: three collections that do not exist, clearly labelled, from a seed."""

from naturalia.synthetic.network import COLLECTIONS, make_collection, make_network

__all__ = ["COLLECTIONS", "make_collection", "make_network"]
