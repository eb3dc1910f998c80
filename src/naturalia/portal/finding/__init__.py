"""What helps to find: facets, the form of all filters, lists, the tree of taxa, comparison, feeds, copies."""
