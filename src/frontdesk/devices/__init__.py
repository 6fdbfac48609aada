"""What stands on the counter: card readers and keyboard scanners, printers and the drawer; a simulated twin beside each."""
