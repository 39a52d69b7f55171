from trainers.models.ledger import LedgerLine
from trainers.models.roster import TeachingLanguage
from trainers.models.schemes import Scheme

__all__ = ["LedgerLine", "Scheme", "TeachingLanguage"]
