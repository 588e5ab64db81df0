"""The door out: what each destination should hold, less what it is known to hold."""
