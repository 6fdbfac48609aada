"""What is written on a member's card beside its UID, so that a copied card is found out."""
