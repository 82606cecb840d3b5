package pdf

import "graftstat/reports/figure"

// mm is a millimetre in points.
const mm = 72 / 25.4

// colour is red, green and blue, each 0 to 255.
type colour struct{ r, g, b int }

// style of a text. Size and leading are in points.
type style struct {
	face          figure.FontStyle
	size, leading float64
	colour        colour
}

// baseline below the top of a line: capitals stand in its middle.
func (s style) baseline() float64 { return s.leading/2 + 0.33*s.size }

func (s style) in(c colour) style {
	s.colour = c
	return s
}

// times is a style as many times as large.
func (s style) times(factor float64) style {
	s.size *= factor
	s.leading *= factor
	return s
}

func (s style) strong() style {
	s.face = figure.SemiBold
	return s
}

// scale is the one set of type sizes and colours of a report.
type scale struct {
	title, subtitle    style
	heading1, heading2 style
	lead, body, note   style
	caption            style
	table, tableHead   style
	cardLabel, cardKey style
	cardText           style
	furniture          style

	blue, ink, grey  colour
	rule, tint, pale colour
	attention, fault colour
	calm             colour
}

func newScale() scale {
	blue := colour{0x1B, 0x36, 0x5D}
	ink := colour{0x22, 0x26, 0x2B}
	grey := colour{0x5A, 0x61, 0x6B}
	return scale{
		title:     style{figure.SemiBold, 20, 25, blue},
		subtitle:  style{figure.Regular, 11, 15, grey},
		heading1:  style{figure.SemiBold, 14, 18, blue},
		heading2:  style{figure.SemiBold, 11, 15, blue},
		lead:      style{figure.Regular, 11, 15.5, ink},
		body:      style{figure.Regular, 9.5, 13.5, ink},
		note:      style{figure.Regular, 7.5, 10.2, grey},
		caption:   style{figure.SemiBold, 9.5, 13.5, blue},
		table:     style{figure.Regular, 8, 10.6, ink},
		tableHead: style{figure.SemiBold, 8, 10.6, blue},
		cardLabel: style{figure.SemiBold, 8, 10.2, ink},
		cardKey:   style{figure.SemiBold, 16, 20, blue},
		cardText:  style{figure.Regular, 8, 10.6, ink},
		furniture: style{figure.Regular, 7.5, 10.2, grey},
		blue:      blue,
		ink:       ink,
		grey:      grey,
		rule:      colour{0xD3, 0xD8, 0xE0},
		tint:      colour{0xF3, 0xF5, 0xF8},
		pale:      colour{0xFD, 0xF4, 0xDF},
		attention: colour{0xE6, 0x9F, 0x00}, // Okabe and Ito's orange
		fault:     colour{0xD5, 0x5E, 0x00}, // and vermilion
		calm:      colour{0x00, 0x9E, 0x73}, // and green
	}
}
