package cohort

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// landmarkBlocks show an endpoint again from a landmark on, among those without
// an event and still followed then: curves and a table for each split, named
// after the landmark everywhere, as such numbers are conditional.
func (b *Builder) landmarkBlocks(c *result.Cohort, e *result.Endpoint) []document.Block {
	var blocks []document.Block
	for i := range e.Landmarks {
		l := &e.Landmarks[i]
		if l.Reason != "" {
			blocks = append(blocks, page.Paragraph(document.Note, b.noLandmark(c, e, l)))
			continue
		}
		day := b.OnDay(float64(l.Day))
		from := b.fromLandmark(e, l, day)
		if len(from.Groups) == 0 || from.Groups[0].Cases == 0 {
			blocks = append(blocks, page.Paragraph(document.Note,
				b.Words.Text("landmark.nobody", b.EndpointName(e), day)))
			continue
		}
		blocks = append(blocks, page.Paragraph(document.Body, b.landmarkNote(c, e, l, day)))
		blocks = append(blocks, b.landmarkWhole(c, from))
		for _, by := range page.Bys(from)[1:] {
			if len(from.Groups[0].At) > 0 {
				blocks = append(blocks, b.splitBlocks(c, from, by)...)
			} else if IsDrawn(page.GroupsBy(from, by)) {
				blocks = append(blocks, document.Block{Figure: b.CurveFigure(c, from, by)})
			}
		}
	}
	return blocks
}

// landmarkNote says what a landmark analysis is and how its day was found.
func (b *Builder) landmarkNote(c *result.Cohort, e *result.Endpoint, l *result.Landmark, day string) string {
	note := b.Words.Text("landmark.note", b.EndpointName(e), day)
	if l.Auto {
		note += " " + b.Words.Text("landmark.found."+landmarkOf(l), b.minAtRisk(c), b.comparedName(l))
	}
	return note
}

// noLandmark says why no day was found.
func (b *Builder) noLandmark(c *result.Cohort, e *result.Endpoint, l *result.Landmark) string {
	key := "landmark.reason." + landmarkOf(l) + "." + l.Reason
	return b.Words.Text(key, b.EndpointName(e), b.minAtRisk(c), b.comparedName(l))
}

// landmarkOf tells the landmark of a comparison from that of all cases.
func landmarkOf(l *result.Landmark) string {
	if l.By == "" {
		return "all"
	}
	return "by"
}

func (b *Builder) comparedName(l *result.Landmark) string {
	if l.By == "" {
		return ""
	}
	return page.Lowered(b.Column(l.By))
}

// minAtRisk is the cohort's min_group.
func (b *Builder) minAtRisk(c *result.Cohort) string {
	i := slices.IndexFunc(b.Results.Study.Cohorts, func(s result.StudyCohort) bool { return s.ID == c.ID })
	if i < 0 {
		return "min_group"
	}
	return b.Words.Integer(b.Results.Study.Cohorts[i].MinGroup)
}

// landmarkWhole is the curve of all beside its table, if a time that is asked for
// lies after the landmark.
func (b *Builder) landmarkWhole(c *result.Cohort, from *result.Endpoint) document.Block {
	figure := document.Block{Figure: b.CurveFigure(c, from, "")}
	if len(from.Groups[0].At) == 0 {
		return figure
	}
	table := b.estimateTable(c, from)
	table.Caption = b.Words.Text("landmark.caption", b.EndpointName(from), table.Caption)
	return document.Block{Row: []document.Block{figure, {Table: table}}}
}

// fromLandmark is the endpoint with the groups, tests and comparisons of a landmark.
func (b *Builder) fromLandmark(e *result.Endpoint, l *result.Landmark, day string) *result.Endpoint {
	from := *e
	from.ID, from.Base = e.ID+"-landmark", ""
	if l.By != "" { // a day of its own for each comparison
		from.ID += "-" + l.By
	}
	from.Label = result.Text{b.Words.Language: b.Words.Text("landmark.name", b.EndpointName(e), day)}
	from.Groups, from.Tests, from.Comparisons = l.Groups, l.Tests, l.Comparisons
	from.Differences, from.Landmarks, from.Models, from.NoneRecorded = nil, nil, nil, nil
	return &from
}
