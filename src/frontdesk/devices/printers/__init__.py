"""Receipt printers: the protocol, the transports, and a simulated twin beside them."""
