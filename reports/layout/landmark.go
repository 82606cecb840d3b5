package layout

import "graftstat/analysis/result"

// landmarkBlocks show an endpoint again from a landmark on, among those without
// an event and still followed then: curves and a table for each split, named
// after the landmark everywhere, as such numbers are conditional.
func (b *builder) landmarkBlocks(c *result.Cohort, e *result.Endpoint) []Block {
	var blocks []Block
	for i := range e.Landmarks {
		l := &e.Landmarks[i]
		day := b.onDay(l.Day)
		from := b.fromLandmark(e, l, day)
		if len(from.Groups) == 0 || from.Groups[0].Cases == 0 {
			blocks = append(blocks, paragraph(Note, b.words.Text("landmark.nobody", b.endpointName(e), day)))
			continue
		}
		blocks = append(blocks, paragraph(Body, b.words.Text("landmark.note", b.endpointName(e), day)))
		blocks = append(blocks, b.landmarkWhole(c, from))
		for _, by := range bys(from)[1:] {
			if len(from.Groups[0].At) > 0 {
				blocks = append(blocks, b.splitBlocks(c, from, by)...)
			} else if isDrawn(groupsBy(from, by)) {
				blocks = append(blocks, Block{Figure: b.curveFigure(c, from, by)})
			}
		}
	}
	return blocks
}

// landmarkWhole is the curve of all beside its table, if a time that is asked for
// lies after the landmark.
func (b *builder) landmarkWhole(c *result.Cohort, from *result.Endpoint) Block {
	figure := Block{Figure: b.curveFigure(c, from, "")}
	if len(from.Groups[0].At) == 0 {
		return figure
	}
	table := b.estimateTable(c, from)
	table.Caption = b.words.Text("landmark.caption", b.endpointName(from), table.Caption)
	return Block{Row: []Block{figure, {Table: table}}}
}

// fromLandmark is the endpoint with the groups, tests and comparisons of a landmark.
func (b *builder) fromLandmark(e *result.Endpoint, l *result.Landmark, day string) *result.Endpoint {
	from := *e
	from.ID, from.Base = e.ID+"-landmark", ""
	from.Label = result.Text{b.words.Language: b.words.Text("landmark.name", b.endpointName(e), day)}
	from.Groups, from.Tests, from.Comparisons = l.Groups, l.Tests, l.Comparisons
	from.Differences, from.Landmarks, from.Models, from.NoneRecorded = nil, nil, nil, nil
	return &from
}
