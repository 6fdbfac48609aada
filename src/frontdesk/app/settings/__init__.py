"""Settings: this counter, its printer and print queue, people, the business, and what is known of the program."""
