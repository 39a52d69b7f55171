"""Fact sets of what is delivered beside events. What each column means: reports/models/records.py."""

from django.db import migrations, models

PLACE = "c.programme_id, c.phase_id, c.administration_id, c.topic_id"

CONSIGNMENTS = f"""
CREATE VIEW reports_consignmentfact AS
SELECT c.id, c.id AS row_id, {PLACE}, c.consigned_on AS counts_from, c.consigned_on AS counts_to,
    c.item_id, c.quantity
FROM programmes_consignment c
"""

ACCEPTANCES = f"""
CREATE VIEW reports_acceptancefact AS
SELECT t.id, t.id AS row_id, {PLACE}, t.tested_on AS counts_from, t.tested_on AS counts_to,
    c.item_id, t.passed AS quantity
FROM programmes_acceptancetest t JOIN programmes_consignment c ON c.id = t.consignment_id
"""

HANDOVERS = f"""
CREATE VIEW reports_handoverfact AS
SELECT h.id, h.id AS row_id, {PLACE}, h.handed_over_on AS counts_from, h.handed_over_on AS counts_to,
    c.item_id, h.quantity
FROM programmes_handover h JOIN programmes_consignment c ON c.id = h.consignment_id
"""

# An officer who is entered by name and took part in the training, too, is one row of the handover.
OPERATORS = f"""
CREATE VIEW reports_operatorfact AS
SELECT taught.handover_id * 4294967296 + taught.person_id AS id, taught.handover_id AS row_id, {PLACE},
    taught.counts_from, taught.counts_to, c.item_id, taught.person_id
FROM (
    SELECT DISTINCT ON (handover_id, person_id) *
    FROM (
        SELECT handover_id, person_id, trained_on AS counts_from, trained_on AS counts_to, 1 AS told
        FROM programmes_operator
        UNION ALL
        SELECT h.id, p.person_id, e.counts_from, e.counts_to, 2
        FROM programmes_handover h
        JOIN programmes_consignment c ON c.id = h.consignment_id
        JOIN programmes_participation p ON p.event_id = h.training_id
            AND p.organisation_id = c.administration_id
            AND p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED')
        JOIN reports_eventfact e ON e.event_id = h.training_id
    ) AS told
    ORDER BY handover_id, person_id, told
) AS taught
JOIN programmes_handover h ON h.id = taught.handover_id
JOIN programmes_consignment c ON c.id = h.consignment_id
"""

SYSTEM_STAGES = f"""
CREATE VIEW reports_systemstagefact AS
SELECT c.id * 8 + reached.place AS id, c.id AS row_id, {PLACE},
    reached.day AS counts_from, reached.day AS counts_to, reached.stage
FROM programmes_deployment c
CROSS JOIN LATERAL (VALUES
    (1, 'ASSESSED', c.assessed_on), (2, 'AGREED', c.agreed_on), (3, 'INSTALLED', c.installed_on),
    (4, 'TRAINED', c.trained_on), (5, 'LIVE', c.live_on)
) AS reached (place, stage, day)
WHERE reached.day IS NOT NULL
"""

OPERATIONS = """
CREATE VIEW reports_operationfact AS
SELECT o.id, o.id AS row_id, o.programme_id, o.phase_id, NULL::bigint AS administration_id, o.topic_id,
    o.ends_on AS counts_from, o.ends_on AS counts_to
FROM programmes_operation o
"""

NEEDS = """
CREATE VIEW reports_needfact AS
SELECT n.id, n.id AS row_id, n.programme_id, NULL::bigint AS phase_id, n.administration_id, n.topic_id,
    n.said_on AS counts_from, n.said_on AS counts_to
FROM programmes_need n
"""

OFFERS = """
CREATE VIEW reports_offerfact AS
SELECT o.id, o.id AS row_id, o.programme_id, NULL::bigint AS phase_id, o.administration_id, o.topic_id,
    o.available_from AS counts_from, o.available_from AS counts_to
FROM programmes_offer o
"""

COMMITMENTS = """
CREATE VIEW reports_commitmentfact AS
SELECT c.id, c.id AS row_id, c.programme_id, NULL::bigint AS phase_id,
    a.organisation_ptr_id AS administration_id, NULL::bigint AS topic_id,
    c.made_on AS counts_from, c.made_on AS counts_to, c.state
FROM programmes_commitment c
LEFT JOIN members_administration a ON a.organisation_ptr_id = c.owner_id
"""

VIEWS = {
    "ConsignmentFact": CONSIGNMENTS,
    "AcceptanceFact": ACCEPTANCES,
    "HandoverFact": HANDOVERS,
    "OperatorFact": OPERATORS,
    "SystemStageFact": SYSTEM_STAGES,
    "OperationFact": OPERATIONS,
    "NeedFact": NEEDS,
    "OfferFact": OFFERS,
    "CommitmentFact": COMMITMENTS,
}


def as_state(name):
    """Return the view as the state of the models knows it: its columns are the model's affair."""
    return migrations.CreateModel(
        name=name,
        fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
        options={"managed": False, "abstract": False},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0131_commitments"),
        ("reports", "0070_fact_sheets"),
    ]

    operations = [
        *(
            migrations.RunSQL(sql, f"DROP VIEW reports_{name.lower()}")
            for name, sql in VIEWS.items()
        ),
        *(as_state(name) for name in VIEWS),
    ]
