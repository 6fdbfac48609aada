"""The till: sales, dues, top-ups, refunds and the drawer, each booked once, with its receipt."""
