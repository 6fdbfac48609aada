"""The handover page's parts, one a step."""
