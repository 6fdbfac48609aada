"""What every slip says of the house; settings of the business."""

from frontdesk.books.policies import Policy

PRINT_LANGUAGE = Policy("printing.language", "zh")
"""The language of what customers get in their hands: ``zh`` or ``en``."""
HOUSE_NAME = Policy("house.name", "")
"""The name at the head of slips; empty for none."""
RECEIPT_FOOTER = Policy("house.receipt_footer", "")
"""A last line on receipts, such as opening hours; empty for none."""
