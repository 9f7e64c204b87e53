"""The sample coalition: invented organizations, people and actions."""
