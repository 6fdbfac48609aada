"""Where everything is put together: the command line, the main window, the schema and its migrations."""
