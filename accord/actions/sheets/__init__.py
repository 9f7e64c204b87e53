"""From a spreadsheet of actions to drafts: columns, rows, plan, carried out, shown."""
