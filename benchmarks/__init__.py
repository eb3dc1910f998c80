"""Benchmarks: figures for docs/performance.md, as ratios from one run on one machine. Not tests."""
