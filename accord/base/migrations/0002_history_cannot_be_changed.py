"""Triggers that refuse to change or remove history."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'History is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE ON base_entry
    FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER entry_is_not_emptied BEFORE TRUNCATE ON base_entry
    FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER seal_is_append_only BEFORE UPDATE OR DELETE ON base_seal
    FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER seal_is_not_emptied BEFORE TRUNCATE ON base_seal
    FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();
-- The personal values may be erased with their row, never rewritten.
CREATE TRIGGER personal_is_not_rewritten BEFORE UPDATE ON base_personal
    FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
"""

BACKWARD = """
DROP TRIGGER personal_is_not_rewritten ON base_personal;
DROP TRIGGER seal_is_not_emptied ON base_seal;
DROP TRIGGER seal_is_append_only ON base_seal;
DROP TRIGGER entry_is_not_emptied ON base_entry;
DROP TRIGGER entry_is_append_only ON base_entry;
DROP FUNCTION history_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
