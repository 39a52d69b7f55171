"""Every kind of record that has pages of the common shape, by the word in its addresses."""

from programmes.kinds.dialogue import COMMITMENTS, NEEDS, OFFERS, REVIEWS
from programmes.kinds.kind import Kind
from programmes.kinds.spending import EXPENDITURES
from programmes.kinds.statistics import STATISTICS

KINDS: dict[str, Kind] = {
    each.word: each for each in (EXPENDITURES, NEEDS, OFFERS, COMMITMENTS, REVIEWS, STATISTICS)
}
