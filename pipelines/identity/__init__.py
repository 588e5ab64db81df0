"""Deciding who is who: the journal of decisions, the work list, explain and diff."""
