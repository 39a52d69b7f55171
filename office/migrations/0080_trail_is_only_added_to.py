"""The trail and the read log are only ever added to: the database itself refuses anything else.

One thing may be done to them, and only in a transaction that says so (``office.erasing``): taking a
person's values out of the side table, and their name out of the words of an entry. Who did what to which
record, when, through which door, stands for ever.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION office_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE FUNCTION office_is_erasing() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT COALESCE(current_setting('office.erasing', true), '') = 'on'
$$;
"""

ENTRIES = """
CREATE TRIGGER stands BEFORE DELETE OR TRUNCATE ON office_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION office_refuse();
CREATE TRIGGER stands_as_it_is BEFORE UPDATE ON office_auditentry
    FOR EACH STATEMENT WHEN (NOT office_is_erasing()) EXECUTE FUNCTION office_refuse();
CREATE TRIGGER keeps_who_and_what BEFORE UPDATE ON office_auditentry FOR EACH ROW WHEN (
    (NEW.id, NEW.at, NEW.actor_id, NEW.door, NEW.verb, NEW.content_type_id, NEW.object_id, NEW.upload_id)
    IS DISTINCT FROM
    (OLD.id, OLD.at, OLD.actor_id, OLD.door, OLD.verb, OLD.content_type_id, OLD.object_id, OLD.upload_id)
) EXECUTE FUNCTION office_refuse();
"""

READS = """
CREATE TRIGGER stands BEFORE UPDATE OR DELETE OR TRUNCATE ON office_readentry
    FOR EACH STATEMENT EXECUTE FUNCTION office_refuse();
"""

VALUES = """
CREATE TRIGGER stands_as_it_is BEFORE UPDATE OR TRUNCATE ON office_auditpersonalvalue
    FOR EACH STATEMENT EXECUTE FUNCTION office_refuse();
CREATE TRIGGER stands BEFORE DELETE ON office_auditpersonalvalue
    FOR EACH STATEMENT WHEN (NOT office_is_erasing()) EXECUTE FUNCTION office_refuse();
"""

BACK = """
DROP TRIGGER stands ON office_auditpersonalvalue;
DROP TRIGGER stands_as_it_is ON office_auditpersonalvalue;
DROP TRIGGER stands ON office_readentry;
DROP TRIGGER keeps_who_and_what ON office_auditentry;
DROP TRIGGER stands_as_it_is ON office_auditentry;
DROP TRIGGER stands ON office_auditentry;
DROP FUNCTION office_is_erasing();
DROP FUNCTION office_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("office", "0071_what_is_done_to_accounts")]
    operations = [migrations.RunSQL([REFUSE, ENTRIES, READS, VALUES], BACK)]
