package layout

import (
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/monitor"
	"graftstat/reports/layout/page"
)

// cardsAMonth is how many key figures of a cohort the first page of a month has room for.
const cardsAMonth = 4

// monthFirst is the page that is read in ten seconds: how each cohort stands and
// why, who died and of what, what is to be done, and the key figures.
func (b *builder) monthFirst() []document.Section {
	s := document.Section{ID: "month-summary", Title: b.Words.Text("summary.title"), Level: 1}
	if lights := b.statuses(); len(lights) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Statuses: lights})
	}
	for _, sentence := range b.monthWarnings() {
		s.Blocks = append(s.Blocks, page.Paragraph(document.Warning, sentence))
	}
	s.Blocks = append(s.Blocks, monitor.On(b.Page).MonthDeaths()...)
	s.Blocks = append(s.Blocks, b.monthTasks()...)
	var figures []document.Block
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		s.Blocks = append(s.Blocks, b.monthFigures(c)...)
		if e := firstComputed(c); e != nil && c.Patients >= code.FewPatients {
			f := cohort.On(b.Page).CurveFigure(c, e, "")
			f.ID, f.Title, f.Compact = f.ID+"-summary", b.CohortName(c.ID)+": "+b.CurveName(e), true
			figures = append(figures, document.Block{Figure: f})
		}
	}
	for pair := range slices.Chunk(figures, 2) {
		s.Blocks = append(s.Blocks, document.Block{Row: pair, Spare: true})
	}
	note := b.NoneRecordedSentences()
	if len(figures) > 0 {
		note = append([]string{b.Words.Text("month.note", b.Level())}, note...)
	}
	s.Blocks = append(s.Blocks, page.Paragraph(document.Note, strings.Join(append(note, b.issueSentence()), " ")))
	return []document.Section{s}
}

// monthWarnings are what no light says: signals of no cohort and of what changed
// since an earlier report, what is not computed and for want of what, and rows that no cohort takes.
func (b *builder) monthWarnings() []string {
	var sentences []string
	if b.Results.Monitor == nil {
		sentences = b.Signals()
	} else {
		sentences = b.signalSentences(func(s result.Signal) bool {
			return s.Cohort == "" ||
				slices.Contains(changeSignals(), s.Code)
		})
	}
	sentences = append(sentences, b.absentSentences()...)
	return page.AppendNew(sentences, b.NoCohortSentence())
}

// changeSignals are those of the comparison with an earlier report, which no light knows.
func changeSignals() []string {
	return []string{"no_longer_computed", "unexplained_change", "unexplained_follow_up"}
}

// statuses are the light of each cohort, with its patients where nothing calls for a look.
func (b *builder) statuses() []document.Status {
	if b.Results.Monitor == nil {
		return nil
	}
	var list []document.Status
	for _, l := range b.Results.Monitor.Lights {
		s := document.Status{Mark: lightMark(l.Level), Name: b.CohortName(l.Cohort),
			Word: b.Words.Text("month.light." + string(l.Level)), Link: cohort.MonthID(l.Cohort)}
		var why []string
		for i, reason := range l.Why {
			if i == 0 || l.Why[i-1].Code != reason.Code {
				why = page.AppendNew(why, b.lightReason(l.Cohort, l.Why[i:]))
			}
		}
		if c := b.cohortOf(l.Cohort); c != nil {
			s.Text = b.PatientCounts(c)
		}
		if len(why) > 0 {
			s.Text = page.Capital(strings.Join(why, "; ")) + ". " + s.Text
		}
		list = append(list, s)
	}
	return list
}

func (b *builder) cohortOf(id string) *result.Cohort {
	for i := range b.Results.Cohorts {
		if b.Results.Cohorts[i].ID == id {
			return &b.Results.Cohorts[i]
		}
	}
	return nil
}

func lightMark(l code.Light) document.Mark {
	switch l {
	case code.LightAct:
		return document.Fault
	case code.LightLook:
		return document.Attention
	case code.LightNone:
		return document.Calm
	}
	return document.Open
}

// lightReason is why a cohort's light is not calm, as a part of a sentence: the
// first reason and those after it of the same code.
func (b *builder) lightReason(cohort string, all []result.LightReason) string {
	w, r := b.Words, all[0]
	if r.N > 0 {
		return w.Count("month.why."+r.Code, r.N, r.Args...)
	}
	if _, isSignal := w.Find("signal." + r.Code); !isSignal {
		return b.ReasonWords(r.Code)
	}
	var parts []string
	for _, same := range all {
		if same.Code != r.Code {
			break
		}
		parts = append(parts,
			b.partOf(result.Signal{Code: r.Code, Cohort: cohort, Endpoint: same.Endpoint, Args: same.Args}))
	}
	return w.Text("month.signal."+r.Code, strings.Join(parts, ", "))
}

// monthTasks are the things to do, by case.
func (b *builder) monthTasks() []document.Block {
	m := b.Results.Monitor
	if m == nil {
		return nil
	}
	w := b.Words
	if len(m.Tasks.List) == 0 {
		return []document.Block{page.Paragraph(document.Body, w.Text("month.no_task"))}
	}
	t := b.grid(page.Paper, "month-tasks", w.Text("month.tasks"))
	t.Wide(2, "task_case")
	t.Wide(8, "task")
	t.Wide(3, "task_date")
	shown := make(map[code.Task]int)
	for _, task := range m.Tasks.List {
		shown[task.Kind]++
		t.Row()
		t.Text("task_case", task.Case)
		t.Text("task", b.taskText(task))
		if task.Date != "" {
			t.Text("task_date", w.Date(task.Date))
		}
	}
	var more []string
	for _, n := range m.Tasks.Counts {
		if left := n.N - shown[n.Kind]; left > 0 {
			more = append(more, w.Count("month.more_tasks."+string(n.Kind), left))
		}
	}
	if len(more) > 0 {
		t.Note(w.Text("month.more_tasks.note", b.List(more, "and")))
	}
	return []document.Block{{Table: t.Table()}}
}

func (b *builder) taskText(t result.Task) string {
	w := b.Words
	switch t.Kind {
	case code.TaskDataError:
		return w.Text("month.task.data_error", b.IssueText(t.Issue, "title", nil), t.File, w.Integer(t.Line), t.Column)
	case code.TaskDue:
		return w.Text("month.task.due", b.EndpointNamed(t.Cohort, t.Endpoint))
	}
	return w.Text("month.task." + string(t.Kind))
}

// monthCount says of a card how many stood behind its figure.
func (b *builder) monthCount(c *result.Cohort, endpoint string) string {
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		if at, shown := page.KeyEstimate(e); shown && page.EndpointID(c, e) == endpoint {
			return b.Words.Count("month.count", at.Events, b.Words.Integer(at.AtRisk), b.Words.Integer(e.Groups[0].Cases))
		}
	}
	return ""
}

// monthFigures are the key figures of a cohort as cards. Of a few patients each
// is told by itself: a percentage of four says nothing.
func (b *builder) monthFigures(c *result.Cohort) []document.Block {
	if c.Patients < code.FewPatients {
		blocks := []document.Block{page.Paragraph(document.Lead, b.CohortName(c.ID))}
		if t := cohort.On(b.Page).PatientsTable(c); len(t.Rows) > 0 {
			return append(blocks, document.Block{Table: t})
		}
		return append(blocks, page.Paragraph(document.Body, b.CohortCounts(c)))
	}
	blocks := []document.Block{page.Paragraph(document.Lead, b.CohortName(c.ID))}
	cards := b.cards(c, cardsAMonth)
	for i := range cards {
		cards[i].Count = b.monthCount(c, cards[i].Link)
	}
	if len(cards) == 0 {
		return append(blocks, page.Paragraph(document.Body, b.Words.Text("summary.no_estimate")))
	}
	return append(blocks, document.Block{Cards: cards})
}
