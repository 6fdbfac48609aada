"""What goes on paper: slips as ESC/POS bytes and as pictures, the durable spool, PDF building blocks."""
