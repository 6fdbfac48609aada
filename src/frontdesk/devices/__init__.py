"""What stands on the counter: card readers, keyboard scanners, printers and the drawer; a simulated twin beside each."""
