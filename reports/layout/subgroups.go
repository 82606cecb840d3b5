package layout

import (
	"fmt"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// subgroupBlocks are the effect of one comparison within the groups of others:
// a table and a forest for each endpoint and comparison.
func (b *builder) subgroupBlocks() []Block {
	var blocks []Block
	all := b.results.Paper.Subgroups
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].Cohort == all[from].Cohort && all[to].Endpoint == all[from].Endpoint && all[to].By == all[from].By {
			to++
		}
		same := all[from:to]
		blocks = append(blocks, Block{Table: b.subgroupTable(same)})
		if f := b.subgroupForest(same); f != nil {
			blocks = append(blocks, Block{Figure: f})
		}
		from = to
	}
	return blocks
}

func subgroupID(s *result.Subgroup) string {
	return fmt.Sprintf("subgroups-%s-%s-%s", s.Cohort, s.Endpoint, s.By)
}

func (b *builder) subgroupTitle(s *result.Subgroup) string {
	return b.words.Text("paper.subgroups.caption", b.cohortName(s.Cohort), b.endpointNamed(s.Cohort, s.Endpoint), lowered(b.term(s.By)))
}

// subgroupTable has a line for each group of the other column and each group
// compared, under the test of their interaction.
func (b *builder) subgroupTable(same []result.Subgroup) *Table {
	w := b.words
	t := &Table{ID: subgroupID(&same[0]), Caption: b.subgroupTitle(&same[0]), Columns: []Column{{Head: w.Text("paper.subgroups.group")}, {Head: w.Text("paper.comparison.events"), Number: true},
		{Head: w.Text("paper.subgroups.compared")}, {Head: w.Text("model.ratio_interval", b.level()), Number: true}, {Head: "p", Number: true}}, Notes: []string{b.subgroupNote(&same[0])}}
	for i := range same {
		s := &same[i]
		heading := Row{Heading: true, Cells: make([]Cell, len(t.Columns))}
		heading.Cells[0].Text = b.interactionHead(s)
		t.Rows = append(t.Rows, heading)
		for _, l := range s.Levels {
			t.Rows = append(t.Rows, b.subgroupRows(s, &l)...)
			if l.Status != "ok" {
				t.Notes = appendNew(t.Notes, b.subgroupName(s, &l)+": "+w.Text("model.refused", w.Text("model_kind."+s.Kind), w.Text("model_status."+l.Status)))
			}
			for _, term := range l.Terms {
				if term.Reason != "" && term.Reason != l.Status {
					t.Notes = appendNew(t.Notes, w.Text("paper.models.withheld", b.reasonWords(term.Reason)))
				}
			}
			if len(l.LeftOut) > 0 && l.Status != "min_group" {
				t.Notes = appendNew(t.Notes, b.subgroupName(s, &l)+": "+w.Text("test.not_compared", b.termList(l.LeftOut)))
			}
		}
	}
	return t
}

// subgroupNote says what is compared with what, and what the hazards are.
func (b *builder) subgroupNote(s *result.Subgroup) string {
	note := b.words.Text("paper.subgroups.note")
	if s.Reference != "" {
		note = b.words.Text("paper.subgroups.against", b.group(s.By, s.Reference)) + " " + note
	}
	if e := b.endpointWith(s.Cohort, s.Endpoint); e != nil && len(e.Definition.Competing) > 0 {
		note += " " + b.words.Text("paper.subgroups.cause_specific")
	}
	return note
}

// interactionHead is the name of the column with the test of the interaction.
func (b *builder) interactionHead(s *result.Subgroup) string {
	w, name := b.words, b.term(s.Within)
	switch {
	case s.Interaction != nil && !s.Interaction.P.IsMissing():
		return w.Text("paper.subgroups.interaction", name, w.Decimal(float64(s.Interaction.Statistic), 2), w.Integer(s.Interaction.DF), w.P(float64(s.Interaction.P)))
	case s.Reason != "":
		return w.Text("paper.subgroups.no_interaction", name, b.statusOrReason(s.Reason))
	}
	return name
}

// statusOrReason words a code of either list.
func (b *builder) statusOrReason(code string) string {
	if s, ok := b.words.Find("model_status." + code); ok {
		return s
	}
	return b.words.Text("reason." + code)
}

func (b *builder) subgroupName(s *result.Subgroup, l *result.SubgroupLevel) string {
	return b.group(s.Within, l.Level)
}

func (b *builder) subgroupRows(s *result.Subgroup, l *result.SubgroupLevel) []Row {
	first := []Cell{{Text: b.subgroupName(s, l), Indent: 1}, text(b.eventsOf(l.Events, l.Cases))}
	if l.Status != "ok" || len(l.Terms) == 0 {
		return []Row{{Cells: append(first, text(words.None), text(b.words.Text("model.none")), text(words.None))}}
	}
	var rows []Row
	for _, term := range l.Terms {
		rows = append(rows, Row{Cells: append(first, text(b.group(s.By, strings.TrimPrefix(term.Term, s.By+"="))), b.ratioCell(term), b.pCell(term.P))})
		first = []Cell{{Indent: 1}, {}}
	}
	return rows
}

// subgroupForest draws the same; nil where no group has a fit.
func (b *builder) subgroupForest(same []result.Subgroup) *Figure {
	f, forest := b.ratioFigure(subgroupID(&same[0]), b.subgroupTitle(&same[0]))
	drawn := false
	forest.LabelHead = b.words.Text("paper.subgroups.group")
	for i := range same {
		s := &same[i]
		forest.Rows = append(forest.Rows, ForestRow{Label: b.interactionHead(s), Heading: true})
		for _, l := range s.Levels {
			if l.Status != "ok" || len(l.Terms) == 0 {
				row := b.referenceRow(b.subgroupName(s, &l))
				row.Missing = b.words.Text("model.none")
				forest.Rows = append(forest.Rows, row)
				continue
			}
			for _, term := range l.Terms {
				drawn = true
				label := b.words.Text("paper.subgroups.row", b.subgroupName(s, &l), b.group(s.By, strings.TrimPrefix(term.Term, s.By+"=")))
				b.addRatio(f, forest, label, label, 1, term)
			}
		}
	}
	if !drawn {
		return nil
	}
	return f
}
