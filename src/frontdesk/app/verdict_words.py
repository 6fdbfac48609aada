"""What verification found, in words."""

from frontdesk.books.finding import Finding
from frontdesk.core.i18n import catalogue, t


def finding_words(finding: Finding) -> str:
    """One line that names the record and says what is wrong with it.

    The areas' own codes for a present state that differs from its rows share one sentence; the place tells which.
    """
    key = f"app.verify.problem.{finding.problem}"
    words = t(key if key in catalogue() else "app.verify.problem.state_differs")
    return f"{t('app.verify.finding', journal=finding.journal_id, place=finding.place)}: {words}"
