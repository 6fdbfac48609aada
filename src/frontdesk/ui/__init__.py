"""The look and feel every page shares: theme, widgets, dialogs, the background runner and the desk."""
