"""The look and feel every page shares: theme, widgets, dialogs, the background runner and the desk."""

from frontdesk.ui.plain_imports import give_back_import

give_back_import()
