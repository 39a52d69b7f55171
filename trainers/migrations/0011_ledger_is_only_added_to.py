"""The ledger of accreditations is only ever added to: the database itself refuses anything else.

Two things may happen to a line that stands, each in its own occasion, and the bookkeeping goes along: its
person becomes the other one of a merge that the register holds and that is not split (a split gives it back
before it says so); and while a name is erased (``office.erasing``) the words lose it. A line that needs a
reason has one when it is written, whatever is erased later.
"""

from django.db import migrations

STANDS = """
CREATE FUNCTION trainers_line_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fixed boolean := (
        NEW.id, NEW.scheme_id, NEW.topic_id, NEW.step, NEW.taken_on, NEW.valid_to, NEW.event_id,
        NEW.corrects_id, NEW.place, NEW.code, NEW.created_at, NEW.created_by_id
    ) IS NOT DISTINCT FROM (
        OLD.id, OLD.scheme_id, OLD.topic_id, OLD.step, OLD.taken_on, OLD.valid_to, OLD.event_id,
        OLD.corrects_id, OLD.place, OLD.code, OLD.created_at, OLD.created_by_id
    );
    same_person boolean := NEW.person_id = OLD.person_id;
    same_words boolean := (NEW.name, NEW.assessor, NEW.evidence, NEW.reason)
        IS NOT DISTINCT FROM (OLD.name, OLD.assessor, OLD.evidence, OLD.reason);
BEGIN
    IF fixed AND same_person AND office_is_erasing() THEN
        RETURN NEW;
    END IF;
    IF fixed AND same_words AND NOT same_person AND EXISTS (
        SELECT FROM members_merge
        WHERE split_at IS NULL
        AND (kept_id, lost_id) IN ((NEW.person_id, OLD.person_id), (OLD.person_id, NEW.person_id))
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is only ever added to: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER stands_as_it_is BEFORE UPDATE ON trainers_ledgerline
    FOR EACH ROW EXECUTE FUNCTION trainers_line_stands();
CREATE TRIGGER stands BEFORE DELETE OR TRUNCATE ON trainers_ledgerline
    FOR EACH STATEMENT EXECUTE FUNCTION office_refuse();
"""

REASONS = """
CREATE FUNCTION trainers_line_has_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This line of % needs a reason.', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER has_its_reason BEFORE INSERT ON trainers_ledgerline FOR EACH ROW WHEN (
    btrim(NEW.reason) = ''
    AND (NEW.step IN ('SUSPENDED', 'LAPSED', 'WITHDRAWN', 'STRUCK') OR NEW.corrects_id IS NOT NULL)
) EXECUTE FUNCTION trainers_line_has_reason();
"""

BACK = """
DROP TRIGGER has_its_reason ON trainers_ledgerline;
DROP FUNCTION trainers_line_has_reason();
DROP TRIGGER stands ON trainers_ledgerline;
DROP TRIGGER stands_as_it_is ON trainers_ledgerline;
DROP FUNCTION trainers_line_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("trainers", "0010_schemes_and_ledger"),
        ("office", "0080_trail_is_only_added_to"),
        ("members", "0012_merges"),
    ]
    operations = [migrations.RunSQL([STANDS, REASONS], BACK)]
