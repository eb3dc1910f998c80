"""The search index follows the publications of the catalogue."""
