"""What stands on the counter: card readers, scanners, printers and the drawer; a simulated twin beside each."""
