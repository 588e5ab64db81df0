"""The two doors of Stammkunde: exports come in, segments go out."""
