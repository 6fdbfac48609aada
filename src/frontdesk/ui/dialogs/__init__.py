"""Dialogs shared by all areas."""

from frontdesk.ui.dialogs.approval import ApprovalDialog
from frontdesk.ui.dialogs.ask import AskDialog
from frontdesk.ui.dialogs.base import Dialog
from frontdesk.ui.dialogs.fault import FaultDialog

__all__ = ["ApprovalDialog", "AskDialog", "Dialog", "FaultDialog"]
