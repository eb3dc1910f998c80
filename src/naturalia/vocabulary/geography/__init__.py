"""Geography as data: borders, names, states, facts of countries. Each table says its source and version."""
