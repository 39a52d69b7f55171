"""Every kind of record that has pages of the common shape, by the word in its addresses."""

from programmes.kinds.delivery import DELIVERIES
from programmes.kinds.dialogue import COMMITMENTS, NEEDS, OFFERS, REVIEWS
from programmes.kinds.equipment import ACCEPTANCE_TESTS, DEVICES, EQUIPMENT, HANDOVERS, OPERATORS
from programmes.kinds.evaluations import EVALUATIONS
from programmes.kinds.fellowships import FELLOWSHIPS, MILESTONES, WEEKS
from programmes.kinds.iati import IATI_PROFILES
from programmes.kinds.kind import Kind
from programmes.kinds.meetings import STATEMENTS
from programmes.kinds.missions import EXPERTS, MISSIONS, RECOMMENDATIONS
from programmes.kinds.offices import OFFICE_POSTS
from programmes.kinds.operations import OPERATIONS, SEIZURES, SYSTEMS
from programmes.kinds.partners import PARTNERS
from programmes.kinds.results import FRAMEWORKS, PERIODS, RESULT_INDICATORS
from programmes.kinds.spending import EXPENDITURES
from programmes.kinds.statistics import STATISTICS
from programmes.kinds.support import SUPPORT, SUPPORT_PEOPLE
from programmes.kinds.surveys import QUESTIONNAIRES, SURVEYS

KINDS: dict[str, Kind] = {
    each.word: each
    for each in (
        EQUIPMENT,
        ACCEPTANCE_TESTS,
        HANDOVERS,
        OPERATORS,
        DEVICES,
        SYSTEMS,
        OPERATIONS,
        SEIZURES,
        DELIVERIES,
        EXPENDITURES,
        NEEDS,
        OFFERS,
        COMMITMENTS,
        REVIEWS,
        STATEMENTS,
        STATISTICS,
        FELLOWSHIPS,
        MILESTONES,
        WEEKS,
        SUPPORT,
        SUPPORT_PEOPLE,
        MISSIONS,
        EXPERTS,
        OFFICE_POSTS,
        RECOMMENDATIONS,
        FRAMEWORKS,
        RESULT_INDICATORS,
        PERIODS,
        IATI_PROFILES,
        PARTNERS,
        SURVEYS,
        QUESTIONNAIRES,
        EVALUATIONS,
    )
}
