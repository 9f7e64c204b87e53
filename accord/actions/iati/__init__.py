"""From a published IATI file to drafts of a partner: map, plan, carry out, show."""
