package proposal

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// News is what the files of a study have, or have no more, against its study file.
type News struct {
	Columns []Column  // for data: columns:
	Values  []Values  // whole, of these columns
	Units   []Unit    // of these columns
	Levels  []Values  // of columns under data: values:, the new forms alone
	Sheets  []Source  // that are cases or a log and that the study does not read
	Aside   []Column  // proposed, but the study file says otherwise or a file differs
	Gone    []Missing // headers that the study file names
}

// A Missing is a header that the study file names and no file has.
type Missing struct {
	Name, Header string
	Nearest      string // header of the files that nothing reads; "" where none is near
}

// IsEmpty says that there is nothing to add and nothing to tell.
func (n *News) IsEmpty() bool { return !n.HasPatch() && len(n.Aside)+len(n.Gone) == 0 }

// HasPatch says that there is something to write into the study file.
func (n *News) HasPatch() bool {
	return len(n.Columns)+len(n.Sheets)+len(n.Levels) > 0
}

// ReadNews reads the files of a study and compares them with its study file, whose
// mapping stands as given. Told says of a header or a sheet that a remark of the study
// file names it already: such a one is no news. Columns in doubt, identifiers and
// milestones read from columns of another kind are none either. A study of tallies or
// of an export of REDCap is refused.
func ReadNews(ctx context.Context, p *plan.Plan, told func(string) bool) (*News, error) {
	if len(p.Data.Cases) == 0 || p.Data.Redcap != nil {
		return nil, message.New("a study of tallies or of an export of REDCap is not updated; " +
			"--update is for a study with data: cases:")
	}
	l, err := newLexicon()
	if err != nil {
		return nil, err
	}
	n := &newsReader{p: p, told: told, news: &News{}, answers: Answers{}, names: Dictionary{Fields: map[string]Field{}}}
	n.given()
	if err := n.read(ctx); err != nil {
		return nil, err
	}
	var tables []Table
	for _, f := range n.files {
		tables = append(tables, *f.table)
	}
	n.l = l.with(n.answers, tables)
	n.columns()
	n.levels()
	n.gone()
	return n.news, nil
}

// A newsFile is a file that the study reads.
type newsFile struct {
	role   Role
	source plan.Source
	table  *Table
}

type newsReader struct {
	l       *lexicon
	p       *plan.Plan
	told    func(string) bool
	answers Answers
	names   Dictionary      // the headers of the study file, by which a header row is found
	used    map[string]bool // headers that the study file reads
	files   []newsFile
	news    *News
}

func (n *newsReader) logs() map[Role]plan.LogSource {
	d := n.p.Data
	return map[Role]plan.LogSource{Counts: d.Counts, Transfusions: d.Transfusions, Titres: d.Titres, Scores: d.Scores,
		Typing: d.Typing, GVHD: d.GVHD}
}

func (n *newsReader) sources(role Role) plan.Sources {
	if role == Cases {
		return n.p.Data.Cases.Expand(n.p.Dir)
	}
	return n.logs()[role].File.Expand(n.p.Dir)
}

// given takes the mapping of the study file as answers.
func (n *newsReader) given() {
	n.used = map[string]bool{}
	use := func(header string) { n.used[table.HeaderText(header)] = true }
	give := func(columns map[string]string) {
		for _, name := range slices.Sorted(maps.Keys(columns)) {
			use(columns[name])
			if kindOf(name) != "" {
				n.answers[keyOf(AskColumn, table.HeaderText(columns[name]))] = name
			}
		}
	}
	for _, role := range Roles() {
		for _, s := range n.sources(role) {
			give(s.Columns)
		}
	}
	give(n.p.Data.Columns)
	for _, m := range n.p.Milestones {
		use(m.Date)
		use(m.Day)
		for header := range m.When {
			use(header)
		}
	}
	for _, levels := range n.p.Data.Checkboxes {
		for _, level := range levels {
			for _, header := range level.As {
				use(string(header))
			}
		}
	}
	for _, log := range n.logs() {
		use(log.Wide.Test)
		for _, header := range log.Tests {
			use(header)
		}
	}
	delete(n.used, "")
	for header := range n.used {
		n.names.Fields[header] = Field{}
	}
}

// read reads the files of the study, and looks at the other sheets of its workbooks.
func (n *newsReader) read(ctx context.Context) error {
	var books []string
	taken := map[string]bool{}
	for _, role := range Roles() {
		for _, s := range n.sources(role) {
			tables, _, err := Read(ctx, n.p.Dir, []string{s.File}, n.names)
			if err != nil {
				return err
			}
			if len(tables) == 0 {
				continue
			}
			n.files = append(n.files, newsFile{role, s, &tables[0]})
			taken[tables[0].File] = true
			if book, _, isSheet := strings.Cut(tables[0].File, "#"); isSheet && !slices.Contains(books, book) {
				books = append(books, book)
			}
		}
	}
	l, err := newLexicon()
	if err != nil {
		return err
	}
	for _, book := range books {
		tables, _, err := Read(ctx, n.p.Dir, []string{book}, Dictionary{})
		if err != nil {
			return err
		}
		for i := range tables {
			part := l.roleOf(&tables[i], Dictionary{})
			if part.role != "" && !taken[part.File] && !n.told(part.File) {
				n.news.Sheets = append(n.news.Sheets, Source{File: part.File, Role: part.role, Rows: len(part.Rows),
					HeaderLine: part.HeaderLine, Form: part.Form, Grade: part.grade, Evidence: part.evidence})
			}
		}
	}
	return nil
}

// headerIn is the header under which a file has one of our columns.
func (n *newsReader) headerIn(f newsFile, name string) string {
	if log := n.logs()[f.role]; name == "test" && log.Wide.Test != "" {
		return table.HeaderText(log.Wide.Test)
	}
	return table.HeaderText(cmp.Or(f.source.Columns[name], n.p.Data.Columns[name], name))
}

// columns judges the columns of the cases that the study file does not answer.
func (n *newsReader) columns() {
	var parts []*part
	for _, f := range n.files {
		if f.role == Cases {
			parts = append(parts, &part{Table: f.table, role: Cases, columns: n.l.columnsOf(f.table, n.names), grade: Certain})
		}
	}
	order := n.l.orderOf(parts).Value
	if n.p.Data.Dates != "auto" {
		order = n.p.Data.Dates
	}
	found := map[string][]*column{}
	for _, p := range parts {
		agree(p, order)
		for _, c := range p.columns {
			if n.isNew(c) {
				found[c.name] = append(found[c.name], c)
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(found), func(a, b string) int { return rankOf(a) - rankOf(b) })
	for _, name := range names {
		n.propose(name, found[name])
	}
}

// isNew says that a column is one of ours by its header and cells and that neither the
// study file nor a remark in it speaks of it.
func (n *newsReader) isNew(c *column) bool {
	kind := kindOf(c.name)
	return kind != "" && kind != plan.ID && c.grade > Doubtful && !c.decided && c.header != c.name &&
		!n.used[c.header] && !n.told(c.header) && !n.isAnswered(c.name)
}

// isAnswered says that the study file, or a header of our own name, answers a column.
func (n *newsReader) isAnswered(name string) bool {
	if _, ok := n.p.Data.Columns[name]; ok {
		return true
	}
	if _, ok := n.p.Data.Checkboxes[name]; ok {
		return true
	}
	if _, ok := n.p.Milestones[stemOf(name)]; ok {
		return true
	}
	for _, f := range n.files {
		_, isSet := f.source.Set[name]
		_, isOwn := f.source.Columns[name]
		if f.role == Cases && (isSet || isOwn || slices.Contains(f.table.Header, name)) {
			return true
		}
	}
	return false
}

// stemOf is the milestone of a column.
func stemOf(name string) string {
	for _, form := range []string{"_date", "_day", "_status"} {
		if stem, ok := strings.CutSuffix(name, form); ok {
			return stem
		}
	}
	return name
}

// propose takes a new column that all files call the same. One that the study file
// says is not there, or that files call otherwise, is told and not written.
func (n *newsReader) propose(name string, list []*column) {
	one := list[0].asColumn()
	denied := slices.Concat(n.p.Data.None, n.p.Data.NotCollected)
	if slices.ContainsFunc(list, func(c *column) bool { return c.header != one.Header }) ||
		slices.Contains(denied, name) || slices.Contains(denied, stemOf(name)) {
		n.news.Aside = append(n.news.Aside, one)
		return
	}
	n.news.Columns = append(n.news.Columns, one)
	if _, given := n.p.Data.Units[name]; !given {
		units := &Proposal{}
		unitsOf(list[0], units)
		n.news.Units = append(n.news.Units, units.Units...)
	}
	if _, given := n.p.Data.Values[name]; given || !n.l.hasLevels(name) {
		return
	}
	if v, ok := n.l.valuesOf(name, list); ok && v.Grade > Doubtful {
		n.news.Values = append(n.news.Values, v)
	}
}

// levels looks for forms that the levels of the study file do not have.
func (n *newsReader) levels() {
	names := slices.SortedFunc(maps.Keys(n.p.Data.Values), func(a, b string) int {
		return cmp.Or(rankOf(a)-rankOf(b), cmp.Compare(a, b))
	})
	for _, name := range names {
		if kind := kindOf(name); kind == plan.Number || kind == plan.Day {
			continue
		}
		forms, header := n.forms(name)
		v := Values{Name: name, Header: header, Grade: Likely}
		byLevel := map[string][]string{}
		var unknown []string
		for _, form := range slices.Sorted(maps.Keys(forms)) {
			switch level, ok := n.l.levelOf(name, form); {
			case n.isMapped(name, form):
			case ok:
				byLevel[level] = append(byLevel[level], form)
			default:
				unknown = append(unknown, form)
			}
		}
		for _, level := range slices.Sorted(maps.Keys(byLevel)) {
			v.Levels = append(v.Levels, Level{Name: level, As: byLevel[level]})
		}
		if len(unknown) > 0 {
			n.unknown(&v, unknown, len(forms))
		}
		if len(v.Levels) > 0 || v.Unknown > 0 {
			n.news.Levels = append(n.news.Levels, v)
		}
	}
}

// unknown keeps words that no list has as levels of their own. Codes without a letter
// say nothing, and are counted alone.
func (n *newsReader) unknown(v *Values, unknown []string, all int) {
	for _, form := range unknown {
		if own(form) == "other" || strings.Trim(form, "0123456789.,-+<>= ") == "" {
			v.Unknown = len(unknown)
			return
		}
	}
	n.l.addUnknown(v, unknown, all)
}

// forms are the cells of a column that has levels, over all files.
func (n *newsReader) forms(name string) (forms map[string]bool, header string) {
	forms = map[string]bool{}
	for _, f := range n.files {
		at := slices.Index(f.table.Header, n.headerIn(f, name))
		if at < 0 {
			continue
		}
		header = f.table.Header[at]
		for _, cell := range f.table.column(at) {
			isBlank := cell == "" || n.l.isMissing(cell) && n.l.isNoLevel(name, cell) || n.l.isNever(cell)
			if !isBlank && !matches(n.p.Data.Missing, cell) && !matches(n.p.Data.Never, cell) {
				forms[cell] = true
			}
		}
	}
	return forms, header
}

// isMapped says that the study file has a form, or that it is the name of a level.
func (n *newsReader) isMapped(name, form string) bool {
	return slices.Contains(n.l.levels[name].names, form) ||
		slices.ContainsFunc(n.p.Data.Values[name], func(level plan.Level) bool {
			return level.Name == form || matches(level.As, form)
		})
}

func matches(list []plan.Scalar, cell string) bool {
	return slices.ContainsFunc(list, func(s plan.Scalar) bool { return s.Match(cell) })
}

// gone looks for headers that the study file names and no file has.
func (n *newsReader) gone() {
	has, spare := map[string]bool{}, []string{}
	for _, f := range n.files {
		for _, header := range f.table.Header {
			if has[header] = true; !n.used[header] && kindOf(header) == "" && !slices.Contains(spare, header) {
				spare = append(spare, header)
			}
		}
	}
	lost := func(name, header string, has bool) {
		m := Missing{name, header, plan.Nearest(header, spare)}
		if !has && header != "" && !slices.Contains(n.news.Gone, m) {
			n.news.Gone = append(n.news.Gone, m)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(n.p.Data.Columns)) {
		header := table.HeaderText(n.p.Data.Columns[name])
		lost(name, header, has[header])
	}
	for _, f := range n.files {
		for _, name := range slices.Sorted(maps.Keys(f.source.Columns)) {
			header := table.HeaderText(f.source.Columns[name])
			lost(name, header, slices.Contains(f.table.Header, header))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(n.p.Milestones)) {
		m := n.p.Milestones[name]
		for _, header := range append([]string{m.Date, m.Day}, slices.Sorted(maps.Keys(m.When))...) {
			header = table.HeaderText(cmp.Or(n.p.Data.Columns[header], header))
			lost(name, header, has[header])
		}
	}
}
