"""Exports as jobs: what was asked for is frozen, written part by part, resumed after a kill, described."""
