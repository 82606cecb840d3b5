package layout

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/printable"
	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// sheets of the workbook: summary, a sheet a cohort, every estimate, the curves
// as charts with their points, the numbers behind them, the line listing,
// issues, definitions and methods, provenance, and what each column means.
func (b *builder) sheets() []Sheet {
	book := b.chartSheets()
	sheets := []Sheet{b.summarySheet(book)}
	if s, ok := b.changesSheet(); ok {
		sheets = append(sheets, s)
	}
	sheets = append(sheets, b.monitorSheets()...)
	for i := range b.results.Cohorts {
		sheets = append(sheets, b.cohortSheet(&b.results.Cohorts[i]))
	}
	sheets = append(sheets, b.estimateSheet(book))
	sheets = append(sheets, book.sheets...)
	if len(b.results.Scores) > 0 {
		sheets = append(sheets, b.scoreSheet())
	}
	sheets = append(sheets, b.paperSheets()...)
	if len(book.points.Rows) > 0 {
		sheets = append(sheets, b.pointSheet(book.points))
	}
	sheets = append(sheets, b.curveSheet())
	if b.listing != nil {
		sheets = append(sheets, b.listingSheet())
	}
	sheets = append(sheets, b.issueSheet(), b.sectionSheet("definitions", b.words.Text("sheet.definitions"), b.definitionSection(), b.methodSection()),
		b.sectionSheet("provenance", b.words.Text("sheet.provenance"), b.provenanceSection()))
	for i := range sheets {
		b.leaveOutLong(&sheets[i])
	}
	sheets = append(sheets, b.codeSheet())
	sheets = append(sheets, b.dictionarySheet(sheets))
	for i := range sheets {
		b.shorten(&sheets[i])
	}
	uniqueNames(sheets)
	return sheets
}

// mostRows is the number of rows up to which a table is put on a sheet: a
// longer one opens slowly, and takes more time and memory than all else that a
// large registry is given. It is in a file of its own.
const mostRows = 50_000

// leaveOutLong puts a sentence in the place of a table that is too long.
func (b *builder) leaveOutLong(s *Sheet) {
	for i := range s.Blocks {
		if t := s.Blocks[i].Table; t != nil && len(t.Rows) > mostRows {
			s.Blocks[i] = b.tooLong(len(t.Rows))
		}
	}
}

// tooLong stands in the place of a table of so many rows.
func (b *builder) tooLong(rows int) Block {
	return paragraph(Warning, b.words.Text("sheet.too_long", b.words.Integer(rows)))
}

// mostText is the number of bytes of a text up to which it is surely within the
// 32,767 UTF-16 units that a cell holds.
const mostText = 32_000

// shorten cuts a text that no cell would hold, and says so at its end.
func (b *builder) shorten(s *Sheet) {
	for _, block := range s.Blocks {
		if block.Table == nil {
			continue
		}
		for _, row := range block.Table.Rows {
			for j := range row.Cells {
				if c := &row.Cells[j]; len(c.Text) > mostText {
					c.Text = strings.ToValidUTF8(c.Text[:mostText], "") + " " + b.words.Text("workbook.cut", b.words.Integer(len([]rune(c.Text))))
				}
			}
		}
	}
}

// uniqueNames makes sheet names legal: 31 characters, none of : \ / ? * [ ],
// no two alike when case is ignored.
func uniqueNames(sheets []Sheet) {
	taken := make(map[string]bool)
	for i := range sheets {
		name := legalName(sheets[i].Name)
		short := name
		for n := 2; taken[strings.ToLower(string(short))]; n++ {
			suffix := []rune(" " + strconv.Itoa(n))
			short = append(slices.Clone(name[:min(len(name), 31-len(suffix))]), suffix...)
		}
		taken[strings.ToLower(string(short))] = true
		sheets[i].Name = strings.TrimSpace(string(short))
	}
}

func legalName(name string) []rune {
	legal := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, printable.Text(name)))
	return legal[:min(len(legal), 31)]
}

// curveColumns are a workbook's own: every part of a point of a curve in a column.
func (b *builder) curveColumns() []Column {
	w := b.words
	return []Column{
		{Head: w.Text("column_head.cohort")}, {Head: w.Text("column_head.endpoint")}, {Head: w.Text("column_head.by")}, {Head: w.Text("column_head.group")},
		{Head: w.Text("column_head.cases"), Number: true}, {Head: w.Text("column_head.time", b.unit(b.results.Study.TimeUnit)), Number: true},
		{Head: w.Text("estimate.at_risk"), Number: true, Few: true}, {Head: w.Text("estimate.events_then"), Number: true}, {Head: w.Text("estimate.competing"), Number: true},
		{Head: w.Text("column_head.censored"), Number: true},
		{Head: w.Text("estimate.estimate"), Number: true}, {Head: w.Text("column_head.lower"), Number: true}, {Head: w.Text("column_head.upper"), Number: true},
		{Head: w.Text("column_head.std_err"), Number: true}, {Head: w.Text("column_head.interval")}, {Head: w.Text("column_head.reason")},
	}
}

// timeColumnOf is the place of the time among curveColumns. An estimate has the
// events of all times and the time as asked before it.
const timeColumnOf = 5

// sheetEstimateColumns are those of the estimates at the times asked for, whose
// counts are of all up to then.
func (b *builder) sheetEstimateColumns() []Column {
	w, columns := b.words, b.curveColumns()
	columns[timeColumnOf+2].Head, columns[timeColumnOf+3].Head, columns[timeColumnOf+4].Head = w.Text("estimate.events_by"), w.Text("estimate.competing_by"), w.Text("estimate.censored_by")
	return slices.Insert(columns, timeColumnOf, Column{Head: w.Text("estimate.events_in_all"), Number: true}, Column{Head: w.Text("estimate.asked")})
}

// sheetEstimate is the row of an estimate at a time that was asked for.
func (b *builder) sheetEstimate(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) Row {
	row := b.curveRow(c, e, g, at.Point)
	row.Cells = slices.Insert(row.Cells, timeColumnOf, b.integer(g.Events), text(b.asked(at.AskedTime)))
	return row
}

func (b *builder) curveRow(c *result.Cohort, e *result.Endpoint, g *result.Group, p result.Point) Row {
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
		row.Cells[15] = Cell{Text: w.Text("reason." + p.Reason), Mark: Attention}
	}
	return row
}

func (b *builder) share(x result.Number, n int) Cell { return b.percent(float64(x), n) }

// summarySheet has every estimate of the whole cohorts at a time that was
// asked for. Its links lead to the cohort and to the chart.
func (b *builder) summarySheet(book *chartBook) Sheet {
	w := b.words
	t := &Table{ID: "summary-estimates", Columns: b.sheetEstimateColumns()}
	b.eachEstimate(func(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) {
		if g.By == "" {
			t.Rows = append(t.Rows, b.linked(book, b.sheetEstimate(c, e, g, at), c, e, ""))
		}
	})
	blocks := []Block{}
	for i := range b.results.Cohorts {
		blocks = append(blocks, paragraph(Lead, b.cohortSentence(&b.results.Cohorts[i])))
	}
	for _, sentence := range b.signals() {
		blocks = append(blocks, paragraph(Warning, sentence))
	}
	for _, sentence := range append(b.absentSentences(), b.noneRecordedSentences()...) {
		blocks = append(blocks, paragraph(Warning, sentence))
	}
	if sentence := b.noCohortSentence(); sentence != "" {
		blocks = append(blocks, paragraph(Warning, sentence))
	}
	blocks = append(blocks, paragraph(Note, w.Text("summary.sheet_note", b.level())+" "+w.Text("workbook.links", w.Integer(fewAtRisk))), Block{Table: t})
	return Sheet{ID: "summary", Name: w.Text("sheet.summary"), Title: b.document().Title, Blocks: blocks, Wide: true, Filter: true}
}

// estimateSheet has every estimate of every group.
func (b *builder) estimateSheet(book *chartBook) Sheet {
	w := b.words
	t := &Table{ID: "estimates", Columns: b.sheetEstimateColumns()}
	b.eachEstimate(func(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) {
		t.Rows = append(t.Rows, b.linked(book, b.sheetEstimate(c, e, g, at), c, e, g.By))
	})
	return Sheet{ID: "estimates", Name: w.Text("workbook.estimates"), Title: w.Text("key.caption_groups"),
		Blocks: []Block{paragraph(Note, w.Text("workbook.links", w.Integer(fewAtRisk))), {Table: t}}, Wide: true, Filter: true}
}

func (b *builder) eachEstimate(do func(*result.Cohort, *result.Endpoint, *result.Group, result.Estimate)) {
	b.eachGroup(func(c *result.Cohort, e *result.Endpoint, g *result.Group) {
		for _, at := range g.At {
			do(c, e, g, at)
		}
	})
}

func (b *builder) eachGroup(do func(*result.Cohort, *result.Endpoint, *result.Group)) {
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			for k := range e.Groups {
				do(c, e, &e.Groups[k])
			}
		}
	}
}

// linked leads from an estimate to its cohort and to its chart.
func (b *builder) linked(book *chartBook, row Row, c *result.Cohort, e *result.Endpoint, by string) Row {
	row.Cells[0].Link = "cohort:" + c.ID
	figure := endpointID(c, e)
	if by != "" {
		figure += "-" + by
	}
	if id := chartID(figure); book.charts[id] {
		row.Cells[1].Link = id
	}
	return row
}

// cohortSheet says who a cohort's patients are, and how they recovered.
func (b *builder) cohortSheet(c *result.Cohort) Sheet {
	blocks := []Block{paragraph(Lead, b.cohortSentence(c)), paragraph(Body, b.followUpSentence(c)), {Table: b.flowTable(c)}}
	if t := b.sheetBaseline(c); len(t.Rows) > 0 {
		blocks = append(blocks, Block{Table: t})
	}
	if t := b.sheetDays(c); len(t.Rows) > 0 {
		blocks = append(blocks, Block{Table: t})
	}
	for _, note := range b.notComputedNotes(c) {
		blocks = append(blocks, paragraph(Note, note))
	}
	return Sheet{ID: "cohort:" + c.ID, Name: b.cohortName(c.ID), Title: b.cohortName(c.ID), Blocks: blocks}
}

// sheetBaseline describes the patients by numbers, a line a level.
func (b *builder) sheetBaseline(c *result.Cohort) *Table {
	w := b.words
	t := &Table{ID: c.ID + "-baseline", Caption: w.Text("baseline.caption", w.Count("count.patients", c.Patients)), Notes: []string{w.Text("baseline.note")},
		Columns: []Column{{Head: w.Text("baseline.characteristic")}, {Head: w.Text("workbook.level")}}}
	for _, code := range []string{"days.n", "workbook.share", "workbook.missing", "workbook.least", "workbook.first_quartile", "days.median", "workbook.third_quartile", "workbook.most"} {
		t.Columns = append(t.Columns, Column{Head: w.Text(code), Number: true})
	}
	for _, v := range c.Baseline {
		name, missing := text(b.column(v.Column)), b.integer(v.Missing)
		if v.Kind == "number" {
			row := Row{Cells: []Cell{name, {}, b.integer(v.N), {}, missing}}
			for _, x := range []result.Number{v.Min, v.Q1, v.Median, v.Q3, v.Max} {
				row.Cells = append(row.Cells, number(float64(x), General, ""))
			}
			t.Rows = append(t.Rows, row)
			continue
		}
		for _, l := range v.Levels {
			share := float64(l.N) / float64(max(v.N, 1))
			t.Rows = append(t.Rows, Row{Cells: []Cell{name, text(b.group(v.Column, l.Level)), b.integer(l.N), b.percent(share, v.N), missing, {}, {}, {}, {}, {}}})
		}
	}
	return t
}

// sheetDays are the quartiles of the days to each event, among those who had it.
func (b *builder) sheetDays(c *result.Cohort) *Table {
	w := b.words
	t := &Table{ID: c.ID + "-days", Caption: w.Text("workbook.days"), Columns: []Column{{Head: w.Text("column_head.endpoint")}}, Notes: []string{w.Text("days.note")}}
	for _, code := range []string{"days.n", "workbook.least", "workbook.first_quartile", "days.median", "workbook.third_quartile", "workbook.most"} {
		t.Columns = append(t.Columns, Column{Head: w.Text(code), Number: true})
	}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for _, g := range groupsBy(e, "") {
			if d := g.DaysToEvent; d != nil && d.N > 0 {
				row := Row{Cells: []Cell{text(b.endpointName(e)), b.integer(d.N)}}
				in := inDays(d)
				for _, x := range []result.Number{in.Min, in.Q1, in.Median, in.Q3, in.Max} {
					row.Cells = append(row.Cells, b.time(float64(x)))
				}
				t.Rows = append(t.Rows, row)
			}
		}
	}
	return t
}

// pointSheet has the points of the charts.
func (b *builder) pointSheet(t *Table) Sheet {
	w := b.words
	return Sheet{ID: "points", Name: w.Text("workbook.points_sheet"), Title: w.Text("workbook.points_title"),
		Blocks: []Block{paragraph(Note, w.Text("workbook.points_note", w.Integer(exactSteps))), {Table: t}}, Wide: true, Filter: true}
}

// curveSheet has the numbers behind every curve.
func (b *builder) curveSheet() Sheet {
	w := b.words
	s := Sheet{ID: "curves", Name: w.Text("sheet.curves"), Title: w.Text("curves.title"), Blocks: []Block{paragraph(Note, w.Text("curves.note"))}, Wide: true, Filter: true}
	points := 0
	b.eachGroup(func(_ *result.Cohort, _ *result.Endpoint, g *result.Group) { points += len(g.Curve) })
	if points > mostRows {
		s.Blocks = append(s.Blocks, b.tooLong(points))
		return s
	}
	t := &Table{ID: "curves", Columns: b.curveColumns(), Rows: make([]Row, 0, points)}
	b.eachGroup(func(c *result.Cohort, e *result.Endpoint, g *result.Group) {
		for _, p := range g.Curve {
			t.Rows = append(t.Rows, b.curveRow(c, e, g, p))
		}
	})
	s.Blocks = append(s.Blocks, Block{Table: t})
	return s
}

// sectionSheet puts pages of the PDF on a sheet.
func (b *builder) sectionSheet(id, name string, sections ...Section) Sheet {
	s := Sheet{ID: id, Name: name, Title: sections[0].Title, Wide: true}
	for i, section := range sections {
		if i > 0 {
			s.Blocks = append(s.Blocks, paragraph(Lead, section.Title))
		}
		s.Blocks = append(s.Blocks, section.Blocks...)
	}
	return s
}
