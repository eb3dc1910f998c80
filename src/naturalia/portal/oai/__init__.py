"""OAI-PMH 2.0: the catalogue for metadata harvesters (openarchives.org/OAI/openarchivesprotocol.html)."""
