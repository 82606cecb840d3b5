package proposal

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// Propose proposes a study file that reads the tables. Without a table of cases it is a
// *table.Error. The same tables give the same Proposal in whatever order they come.
func Propose(ctx context.Context, tables []Table, unread []Unread, d Dictionary, language string) (*Proposal, error) {
	l, err := newLexicon()
	if err != nil {
		return nil, err
	}
	return l.propose(ctx, tables, unread, d, language)
}

// with is the lexicon for one proposal, with the answers to its questions.
func (l *lexicon) with(answers Answers, tables []Table) *lexicon {
	own := *l
	own.answers, own.headers = answers, map[string][]string{}
	for _, t := range tables {
		own.headers[t.File] = t.Header
	}
	return &own
}

func (l *lexicon) propose(ctx context.Context, tables []Table, unread []Unread, d Dictionary, language string) (*Proposal,
	error) {
	tables = slices.Clone(tables)
	slices.SortFunc(tables, func(a, b Table) int { return cmp.Compare(a.File, b.File) })
	out := &Proposal{Language: cmp.Or(language, "en")}
	var parts []*part
	for i := range tables {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := l.roleOf(&tables[i], d)
		parts = append(parts, p)
		if p.role == "" {
			out.Unused = append(out.Unused, Unused{p.File, p.why})
		}
	}
	for _, u := range unread {
		out.Unused = append(out.Unused, Unused{u.File, Evidence{Code: "no_table"}})
	}
	slices.SortFunc(out.Unused, func(a, b Unused) int { return cmp.Compare(a.File, b.File) })
	cases := partsOf(parts, Cases)
	if len(cases) == 0 {
		return nil, noCases(tables)
	}
	parts = slices.DeleteFunc(parts, func(p *part) bool { return p.role == "" })
	if language == "" && l.areVietnamese(parts) {
		out.Language = "vi"
	}
	parts = oneForm(parts, out)
	l.fill(parts, cases, out)
	for _, p := range cases {
		if find(p.columns, "case_id") == nil {
			return nil, &table.Error{File: p.File, Line: p.HeaderLine,
				Message: message.Of("no column tells the rows apart"),
				Next:    message.Of("add a column case_id with a number of its own in each row, then run init again")}
		}
	}
	var err error
	out.Absent, err = absentOf(out)
	return out, err
}

// oneForm leaves out a log whose columns of days are called otherwise than those of
// the first file of its kind: a log has one form.
func oneForm(parts []*part, out *Proposal) []*part {
	first := map[Role]*part{}
	return slices.DeleteFunc(parts, func(p *part) bool {
		if p.role == Cases {
			return false
		}
		if first[p.role] == nil {
			first[p.role] = p
		}
		if other := p.wide != first[p.role].wide; other {
			out.Unused = append(out.Unused, Unused{p.File, Evidence{"other_form", []string{first[p.role].File}}})
			return true
		}
		return false
	})
}

func noCases(tables []Table) error {
	var names []string
	for _, t := range tables {
		names = append(names, t.File)
	}
	return &table.Error{File: strings.Join(names, ", "),
		Message: message.Of("no file has a row for each transplant: " +
			"a date of transplant, or a time since it, beside what became of the case"),
		Next: message.Of("name the file or sheet of the cases after --from, or begin with graftstat init DIR alone")}
}

// fill judges the tables together.
func (l *lexicon) fill(parts, cases []*part, out *Proposal) {
	identify(parts)
	out.Dates = l.orderOf(parts)
	l.answerSetting("dates", &out.Dates)
	order := out.Dates.Value
	for _, p := range cases {
		if c := find(p.columns, "patient_id"); c != nil && len(c.distinct) < c.filled {
			out.several = true
		}
		l.boxesOf(p, out)
		onlyOnce(p)
		agree(p, order)
		if time := find(p.columns, "survival_time"); time != nil && find(p.columns, "transplant_date") == nil {
			out.TimeUnit = timeUnitOf(time)
			l.answerSetting("time_unit", &out.TimeUnit)
		}
		l.survivalOf(p, out)
		l.constantsOf(p)
		l.typeByDonor(p)
		l.answerConstants(p)
	}
	out.Milestones = l.answerMilestones(distinctMilestones(out.Milestones))
	out.Checkboxes = l.answerBoxes(out.Checkboxes)
	out.Decimal, out.Encoding = decimalOf(parts), encodingOf(parts)
	l.answerSetting("decimal", &out.Decimal)
	l.answerSetting("encoding", &out.Encoding)
	ids := idsOf(cases)
	for _, p := range parts {
		if p.role != Cases {
			l.nameLog(p, ids)
			l.answerConstants(p)
			l.unitsOfLog(p, out)
		}
	}
	l.diseases(cases, out)
	l.declineFlags(cases)
	l.place(parts, cases, out)
	l.values(parts, cases, out)
	l.typeByDisease(cases, out)
	l.wordsOf(parts, out)
	l.answerWords(out)
	out.AsOf = closingOf(parts, order)
	l.answerSetting("as_of", &out.AsOf)
	l.cohortsOf(cases, out)
	for _, role := range Roles() {
		for _, p := range partsOf(parts, role) {
			out.Sources = append(out.Sources, p.source(out))
		}
	}
	ignored(parts, out)
}

func idsOf(cases []*part) map[string]bool {
	ids := map[string]bool{}
	for _, p := range cases {
		if c := find(p.columns, "case_id"); c != nil {
			for cell := range c.distinct {
				ids[cell] = true
			}
		}
	}
	return ids
}

// distinctMilestones keeps the first of each name: of several files with other headers
// the later ones are read by hand.
func distinctMilestones(list []Milestone) []Milestone {
	var kept []Milestone
	for _, m := range list {
		if !slices.ContainsFunc(kept, func(o Milestone) bool { return o.Name == m.Name }) {
			kept = append(kept, m)
		}
	}
	return kept
}

// diseases reads the group of diseases from the diagnosis, where no column has it.
func (l *lexicon) diseases(cases []*part, out *Proposal) {
	for _, p := range cases {
		if find(p.columns, "disease_group") != nil {
			return
		}
	}
	for _, p := range cases {
		c := find(p.columns, "diagnosis")
		if c == nil {
			continue
		}
		known := 0
		for cell, n := range c.distinct {
			if _, ok := l.levelOf("disease_group", cell); ok {
				known += n
			}
		}
		answer, isAnswered := l.answers.to(AskAlso, "disease_group")
		if known*2 < c.filled || known == 0 || isAnswered && answer == None {
			continue
		}
		twin := *c
		twin.name = "disease_group"
		twin.evidence = []Evidence{{"by_diagnosis", []string{count(known), count(c.filled)}}}
		if known < c.filled && !isAnswered {
			twin.grade = Likely
		}
		p.columns = append(p.columns, &twin)
	}
}

// place puts the columns of the cases where the study file has them: under data:
// where all files that have one call it the same, else beside the file.
func (l *lexicon) place(parts, cases []*part, out *Proposal) {
	header := map[string]string{}
	for _, p := range cases {
		for _, c := range p.columns {
			if c.name == "" || kindOf(c.name) == "" {
				continue
			}
			if _, ok := header[c.name]; !ok {
				header[c.name] = c.header
				out.Columns = append(out.Columns, c.asColumn())
			}
			unitsOf(c, out)
		}
	}
	for _, p := range parts {
		for _, c := range p.columns {
			if c.grade == Doubtful && c.name == "" && c.why == "" {
				out.Columns = append(out.Columns, c.asColumn())
			}
		}
	}
	slices.SortStableFunc(out.Columns, func(a, b Column) int { return rankOf(a.Name) - rankOf(b.Name) })
	out.Units = slices.CompactFunc(out.Units, func(a, b Unit) bool { return a.Name == b.Name })
	slices.SortFunc(out.Units, func(a, b Unit) int { return cmp.Compare(a.Name, b.Name) })
	l.answerUnits(out)
}

// rankOf puts columns in the order of the dictionary, those without a name last.
func rankOf(name string) int {
	columns := plan.Columns()
	if i := slices.IndexFunc(columns, func(c plan.Column) bool { return c.Name == name }); i >= 0 {
		return i
	}
	return len(columns)
}

func (c *column) asColumn() Column {
	return Column{File: c.table.File, Header: c.header, Name: c.name, Grade: c.grade, Evidence: c.evidence,
		Candidates: c.candidates}
}

// source is a part as the study file names it.
func (p *part) source(out *Proposal) Source {
	s := Source{File: p.File, Role: p.role, Rows: len(p.Rows), HeaderLine: p.HeaderLine, Form: p.Form, Grade: p.grade,
		Evidence: p.evidence, Set: p.set, WideDay: p.wide.Day, WideDate: p.wide.Date, WideTest: p.wide.Test}
	if p.role != Counts {
		s.WideDay, s.WideDate, s.WideTest = "", false, ""
	}
	for _, c := range p.columns {
		if c.name == "" || p.role == Cases && kindOf(c.name) == "" || c.name == "test" && s.WideTest != "" {
			continue
		}
		if c.header != out.headerOf(c.name) {
			s.Columns = append(s.Columns, c.asColumn())
		}
	}
	return s
}

// headerOf is the header under which every file has a column unless it says otherwise.
func (p *Proposal) headerOf(name string) string {
	if i := slices.IndexFunc(p.Columns, func(c Column) bool { return c.Name == name }); i >= 0 {
		return p.Columns[i].Header
	}
	return name
}

// values proposes the levels of all columns that have some.
func (l *lexicon) values(parts, cases []*part, out *Proposal) {
	by := map[string][]*column{}
	for _, p := range parts {
		for _, c := range p.columns {
			if c.name != "" && l.hasLevels(c.name) {
				by[c.name] = append(by[c.name], c)
			}
		}
	}
	var names []string
	for name := range by {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if x := rankOf(a) - rankOf(b); x != 0 {
			return x
		}
		return cmp.Compare(a, b)
	})
	for _, name := range names {
		if v, ok := l.valuesOf(name, by[name]); ok {
			if l.answerValues(&v); len(v.Levels) > 0 {
				out.Values = append(out.Values, v)
			}
		}
	}
}

// typeByDisease proposes the kind of transplant from the disease, where nothing else
// tells it and each disease is transplanted in one way.
func (l *lexicon) typeByDisease(cases []*part, out *Proposal) {
	if out.hasColumn("transplant_type") || !out.hasColumn("disease_group") {
		return
	}
	at := slices.IndexFunc(out.Values, func(v Values) bool { return v.Name == "disease_group" })
	for _, p := range cases {
		if at < 0 || slices.ContainsFunc(p.set, func(c Constant) bool { return c.Name == "transplant_type" }) {
			return
		}
	}
	kinds := map[string]string{"thalassemia": "allogeneic", "bone_marrow_failure": "allogeneic", "sickle_cell": "allogeneic",
		"immunodeficiency": "allogeneic", "metabolic": "allogeneic", "solid_tumor": "autologous"}
	as := map[string][]string{}
	for _, level := range out.Values[at].Levels {
		if kinds[level.Name] == "" {
			return
		}
		as[kinds[level.Name]] = append(as[kinds[level.Name]], level.As...)
	}
	why := []Evidence{{Code: "type_by_disease"}}
	grade := Likely
	switch answer, isAnswered := l.answers.to(AskAlso, "transplant_type"); {
	case isAnswered && answer == None:
		return
	case isAnswered:
		grade = Certain
	}
	v := Values{Name: "transplant_type", Header: out.headerOf("disease_group"), Grade: grade, Evidence: why}
	for _, kind := range []string{"allogeneic", "autologous"} {
		if len(as[kind]) > 0 {
			slices.Sort(as[kind])
			v.Levels = append(v.Levels, Level{Name: kind, As: as[kind]})
		}
	}
	out.Values = append(out.Values, v)
	out.byDisease = true
	i := slices.IndexFunc(out.Columns, func(c Column) bool { return c.Name == "disease_group" })
	twin := out.Columns[i]
	twin.Name, twin.Grade, twin.Evidence = "transplant_type", grade, why
	out.Columns = slices.Insert(out.Columns, i+1, twin)
}

// ignored lists what is not used, by file and in its order.
func ignored(parts []*part, out *Proposal) {
	for _, p := range parts {
		for _, c := range p.columns {
			why := c.why
			if c.name == "row_number" {
				why = "row_number"
			}
			if why == "" || why == "used" || why == "day_column" {
				continue
			}
			out.Ignored = append(out.Ignored, Ignored{File: p.File, Header: c.header, Why: why})
		}
	}
}
