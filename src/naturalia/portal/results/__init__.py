"""The views of a result: table, gallery, map, charts and quality, each of the same search.

To add one: a function in ``contents``, its name in ``kinds`` and a template ``portal/results/NAME.html``.
"""
