"""A deterministic fake German retailer that writes raw exports in the tools' own formats."""
