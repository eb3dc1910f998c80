"""Who asks: the address of a client, also behind proxies that are trusted."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.http import HttpRequest

from naturalia.configuration import value, words

Network = IPv4Network | IPv6Network
SITE_BITS = 64  # one subscriber has a whole /64 of IPv6


def trusted_proxies() -> list[Network]:
    """The networks that ``NATURALIA_TRUSTED_PROXIES`` names."""
    return [ip_network(word) for word in words(value("NATURALIA_TRUSTED_PROXIES"))]


def client_of(request: HttpRequest, trusted: list[Network]) -> str:
    """What tells one client from others: its IPv4 address or IPv6 site.

    ``X-Forwarded-For`` is believed from the right, for as long as trusted proxies speak: anybody may write
    what stands left of that.
    """
    address = request.META.get("REMOTE_ADDR", "")
    for before in reversed(words(request.headers.get("X-Forwarded-For", ""))):
        if not _is_in(address, trusted):
            break
        address = before
    return _site(address)


def _is_in(text: str, networks: list[Network]) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return any(address in network for network in networks)


def _site(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    return str(address if address.version == 4 else ip_network((address, SITE_BITS), strict=False))
