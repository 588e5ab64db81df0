"""Great Expectations at the two borders: what came in, and what is about to go out."""
