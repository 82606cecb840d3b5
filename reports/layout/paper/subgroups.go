package paper

import (
	"fmt"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// subgroupBlocks are the effect of one comparison within the groups of others:
// a table and a forest for each endpoint and comparison.
func (b *Builder) subgroupBlocks() []document.Block {
	var blocks []document.Block
	all := b.Results.Paper.Subgroups
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].Cohort == all[from].Cohort && all[to].Endpoint == all[from].Endpoint &&
			all[to].By == all[from].By {
			to++
		}
		same := all[from:to]
		blocks = append(blocks, document.Block{Table: b.subgroupTable(same)})
		if f := b.subgroupForest(same); f != nil {
			blocks = append(blocks, document.Block{Figure: f})
		}
		from = to
	}
	return blocks
}

func subgroupID(s *result.Subgroup) string {
	return fmt.Sprintf("subgroups-%s-%s-%s", s.Cohort, s.Endpoint, s.By)
}

func (b *Builder) subgroupTitle(s *result.Subgroup) string {
	return b.Words.Text("paper.subgroups.caption", b.CohortName(s.Cohort),
		page.Lowered(b.EndpointNamed(s.Cohort, s.Endpoint)), page.Lowered(b.Term(s.By)))
}

// subgroupTable has a line for each group of the other column and each group
// compared, under the test of their interaction.
func (b *Builder) subgroupTable(same []result.Subgroup) *document.Table {
	t := b.grid(page.Paper, subgroupID(&same[0]), b.subgroupTitle(&same[0]), "subgroup")
	t.Figures("events_of_cases")
	t.Columns("compared_group")
	t.Filled("ratio_and_limits", b.Level())
	t.Figures("ratio_and_limits", "paper_p")
	t.Note(b.subgroupNote(&same[0]))
	for i := range same {
		s := &same[i]
		t.Heading(b.interactionHead(s))
		for _, l := range s.Levels {
			t.subgroup(s, &l)
			if len(l.LeftOut) > 0 && l.Status != "min_group" {
				t.Note(b.subgroupName(s, &l) + ": " + b.Words.Text("test.not_compared", b.TermList(l.LeftOut)))
			}
		}
	}
	return t.Table()
}

// subgroupNote says what is compared with what, and what the hazards are.
func (b *Builder) subgroupNote(s *result.Subgroup) string {
	note := b.Words.Text("paper.subgroups.note")
	if s.Reference != "" {
		note = b.Words.Text("paper.subgroups.against", b.Group(s.By, s.Reference)) + " " + note
	}
	if e := b.EndpointWith(s.Cohort, s.Endpoint); e != nil && len(e.Definition.Competing) > 0 {
		note += " " + b.Words.Text("paper.subgroups.cause_specific")
	}
	return note
}

// interactionHead is the name of the column with the test of the interaction.
func (b *Builder) interactionHead(s *result.Subgroup) string {
	w, name := b.Words, b.Term(s.Within)
	switch {
	case s.Interaction != nil && !s.Interaction.P.IsMissing():
		return w.Text("paper.subgroups.interaction", name, w.Decimal(float64(s.Interaction.Statistic), 2),
			w.Integer(s.Interaction.DF), w.P(float64(s.Interaction.P)))
	case s.Reason != "":
		return w.Text("paper.subgroups.no_interaction", name, b.statusOrReason(s.Reason))
	}
	return name
}

// statusOrReason words a code of either list.
func (b *Builder) statusOrReason(code string) string {
	if s, ok := b.Words.Find("model_status." + code); ok {
		return s
	}
	return b.Words.Text("reason." + code)
}

func (b *Builder) subgroupName(s *result.Subgroup, l *result.SubgroupLevel) string {
	return b.Group(s.Within, l.Level)
}

func (t *grid) subgroup(s *result.Subgroup, l *result.SubgroupLevel) {
	b := t.builder
	t.Row()
	t.Text("subgroup", b.subgroupName(s, l)).Indent = 1
	t.Text("events_of_cases", b.EventsOf(l.Events, l.Cases))
	if l.Status != "ok" || len(l.Terms) == 0 {
		dash := b.Dash(b.levelReason(l))
		t.Set("compared_group", dash)
		t.Text("ratio_and_limits", b.Words.Text("model.none"))
		t.Set("paper_p", dash)
		return
	}
	for i, term := range l.Terms {
		if i > 0 {
			t.Row()
			t.Text("subgroup", "").Indent = 1
		}
		t.Text("compared_group", b.Group(s.By, strings.TrimPrefix(term.Term, s.By+"=")))
		t.Set("ratio_and_limits", b.RatioCell(term))
		t.Set("paper_p", b.Explained(b.PCell(term.P), b.ReasonText(term.Reason)))
	}
}

// levelReason is why the model of a group has no fit.
func (b *Builder) levelReason(l *result.SubgroupLevel) string {
	if l.Status == "ok" {
		return ""
	}
	return b.Words.Text("model_status." + l.Status)
}

// subgroupForest draws the same; nil where no group has a fit.
func (b *Builder) subgroupForest(same []result.Subgroup) *document.Figure {
	f, forest := b.ratioFigure(subgroupID(&same[0]), b.subgroupTitle(&same[0]))
	drawn := false
	forest.LabelHead = b.HeadText("subgroup")
	for i := range same {
		s := &same[i]
		forest.Rows = append(forest.Rows, document.ForestRow{Label: b.interactionHead(s), Heading: true})
		for _, l := range s.Levels {
			if l.Status != "ok" || len(l.Terms) == 0 {
				row := b.referenceRow(b.subgroupName(s, &l))
				row.Missing = b.Words.Text("model.none")
				forest.Rows = append(forest.Rows, row)
				continue
			}
			for _, term := range l.Terms {
				drawn = true
				label := b.Words.Text("paper.subgroups.row", b.subgroupName(s, &l),
					b.Group(s.By, strings.TrimPrefix(term.Term, s.By+"=")))
				b.addRatio(f, forest, label, label, 1, term)
			}
		}
	}
	if !drawn {
		return nil
	}
	return f
}
