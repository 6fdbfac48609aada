"""What the stock refuses."""

from frontdesk.core.errors import FrontdeskError


class GoodsUnknown(FrontdeskError):
    """No article has this code; ``sku``."""

    code = "stock.unknown"


class BarcodeTaken(FrontdeskError):
    """Another article has this barcode; ``barcode`` and its ``sku``."""

    code = "stock.barcode_taken"


class GoodsInvalid(FrontdeskError):
    """A field of an article can't be so; ``field`` names it."""

    code = "stock.invalid"


class QuantityInvalid(FrontdeskError):
    """A quantity must be a whole number within the limits; ``quantity`` and the ``most`` allowed."""

    code = "stock.quantity_invalid"


class NotCounted(FrontdeskError):
    """The article is a service, of which there is no stock; ``sku``."""

    code = "stock.not_counted"
