"""A partner’s workspace: what waits, for whom, until when."""
