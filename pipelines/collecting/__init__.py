"""``collect``: a Segment-compatible endpoint before a durable spool that ``land`` reads."""
