"""Who works here, what each may do, and how they prove who they are (K06, K08)."""
