"""The ledger, the journal, its seals and their verification."""
