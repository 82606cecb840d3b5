package layout

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/printable"
	"graftstat/analysis/result"
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
	uniqueNames(sheets) // the dictionary says what is on the tabs
	sheets = append(sheets, b.dictionarySheet(sheets))
	for i := range sheets {
		alignNumbers(&sheets[i])
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

// curveKeys are a workbook's own: every part of a point of a curve in a column.
var curveKeys = []string{"cohort", "endpoint", "by", "group", "cases", "time", "at_risk", "events_at", "competing_at", "censored_at",
	"estimate", "lower", "upper", "std_err", "interval", "reason"}

// estimateKeys are those of the estimates at the times asked for, whose counts
// are of all up to then.
var estimateKeys = []string{"cohort", "endpoint", "by", "group", "cases", "events_in_all", "time_asked", "time", "at_risk", "events_to", "competing_to", "censored_to",
	"estimate", "lower", "upper", "std_err", "interval", "reason"}

// estimateGrid is an empty table of estimates or of points; few at risk are marked.
func (b *builder) estimateGrid(id string, keys []string) *grid {
	t := b.grid(id, "", keys...)
	t.table.Columns[t.place("at_risk")].Few = true
	return t
}

// addEstimate adds an estimate at a time that was asked for.
func (t *grid) addEstimate(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) {
	t.addPoint(c, e, g, at.Point, "_to")
	t.count("events_in_all", g.Events)
	t.text("time_asked", t.builder.asked(at.AskedTime))
}

// addPoint adds a point of a curve, its counts to the columns of this ending.
func (t *grid) addPoint(c *result.Cohort, e *result.Endpoint, g *result.Group, p result.Point, counts string) {
	b := t.builder
	t.row()
	t.text("cohort", b.cohortName(c.ID))
	t.text("endpoint", b.endpointName(e))
	if g.By != "" {
		t.text("by", b.column(g.By))
	}
	t.text("group", b.group(g.By, g.Group))
	t.count("cases", g.Cases)
	t.set("time", b.time(p.Time))
	t.count("at_risk", p.AtRisk)
	t.count("events"+counts, p.Events)
	if e.Kind != "survival" {
		t.count("competing"+counts, p.Competing)
	}
	t.count("censored"+counts, p.Censored)
	t.set("estimate", b.share(p.Estimate, g.Cases))
	t.set("lower", b.share(p.Lower, g.Cases))
	t.set("upper", b.share(p.Upper, g.Cases))
	t.set("std_err", number(float64(p.StdErr), Decimal, b.words.Decimal(float64(p.StdErr), 3)))
	if p.Interval != "" {
		t.text("interval", b.words.Text("interval."+p.Interval))
	}
	if p.Reason != "" {
		t.text("reason", b.words.Text("reason."+p.Reason)).Mark = Attention
	}
}

func (b *builder) share(x result.Number, n int) Cell { return b.percent(float64(x), n) }

// summarySheet has every estimate of the whole cohorts at a time that was
// asked for. Its links lead to the cohort and to the chart.
func (b *builder) summarySheet(book *chartBook) Sheet {
	w := b.words
	t := b.estimateGrid("summary-estimates", estimateKeys)
	b.eachEstimate(func(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) {
		if g.By == "" {
			t.addEstimate(c, e, g, at)
			t.link(book, c, e, "")
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
	blocks = append(blocks, paragraph(Note, w.Text("summary.sheet_note", b.level())+" "+w.Text("workbook.links", w.Integer(code.FewAtRisk))), Block{Table: t.done()})
	return Sheet{ID: "summary", Name: w.Text("sheet.summary"), Title: b.document().Title, Blocks: blocks, Wide: true, Filter: true}
}

// estimateSheet has every estimate of every group.
func (b *builder) estimateSheet(book *chartBook) Sheet {
	w := b.words
	t := b.estimateGrid("estimates", estimateKeys)
	b.eachEstimate(func(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) {
		t.addEstimate(c, e, g, at)
		t.link(book, c, e, g.By)
	})
	return Sheet{ID: "estimates", Name: w.Text("workbook.estimates"), Title: w.Text("key.caption_groups"),
		Blocks: []Block{paragraph(Note, w.Text("workbook.links", w.Integer(code.FewAtRisk))), {Table: t.done()}}, Wide: true, Filter: true}
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

// link leads from the estimate just added to its cohort and to its chart.
func (t *grid) link(book *chartBook, c *result.Cohort, e *result.Endpoint, by string) {
	cells := t.last().Cells
	cells[t.place("cohort")].Link = "cohort:" + c.ID
	figure := endpointID(c, e)
	if by != "" {
		figure += "-" + by
	}
	if id := chartID(figure); book.charts[id] {
		cells[t.place("endpoint")].Link = id
	}
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
	t := b.grid(c.ID+"-baseline", w.Text("baseline.caption", w.Count("count.patients", c.Patients)))
	t.table.Notes = []string{w.Text("baseline.note")}
	t.columns("characteristic", "level", "n", "share", "missing", "least", "first_quartile", "median", "third_quartile", "most")
	for _, v := range c.Baseline {
		add := func(n int) {
			t.row()
			t.text("characteristic", b.column(v.Column))
			t.count("n", n)
			t.count("missing", v.Missing)
		}
		if v.Kind == "number" {
			add(v.N)
			t.quartiles("", v.Min, v.Q1, v.Median, v.Q3, v.Max)
			continue
		}
		for _, l := range v.Levels {
			add(l.N)
			t.text("level", b.group(v.Column, l.Level))
			t.set("share", b.percent(float64(l.N)/float64(max(v.N, 1)), v.N))
		}
	}
	return t.done()
}

// quartiles puts five numbers, with all their digits, into the columns of this start.
func (t *grid) quartiles(start string, least, q1, median, q3, most result.Number) {
	for i, x := range []result.Number{least, q1, median, q3, most} {
		t.set(start+[]string{"least", "first_quartile", "median", "third_quartile", "most"}[i], number(float64(x), General, ""))
	}
}

// sheetDays are the quartiles of the days to each event, among those who had it.
func (b *builder) sheetDays(c *result.Cohort) *Table {
	w := b.words
	t := b.grid(c.ID+"-days", w.Text("workbook.days"))
	t.table.Notes = []string{w.Text("days.note")}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for _, g := range groupsBy(e, "") {
			if d := g.DaysToEvent; d != nil && d.N > 0 {
				in := inDays(d)
				t.row()
				t.text("endpoint", b.endpointName(e))
				t.count("days_n", d.N)
				t.set("days_least", b.time(float64(in.Min)))
				t.set("days_first_quartile", b.time(float64(in.Q1)))
				t.set("days_median", b.time(float64(in.Median)))
				t.set("days_third_quartile", b.time(float64(in.Q3)))
				t.set("days_most", b.time(float64(in.Max)))
			}
		}
	}
	return t.done()
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
	t := b.estimateGrid("curves", curveKeys)
	t.table.Rows = make([]Row, 0, points)
	b.eachGroup(func(c *result.Cohort, e *result.Endpoint, g *result.Group) {
		for _, p := range g.Curve {
			t.addPoint(c, e, g, p, "_at")
		}
	})
	s.Blocks = append(s.Blocks, Block{Table: t.done()})
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
