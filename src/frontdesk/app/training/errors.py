"""What keeps practice and the house's books apart."""

from frontdesk.core.errors import FrontdeskError


class PracticeFile(FrontdeskError):
    """This database is a copy to practise on, so no counter may work with it; ``path``."""

    code = "training.practice_file"


class HousesOwnFile(FrontdeskError):
    """The house's own database was named for practice; ``path``."""

    code = "training.houses_own_file"


class PracticeOpen(FrontdeskError):
    """Somebody practises on this computer now, so the copy is neither opened again nor deleted."""

    code = "training.open"


class PracticeWithinPractice(FrontdeskError):
    """A copy is made of the house's data only, not of another copy."""

    code = "training.within"
