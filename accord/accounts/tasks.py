"""The jobs of this app, for the process that runs them."""

from accord.accounts.personal.copying import make_copy
from accord.accounts.personal.erasure import write_list_later
from accord.accounts.personal.retention import let_go_nightly
from accord.accounts.personal.stored_files import remove_files

__all__ = ["let_go_nightly", "make_copy", "remove_files", "write_list_later"]
