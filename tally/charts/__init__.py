"""Charts as plain values that a template draws as SVG.

`balance`, `assembly`, `bars`, `dots`, `sparkline`, `composition`, `lines`, `strip`,
`columns` and `choropleth` take values and return SVG text, escaped and well formed.
Colour comes from classes (`is-workers`), so that the page's tokens decide it in light,
dark, print and forced colours. Lengths across are percentages and lengths down are em:
a chart fits any width while its text keeps the size of the text around it. Right to
left, charts are mirrored; maps never are.

`courses` returns a specification, which `vega` draws into a file of its own: such a
chart is too large for a page. What of a series may be joined, `course` decides for all.
"""
