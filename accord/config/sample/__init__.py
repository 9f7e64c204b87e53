"""The sample coalition: invented organizations, people and actions, labelled as such."""
