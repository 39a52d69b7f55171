-- The records a figure may rest on, under the names they have in the portal's database, with no more
-- columns than the rules need. Filled by COPY, read once.

CREATE TABLE programmes_event (
    id BIGINT, title VARCHAR, state VARCHAR, kind VARCHAR, level VARCHAR, mode VARCHAR,
    starts_on DATE, starts_precision VARCHAR, ends_on DATE, ends_precision VARCHAR,
    contact_hours DECIMAL(6, 1), parent_id BIGINT,
    stated_administrations INTEGER, stated_accuracy VARCHAR
);
CREATE TABLE programmes_participation (
    event_id BIGINT, person_id BIGINT, organisation_id BIGINT, role VARCHAR, state VARCHAR
);
CREATE TABLE programmes_headcount (
    event_id BIGINT, organisation_id BIGINT, role VARCHAR,
    people INTEGER, women INTEGER, accuracy VARCHAR
);
CREATE TABLE members_person (id BIGINT, sex VARCHAR);
CREATE TABLE members_administration (organisation_ptr_id BIGINT, member_name VARCHAR);
CREATE TABLE programmes_programme (id BIGINT, short_name VARCHAR, year_starts_in SMALLINT);
CREATE TABLE programmes_phase (id BIGINT, programme_id BIGINT);
CREATE TABLE programmes_topic (id BIGINT, name VARCHAR);
CREATE TABLE programmes_funding (phase_id BIGINT, donor_id BIGINT);
CREATE TABLE programmes_agreement (
    id BIGINT, organisation_id BIGINT, valid_from DATE, valid_to DATE, smallest SMALLINT, amends_id BIGINT
);
CREATE TABLE programmes_event_programmes (event_id BIGINT, programme_id BIGINT);
CREATE TABLE programmes_event_phases (event_id BIGINT, phase_id BIGINT);
CREATE TABLE programmes_event_topics (event_id BIGINT, topic_id BIGINT);
CREATE TABLE programmes_eventorganisation (event_id BIGINT, organisation_id BIGINT, role VARCHAR);

CREATE TABLE programmes_consignment (
    id BIGINT, programme_id BIGINT, phase_id BIGINT, administration_id BIGINT, topic_id BIGINT,
    item_id BIGINT, quantity INTEGER, consigned_on DATE
);
CREATE TABLE programmes_acceptancetest (consignment_id BIGINT, tested_on DATE, passed INTEGER);
CREATE TABLE programmes_handover (
    id BIGINT, consignment_id BIGINT, handed_over_on DATE, quantity INTEGER, training_id BIGINT
);
CREATE TABLE programmes_operator (handover_id BIGINT, person_id BIGINT, trained_on DATE);
CREATE TABLE programmes_deployment (
    programme_id BIGINT, phase_id BIGINT, administration_id BIGINT, topic_id BIGINT,
    installed_on DATE, live_on DATE
);
CREATE TABLE programmes_operation (
    id BIGINT, programme_id BIGINT, phase_id BIGINT, topic_id BIGINT, ends_on DATE
);
CREATE TABLE programmes_operation_administrations (operation_id BIGINT, administration_id BIGINT);
CREATE TABLE programmes_need (
    programme_id BIGINT, administration_id BIGINT, topic_id BIGINT, said_on DATE
);
CREATE TABLE programmes_offer (
    programme_id BIGINT, administration_id BIGINT, topic_id BIGINT, available_from DATE
);
CREATE TABLE programmes_commitment (programme_id BIGINT, owner_id BIGINT, made_on DATE, state VARCHAR);
CREATE TABLE programmes_fellowship (
    programme_id BIGINT, phase_id BIGINT, administration_id BIGINT, person_id BIGINT,
    starts_on DATE, ends_on DATE, state VARCHAR
);
CREATE TABLE programmes_supportactivity (
    id BIGINT, programme_id BIGINT, phase_id BIGINT, administration_id BIGINT, topic_id BIGINT, ends_on DATE
);
CREATE TABLE programmes_supportperson (
    activity_id BIGINT, person_id BIGINT, organisation_id BIGINT, side VARCHAR
);
CREATE TABLE programmes_mission (
    id BIGINT, programme_id BIGINT, phase_id BIGINT, administration_id BIGINT, ends_on DATE
);
CREATE TABLE programmes_recommendation (mission_id BIGINT, topic_id BIGINT, answer VARCHAR, state VARCHAR);
CREATE TABLE programmes_survey (id BIGINT, programme_id BIGINT, ends_on DATE);
CREATE TABLE programmes_questionnaire (survey_id BIGINT, administration_id BIGINT, answered_at VARCHAR);
CREATE TABLE trainers_cohort (id BIGINT, programme_id BIGINT, phase_id BIGINT);
CREATE TABLE trainers_cohort_topics (cohort_id BIGINT, topic_id BIGINT);
CREATE TABLE trainers_cohortstage (id BIGINT, cohort_id BIGINT, position SMALLINT);
CREATE TABLE trainers_cohortparticipant (
    cohort_id BIGINT, administration_id BIGINT, joined_on DATE, first_stage_id BIGINT, left_on DATE
);
