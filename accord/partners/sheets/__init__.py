"""From a spreadsheet of organizations to profiles and prospects."""
