"""The inbound door: files in, raw rows, a ledger and a quarantine out."""
