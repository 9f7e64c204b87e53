"""Backups: all that an installation must never lose, sealed in one file.

The file is in the age format (age-encryption.org/v1), for recipients whose private
keys need not be on this machine. Inside is a tar stream: the database as `pg_dump`
writes it, in pieces; every file; and last a manifest, which says what there must be.
"""
