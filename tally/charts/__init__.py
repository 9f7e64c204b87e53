"""Small charts as plain values that a template draws as SVG."""
