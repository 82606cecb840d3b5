package layout

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/printable"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/change"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/monitor"
	"graftstat/reports/layout/page"
	"graftstat/reports/layout/paper"
)

// sheets of the workbook: summary, a sheet a cohort, every estimate, the curves
// as charts with their points, the numbers behind them, the line listing,
// issues, definitions and methods, provenance, and what each column means.
func (b *builder) sheets() []document.Sheet {
	book := b.chartSheets()
	sheets := []document.Sheet{b.summarySheet(book)}
	if s, ok := change.On(b.Page).ChangesSheet(); ok {
		sheets = append(sheets, s)
	}
	sheets = append(sheets, monitor.On(b.Page).MonitorSheets()...)
	for i := range b.Results.Cohorts {
		sheets = append(sheets, b.cohortSheet(&b.Results.Cohorts[i]))
	}
	sheets = append(sheets, b.estimateSheet(book))
	sheets = append(sheets, book.sheets...)
	if s, ok := cohort.On(b.Page).StateSheet(); ok {
		sheets = append(sheets, s)
	}
	if s, ok := cohort.On(b.Page).IndependenceSheet(); ok {
		sheets = append(sheets, s)
	}
	if s, ok := cohort.On(b.Page).RedCellSheet(); ok {
		sheets = append(sheets, s)
	}
	if len(b.Results.Scores) > 0 {
		sheets = append(sheets, cohort.On(b.Page).ScoreSheet())
	}
	sheets = append(sheets, paper.On(b.Page).PaperSheets()...)
	if book.points.Len() > 0 {
		sheets = append(sheets, b.pointSheet(book.points.Table()))
	}
	sheets = append(sheets, b.curveSheet())
	if b.Listing != nil {
		sheets = append(sheets, b.listingSheet())
	}
	sheets = append(sheets, b.issueSheet(), b.sectionSheet("definitions", b.Words.Text("sheet.definitions"),
		b.definitionSection(page.Sheet), b.methodSection()),
		b.sectionSheet("provenance", b.Words.Text("sheet.provenance"), b.provenanceSection(page.Sheet)))
	for i := range sheets {
		b.leaveOutLong(&sheets[i])
	}
	sheets = append(sheets, b.codeSheet())
	uniqueNames(sheets) // the dictionary says what is on the tabs
	sheets = append(sheets, b.dictionarySheet(sheets))
	for i := range sheets {
		page.AlignNumbers(&sheets[i])
		b.shorten(&sheets[i])
	}
	uniqueNames(sheets)
	return sheets
}

// maxSheetRows is the number of rows up to which a table is put on a sheet: a
// longer one opens slowly, and takes more time and memory than all else that a
// large registry is given. It is in a file of its own.
const maxSheetRows = 50_000

// leaveOutLong puts a sentence in the place of a table that is too long.
func (b *builder) leaveOutLong(s *document.Sheet) {
	for i := range s.Blocks {
		if t := s.Blocks[i].Table; t != nil && len(t.Rows) > maxSheetRows {
			s.Blocks[i] = b.tooLong(len(t.Rows))
		}
	}
}

// tooLong stands in the place of a table of so many rows.
func (b *builder) tooLong(rows int) document.Block {
	return page.Paragraph(document.Warning, b.Words.Text("sheet.too_long", b.Words.Integer(rows)))
}

// maxCellText is the number of bytes of a text up to which it is surely within the
// 32,767 UTF-16 units that a cell holds.
const maxCellText = 32_000

// shorten cuts a text that no cell would hold, and says so at its end.
func (b *builder) shorten(s *document.Sheet) {
	for _, block := range s.Blocks {
		if block.Table == nil {
			continue
		}
		for _, row := range block.Table.Rows {
			for j := range row.Cells {
				if c := &row.Cells[j]; len(c.Text) > maxCellText {
					c.Text = strings.ToValidUTF8(c.Text[:maxCellText], "") + " " +
						b.Words.Text("workbook.cut", b.Words.Integer(len([]rune(c.Text))))
				}
			}
		}
	}
}

// uniqueNames makes sheet names legal: 31 characters, none of : \ / ? * [ ],
// no two alike when case is ignored.
func uniqueNames(sheets []document.Sheet) {
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
var curveKeys = []string{"cohort", "endpoint", "by", "group", "cases", "time", "at_risk", "events_at", "competing_at",
	"censored_at",
	"estimate", "lower", "upper", "std_err", "interval", "reason"}

// estimateKeys are those of the estimates at the times asked for, whose counts
// are of all up to then.
var estimateKeys = []string{"cohort", "endpoint", "by", "group", "cases", "events_in_all", "time_asked", "time",
	"at_risk", "events_to", "competing_to", "censored_to",
	"estimate", "lower", "upper", "std_err", "interval", "reason"}

// estimateGrid is an empty table of estimates or of points; few at risk are marked.
func (b *builder) estimateGrid(id string, keys []string) *grid {
	t := b.grid(page.Sheet, id, "", keys...)
	t.Few("at_risk")
	return t
}

// addEstimate adds an estimate at a time that was asked for.
func (t *grid) addEstimate(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) {
	t.addPoint(c, e, g, at.Point, "_to")
	t.Count("events_in_all", g.Events)
	t.Text("time_asked", t.builder.Asked(at.AskedTime))
}

// addPoint adds a point of a curve, its counts to the columns of this ending.
func (t *grid) addPoint(c *result.Cohort, e *result.Endpoint, g *result.Group, p result.Point, counts string) {
	b := t.builder
	t.Row()
	t.Text("cohort", b.CohortName(c.ID))
	t.Text("endpoint", b.EndpointName(e))
	if g.By != "" {
		t.Text("by", b.Column(g.By))
	}
	t.Text("group", b.Group(g.By, g.Group))
	t.Count("cases", g.Cases)
	t.Set("time", b.Time(p.Time))
	t.Count("at_risk", p.AtRisk)
	t.Count("events"+counts, p.Events)
	if !e.Kind.IsFreeOfEvent() {
		t.Count("competing"+counts, p.Competing)
	}
	t.Count("censored"+counts, p.Censored)
	t.Set("estimate", b.Share(p.Estimate, g.Cases))
	t.Set("lower", b.Share(p.Lower, g.Cases))
	t.Set("upper", b.Share(p.Upper, g.Cases))
	t.Set("std_err", page.Number(float64(p.StdErr), document.Decimal, b.Words.Decimal(float64(p.StdErr), 3)))
	if p.Interval != "" {
		t.Text("interval", b.Words.Text("interval."+p.Interval))
	}
	if p.Reason != "" {
		t.Text("reason", b.Words.Text("reason."+p.Reason)).Mark = document.Attention
	}
}

// summarySheet has every estimate of the whole cohorts at a time that was
// asked for. Its links lead to the cohort and to the chart.
func (b *builder) summarySheet(book *chartBook) document.Sheet {
	w := b.Words
	t := b.estimateGrid("summary-estimates", estimateKeys)
	b.eachEstimate(func(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) {
		if g.By == "" {
			t.addEstimate(c, e, g, at)
			t.link(book, c, e, "")
		}
	})
	blocks := b.monthLines()
	for i := range b.Results.Cohorts {
		blocks = append(blocks, page.Paragraph(document.Lead, b.CohortSentence(&b.Results.Cohorts[i])))
	}
	for _, sentence := range b.Signals() {
		blocks = append(blocks, page.Paragraph(document.Warning, sentence))
	}
	for _, sentence := range append(b.absentSentences(), b.NoneRecordedSentences()...) {
		blocks = append(blocks, page.Paragraph(document.Warning, sentence))
	}
	if sentence := b.NoCohortSentence(); sentence != "" {
		blocks = append(blocks, page.Paragraph(document.Warning, sentence))
	}
	blocks = append(blocks, page.Paragraph(document.Note,
		w.Text("summary.sheet_note", b.Level())+" "+w.Text("workbook.links", w.Integer(code.FewAtRisk))),
		document.Block{Table: t.Table()})
	return document.Sheet{ID: "summary", Name: w.Text("sheet.summary"), Title: b.document().Title, Blocks: blocks,
		Wide: true, Filter: true}
}

// estimateSheet has every estimate of every group.
func (b *builder) estimateSheet(book *chartBook) document.Sheet {
	w := b.Words
	t := b.estimateGrid("estimates", estimateKeys)
	b.eachEstimate(func(c *result.Cohort, e *result.Endpoint, g *result.Group, at result.Estimate) {
		t.addEstimate(c, e, g, at)
		t.link(book, c, e, g.By)
	})
	return document.Sheet{ID: "estimates", Name: w.Text("workbook.estimates"), Title: w.Text("headline.caption_groups"),
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("workbook.links", w.Integer(code.FewAtRisk))),
			{Table: t.Table()}}, Wide: true, Filter: true}
}

func (b *builder) eachEstimate(do func(*result.Cohort, *result.Endpoint, *result.Group, result.Estimate)) {
	b.eachGroup(func(c *result.Cohort, e *result.Endpoint, g *result.Group) {
		for _, at := range g.At {
			do(c, e, g, at)
		}
	})
}

func (b *builder) eachGroup(do func(*result.Cohort, *result.Endpoint, *result.Group)) {
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
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
	t.Cell("cohort").Link = "cohort:" + c.ID
	figure := page.EndpointID(c, e)
	if by != "" {
		figure += "-" + by
	}
	if id := chartID(figure); book.charts[id] {
		t.Cell("endpoint").Link = id
	}
}

// cohortSheet says who a cohort's patients are, and how they recovered.
func (b *builder) cohortSheet(c *result.Cohort) document.Sheet {
	blocks := []document.Block{page.Paragraph(document.Lead, b.CohortSentence(c)),
		page.Paragraph(document.Body, b.FollowUpSentence(c)), {Table: cohort.On(b.Page).FlowTable(c)}}
	if t := b.sheetBaseline(c); len(t.Rows) > 0 {
		blocks = append(blocks, document.Block{Table: t})
	}
	if t := b.sheetDays(c); len(t.Rows) > 0 {
		blocks = append(blocks, document.Block{Table: t})
	}
	if t := cohort.On(b.Page).GradeSheet(c); t != nil {
		blocks = append(blocks, document.Block{Table: t})
	}
	for _, t := range cohort.On(b.Page).ChimerismSheet(c) {
		blocks = append(blocks, document.Block{Table: t})
	}
	blocks = append(blocks, cohort.On(b.Page).CurrentSheet(c)...)
	for _, note := range b.NotComputedNotes(c) {
		blocks = append(blocks, page.Paragraph(document.Note, note))
	}
	return document.Sheet{ID: "cohort:" + c.ID, Name: b.CohortName(c.ID), Title: b.CohortName(c.ID), Blocks: blocks}
}

// sheetBaseline describes the patients by numbers, a line a level.
func (b *builder) sheetBaseline(c *result.Cohort) *document.Table {
	w := b.Words
	t := b.grid(page.Sheet, c.ID+"-baseline", w.Text("baseline.caption", w.Count("count.patients", c.Patients)))
	t.Note(w.Text("baseline.note"))
	t.Columns("characteristic", "level", "n", "share", "missing", "least", "first_quartile", "median", "third_quartile",
		"most")
	for _, v := range c.Baseline {
		add := func(n int) {
			t.Row()
			t.Text("characteristic", b.Column(v.Column))
			t.Count("n", n)
			t.Count("missing", v.Missing)
		}
		if v.Kind == "number" {
			add(v.N)
			t.Quartiles("", v.Min, v.Q1, v.Median, v.Q3, v.Max)
			continue
		}
		for _, l := range v.Levels {
			add(l.N)
			t.Text("level", b.Group(v.Column, l.Level))
			t.Set("share", b.Percent(float64(l.N)/float64(max(v.N, 1)), v.N))
		}
	}
	return t.Table()
}

// sheetDays are the quartiles of the days to each event, among those who had it.
func (b *builder) sheetDays(c *result.Cohort) *document.Table {
	w := b.Words
	t := b.grid(page.Sheet, c.ID+"-days", w.Text("workbook.days"))
	t.Note(w.Text("days.note"))
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for _, g := range page.GroupsBy(e, "") {
			if d := g.DaysToEvent; d != nil && d.N > 0 {
				in := page.InDays(d)
				t.Row()
				t.Text("endpoint", b.EndpointName(e))
				t.Count("days_n", d.N)
				t.Set("days_least", b.Time(float64(in.Min)))
				t.Set("days_first_quartile", b.Time(float64(in.Q1)))
				t.Set("days_median", b.Time(float64(in.Median)))
				t.Set("days_third_quartile", b.Time(float64(in.Q3)))
				t.Set("days_most", b.Time(float64(in.Max)))
			}
		}
	}
	return t.Table()
}

// pointSheet has the points of the charts.
func (b *builder) pointSheet(t *document.Table) document.Sheet {
	w := b.Words
	return document.Sheet{ID: "points", Name: w.Text("workbook.points_sheet"), Title: w.Text("workbook.points_title"),
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("workbook.points_note", w.Integer(exactSteps))),
			{Table: t}}, Wide: true, Filter: true}
}

// curveSheet has the numbers behind every curve.
func (b *builder) curveSheet() document.Sheet {
	w := b.Words
	s := document.Sheet{ID: "curves", Name: w.Text("sheet.curves"), Title: w.Text("curves.title"),
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("curves.note"))}, Wide: true, Filter: true}
	points := 0
	b.eachGroup(func(_ *result.Cohort, _ *result.Endpoint, g *result.Group) { points += len(g.Curve) })
	if points > maxSheetRows {
		s.Blocks = append(s.Blocks, b.tooLong(points))
		return s
	}
	t := b.estimateGrid("curves", curveKeys)
	b.eachGroup(func(c *result.Cohort, e *result.Endpoint, g *result.Group) {
		for _, p := range g.Curve {
			t.addPoint(c, e, g, p, "_at")
		}
	})
	s.Blocks = append(s.Blocks, document.Block{Table: t.Table()})
	return s
}

// sectionSheet puts pages of the PDF on a sheet.
func (b *builder) sectionSheet(id, name string, sections ...document.Section) document.Sheet {
	s := document.Sheet{ID: id, Name: name, Title: sections[0].Title, Wide: true}
	for i, section := range sections {
		if i > 0 {
			s.Blocks = append(s.Blocks, page.Paragraph(document.Lead, section.Title))
		}
		s.Blocks = append(s.Blocks, section.Blocks...)
	}
	return s
}
