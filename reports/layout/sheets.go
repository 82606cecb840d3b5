package layout

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// sheets of the workbook: summary, a sheet a cohort, the numbers behind the
// curves, the line listing, issues, definitions and methods, provenance.
func (b *builder) sheets() []Sheet {
	sheets := []Sheet{b.summarySheet()}
	for i := range b.results.Cohorts {
		sheets = append(sheets, b.cohortSheet(&b.results.Cohorts[i]))
	}
	if len(b.results.Scores) > 0 {
		sheets = append(sheets, b.scoreSheet())
	}
	sheets = append(sheets, b.curveSheet())
	if b.listing != nil {
		sheets = append(sheets, b.listingSheet())
	}
	sheets = append(sheets, b.issueSheet(), b.sectionSheet(b.words.Text("sheet.definitions"), b.definitionSection(), b.methodSection()),
		b.sectionSheet(b.words.Text("sheet.provenance"), b.provenanceSection()))
	for i := range sheets {
		b.leaveOutLong(&sheets[i])
	}
	uniqueNames(sheets)
	return sheets
}

// mostRows is the number of rows up to which a table is put on a sheet: a
// longer one opens slowly, and Excel holds no more than a million.
const mostRows = 200_000

// leaveOutLong puts a sentence in the place of a table that is too long.
func (b *builder) leaveOutLong(s *Sheet) {
	for i := range s.Blocks {
		if t := s.Blocks[i].Table; t != nil && len(t.Rows) > mostRows {
			s.Blocks[i] = paragraph(Warning, b.words.Text("sheet.too_long", b.words.Integer(len(t.Rows))))
		}
	}
}

// uniqueNames makes sheet names legal: 31 characters, none of : \ / ? * [ ],
// no two alike when case is ignored. Links follow a sheet to its new name.
func uniqueNames(sheets []Sheet) {
	taken := make(map[string]bool)
	renamed := make(map[string]string)
	for i := range sheets {
		name := legalName(sheets[i].Name)
		short := name
		for n := 2; taken[strings.ToLower(string(short))]; n++ {
			suffix := []rune(" " + strconv.Itoa(n))
			short = append(slices.Clone(name[:min(len(name), 31-len(suffix))]), suffix...)
		}
		taken[strings.ToLower(string(short))] = true
		renamed[sheets[i].Name] = string(short)
		sheets[i].Name = string(short)
	}
	for _, s := range sheets {
		for _, block := range s.Blocks {
			if block.Table == nil {
				continue
			}
			for _, row := range block.Table.Rows {
				for j := range row.Cells {
					if to, ok := renamed[row.Cells[j].Link]; ok {
						row.Cells[j].Link = to
					}
				}
			}
		}
	}
}

func legalName(name string) []rune {
	legal := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, name))
	return legal[:min(len(legal), 31)]
}

// sheetEstimateColumns are a workbook's own: every part of an estimate in a column.
func (b *builder) sheetEstimateColumns() []Column {
	w := b.words
	return []Column{
		{Head: w.Text("column_head.cohort")}, {Head: w.Text("column_head.endpoint")}, {Head: w.Text("column_head.by")}, {Head: w.Text("column_head.group")},
		{Head: w.Text("column_head.cases"), Number: true}, {Head: w.Text("column_head.time", b.unit(b.results.Study.TimeUnit)), Number: true},
		{Head: w.Text("estimate.at_risk"), Number: true}, {Head: w.Text("estimate.events"), Number: true}, {Head: w.Text("estimate.competing"), Number: true},
		{Head: w.Text("column_head.censored"), Number: true},
		{Head: w.Text("estimate.estimate"), Number: true}, {Head: w.Text("column_head.lower"), Number: true}, {Head: w.Text("column_head.upper"), Number: true},
		{Head: w.Text("column_head.std_err"), Number: true}, {Head: w.Text("column_head.interval")}, {Head: w.Text("column_head.reason")},
	}
}

func (b *builder) sheetEstimate(c *result.Cohort, e *result.Endpoint, g *result.Group, p result.Point) Row {
	w := b.words
	by := ""
	if g.By != "" {
		by = b.column(g.By)
	}
	row := Row{Cells: []Cell{
		text(b.cohortName(c.ID)), text(b.endpointName(e)), text(by), text(b.group(g.By, g.Group)), b.integer(g.Cases), b.time(p.Time),
		b.integer(p.AtRisk), b.integer(p.Events), b.integer(p.Competing), b.integer(p.Censored),
		b.share(p.Estimate, g.Cases), b.share(p.Lower, g.Cases), b.share(p.Upper, g.Cases),
		number(float64(p.StdErr), Decimal, w.Decimal(float64(p.StdErr), 3)), text(""), text(""),
	}}
	for j := range row.Cells {
		if row.Cells[j].Value == nil && row.Cells[j].Text == words.None {
			row.Cells[j].Text = "" // a column of numbers stays one
		}
	}
	if e.Kind == "survival" {
		row.Cells[8] = text("")
	}
	if p.Interval != "" {
		row.Cells[14] = text(w.Text("interval." + p.Interval))
	}
	if p.Reason != "" {
		row.Cells[15] = text(w.Text("reason." + p.Reason))
	}
	return row
}

func (b *builder) share(x result.Number, n int) Cell { return b.percent(float64(x), n) }

// summarySheet has every estimate at a time that was asked for.
func (b *builder) summarySheet() Sheet {
	w := b.words
	t := &Table{ID: "summary-estimates", Columns: b.sheetEstimateColumns()}
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			for _, g := range groupsBy(e, "") {
				for _, at := range g.At {
					row := b.sheetEstimate(c, e, g, at.Point)
					row.Cells[0].Link = b.cohortName(c.ID)
					t.Rows = append(t.Rows, row)
				}
			}
		}
	}
	blocks := []Block{}
	for i := range b.results.Cohorts {
		blocks = append(blocks, paragraph(Lead, b.cohortSentence(&b.results.Cohorts[i])))
	}
	for _, sentence := range b.signals() {
		blocks = append(blocks, paragraph(Warning, sentence))
	}
	blocks = append(blocks, paragraph(Note, w.Text("summary.sheet_note", b.level())), Block{Table: t})
	return Sheet{Name: w.Text("sheet.summary"), Title: b.document().Title, Blocks: blocks, Wide: true, Filter: true}
}

func (b *builder) cohortSheet(c *result.Cohort) Sheet {
	estimates := &Table{ID: c.ID + "-estimates", Caption: b.words.Text("key.caption_groups"), Columns: b.sheetEstimateColumns()}
	blocks := []Block{paragraph(Lead, b.cohortSentence(c)), paragraph(Body, b.followUpSentence(c)), {Table: b.flowTable(c)}}
	if t := b.baselineTable(c); len(t.Rows) > 0 {
		blocks = append(blocks, Block{Table: t})
	}
	blocks = append(blocks, Block{Table: estimates})
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for j := range e.Groups {
			for _, at := range e.Groups[j].At {
				estimates.Rows = append(estimates.Rows, b.sheetEstimate(c, e, &e.Groups[j], at.Point))
			}
		}
		if t := b.daysTable(c, e, ""); len(t.Rows) > 0 {
			blocks = append(blocks, Block{Table: t})
		}
	}
	return Sheet{Name: b.cohortName(c.ID), Title: b.cohortName(c.ID), Blocks: blocks, Wide: true}
}

// curveSheet has the numbers behind every curve.
func (b *builder) curveSheet() Sheet {
	w := b.words
	t := &Table{ID: "curves", Columns: b.sheetEstimateColumns()}
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			for k := range e.Groups {
				for _, p := range e.Groups[k].Curve {
					t.Rows = append(t.Rows, b.sheetEstimate(c, e, &e.Groups[k], p))
				}
			}
		}
	}
	return Sheet{Name: w.Text("sheet.curves"), Title: w.Text("curves.title"), Blocks: []Block{paragraph(Note, w.Text("curves.note")), {Table: t}}, Wide: true, Filter: true}
}

// listingSheet says of every case and endpoint who counted as what, and which
// cell decided it.
func (b *builder) listingSheet() Sheet {
	w := b.words
	t := &Table{ID: "listing", Columns: []Column{
		{Head: w.Text("issues.case")}, {Head: w.Text("listing.patient")}, {Head: w.Text("column_head.cohort")}, {Head: w.Text("column_head.endpoint")},
		{Head: w.Text("column_head.group")}, {Head: w.Text("column_head.time", b.unit(b.results.Study.TimeUnit)), Number: true}, {Head: w.Text("listing.status"), Number: true},
		{Head: w.Text("listing.meaning")}, {Head: w.Text("listing.decided")}, {Head: w.Text("issues.file")}, {Head: w.Text("issues.line"), Number: true}, {Head: w.Text("issues.column")},
	}}
	names := make(map[string]string)
	for i := range b.results.Cohorts {
		for j := range b.results.Cohorts[i].Endpoints {
			e := &b.results.Cohorts[i].Endpoints[j]
			names[b.results.Cohorts[i].ID+"/"+e.ID] = b.endpointName(e)
		}
	}
	if n := len(b.listing.Rows); n > mostRows {
		return Sheet{Name: w.Text("sheet.listing"), Title: w.Text("listing.title"), Blocks: []Block{paragraph(Warning, w.Text("sheet.too_long", w.Integer(n)))}}
	}
	for _, r := range b.listing.Rows {
		t.Rows = append(t.Rows, b.listingRow(r, names[r.Cohort+"/"+r.Endpoint]))
	}
	return Sheet{Name: w.Text("sheet.listing"), Title: w.Text("listing.title"), Blocks: []Block{paragraph(Note, w.Text("listing.note")), {Table: t}}, Wide: true, Filter: true}
}

func (b *builder) listingRow(r result.ListingRow, endpoint string) Row {
	w := b.words
	groups := make([]string, len(r.Groups))
	for i, g := range r.Groups {
		groups[i] = b.group(g.By, g.Group)
	}
	status := number(float64(r.Status), Integer, w.Integer(r.Status))
	decided := b.milestone(r.Code)
	mark := NoMark
	if r.Status < 0 {
		status, mark = text(""), Attention
		decided = w.Text("exclusion." + r.Code)
	}
	line := text("")
	if r.Decided.Line > 0 {
		line = b.integer(r.Decided.Line)
	}
	time := number(math.NaN(), Days, "")
	if r.Status >= 0 {
		time = b.time(r.Time)
	}
	return Row{Mark: mark, Cells: []Cell{text(r.Case), text(r.Patient), text(b.cohortName(r.Cohort)), text(endpoint), text(strings.Join(groups, "; ")), time, status,
		text(w.Text("status." + statusCode(r.Status))), text(decided), text(r.Decided.File), line, text(r.Decided.Column)}}
}

func statusCode(status int) string {
	switch status {
	case -1:
		return "set_aside"
	case 0:
		return "censored"
	case 1:
		return "event"
	}
	return "competing"
}

// sectionSheet puts pages of the PDF on a sheet.
func (b *builder) sectionSheet(name string, sections ...Section) Sheet {
	s := Sheet{Name: name, Title: sections[0].Title, Wide: true}
	for i, section := range sections {
		if i > 0 {
			s.Blocks = append(s.Blocks, paragraph(Lead, section.Title))
		}
		s.Blocks = append(s.Blocks, section.Blocks...)
	}
	return s
}
