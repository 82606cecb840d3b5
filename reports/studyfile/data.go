package studyfile

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/proposal"
)

// data writes the key data: whole.
func (f *file) data() {
	f.line(0, "data:")
	for _, role := range proposal.Roles() {
		f.role(role)
	}
	for _, u := range f.p.Unused {
		f.remark(1, f.words.Text("proposal.unused", quoted(u.File), f.evidence([]proposal.Evidence{u.Evidence})))
	}
	f.setting(1, "dates", f.p.Dates)
	f.setting(1, "decimal", f.p.Decimal)
	f.setting(1, "encoding", f.p.Encoding)
	f.wordList("missing", f.p.Missing, `""`)
	f.wordList("never", f.p.Never, "")
	f.wordList("skip_rows", f.p.SkipRows, "")
	f.columns()
	f.values("values", f.p.Values)
	f.values("checkboxes", f.p.Checkboxes)
	f.units()
	f.ignored()
	f.line(0, "")
}

// role writes the sources of one kind.
func (f *file) role(role proposal.Role) {
	var sources []proposal.Source
	for _, s := range f.p.Sources {
		if s.Role == role {
			sources = append(sources, s)
		}
	}
	if len(sources) == 0 {
		return
	}
	key := string(role)
	switch wide := sources[0].WideDay != "" || sources[0].WideDate; {
	case len(sources) == 1:
		f.one(key, sources[0])
	case !wide:
		f.line(1, key+":")
		f.items(2, sources)
	default:
		f.line(1, key+":")
		f.wide(2, sources[0])
		f.line(2, "file:")
		f.items(3, sources)
	}
	if role == proposal.Transfusions {
		f.remark(1, f.words.Text("proposal.complete_to"))
	}
}

// about says how a file was read.
func (f *file) about(s proposal.Source) []proposal.Evidence {
	header := strconv.Itoa(s.HeaderLine)
	return append(append([]proposal.Evidence{}, s.Evidence...), proposal.Evidence{Code: "read_as",
		Args: []string{header, strconv.Itoa(s.Rows), strings.Join(s.Form, ", ")}})
}

// one writes a single source.
func (f *file) one(key string, s proposal.Source) {
	isPlain := len(s.Columns) == 0 && len(s.Set) == 0 && s.WideDay == "" && !s.WideDate
	if isPlain {
		f.said(1, key+": "+quoted(s.File), s.Grade, f.about(s))
		return
	}
	f.line(1, key+":")
	if key == string(proposal.Cases) {
		f.items(2, []proposal.Source{s})
		return
	}
	f.said(2, "file: "+quoted(s.File), s.Grade, f.about(s))
	f.wide(2, s)
	f.beside(2, s)
}

// items writes the sources of a list.
func (f *file) items(indent int, sources []proposal.Source) {
	for _, s := range sources {
		f.said(indent, "- file: "+quoted(s.File), s.Grade, f.about(s))
		f.beside(indent+1, s)
	}
}

func (f *file) wide(indent int, s proposal.Source) {
	if s.WideDay == "" && !s.WideDate {
		return
	}
	text := "wide: {date: true"
	if s.WideDay != "" {
		text = "wide: {day: " + quoted(s.WideDay)
	}
	if s.WideTest != "" {
		text += ", test: " + quoted(s.WideTest)
	}
	f.line(indent, text+"}")
}

// beside writes what stands beside the file of a source.
func (f *file) beside(indent int, s proposal.Source) {
	if len(s.Set) > 0 {
		f.line(indent, "set:")
		for _, c := range s.Set {
			f.said(indent+1, c.Name+": "+quoted(c.Value), c.Grade, c.Evidence)
		}
	}
	if len(s.Columns) > 0 {
		f.line(indent, "columns:")
		for _, c := range s.Columns {
			f.said(indent+1, c.Name+": "+quoted(c.Header), c.Grade, c.Evidence)
		}
	}
}

// wordList writes missing:, never: or skip_rows:, with a word that always belongs to it.
func (f *file) wordList(key string, list []proposal.Word, always string) {
	var taken []string
	if always != "" {
		taken = append(taken, always)
	}
	grade, n := proposal.Certain, 0
	for _, word := range list {
		if word.Grade > proposal.Doubtful {
			taken = append(taken, quoted(word.Text))
			grade = min(grade, word.Grade)
			n++
		}
	}
	if n > 0 {
		f.said(1, key+": ["+strings.Join(taken, ", ")+"]", grade,
			[]proposal.Evidence{{Code: "words_" + key, Args: []string{strconv.Itoa(n)}}})
	}
	for _, word := range list {
		if word.Grade == proposal.Doubtful {
			f.remark(1, f.words.Text("proposal.doubt", key+": ["+quoted(word.Text)+"]", f.evidence(word.Evidence)))
		}
	}
}

// columns writes the columns of the cases; those under our own names need no line.
func (f *file) columns() {
	started, same := false, 0
	for _, c := range f.p.Columns {
		if c.Name == "" {
			continue
		}
		if c.Name == c.Header && c.Grade == proposal.Certain {
			same++
			continue
		}
		if !started {
			f.line(1, "columns:")
			started = true
		}
		f.said(2, c.Name+": "+quoted(c.Header), c.Grade, c.Evidence)
	}
	if same > 0 {
		f.remark(1, f.words.Count("proposal.same", same))
	}
	for _, c := range f.p.Columns {
		if c.Name == "" {
			f.remark(1, f.words.Text("proposal.doubt_column", quoted(c.Header), strings.Join(c.Candidates, ", "),
				f.evidence(c.Evidence)))
		}
	}
}

// values writes the levels of columns.
func (f *file) values(key string, values []proposal.Values) {
	started := false
	for _, v := range values {
		if v.Grade == proposal.Doubtful {
			continue
		}
		if !started {
			f.line(1, key+":")
			started = true
		}
		f.line(2, v.Name+":")
		for i, level := range v.Levels {
			grade, evidence := v.Grade, v.Evidence
			if level.Own {
				grade, evidence = proposal.Likely, []proposal.Evidence{{Code: "own_level"}}
			}
			text := quoted(level.Name) + ": " + list(level.As)
			if i == 0 || level.Own {
				f.said(3, text, grade, evidence)
				continue
			}
			f.line(3, text)
		}
	}
	for _, v := range values {
		if v.Grade == proposal.Doubtful {
			var levels []string
			for _, candidate := range v.Candidates {
				levels = append(levels, quoted(candidate)+": [?]")
			}
			f.remark(1, f.words.Text("proposal.doubt", key+": {"+v.Name+": {"+strings.Join(levels, ", ")+"}}",
				f.words.Text("proposal.codes", list(v.Levels[0].As), quoted(v.Header))))
		}
	}
}

func (f *file) units() {
	for i, u := range f.p.Units {
		if i == 0 {
			f.line(1, "units:")
		}
		f.said(2, u.Name+": "+quoted(u.Unit), u.Grade, u.Evidence)
	}
}

// ignored lists the columns that are not used, by reason, without a cell of them.
func (f *file) ignored() {
	reasons := map[string][]string{}
	var order []string
	for _, c := range f.p.Ignored {
		if reasons[c.Why] == nil {
			order = append(order, c.Why)
		}
		if !slices.Contains(reasons[c.Why], quoted(c.Header)) {
			reasons[c.Why] = append(reasons[c.Why], quoted(c.Header))
		}
	}
	for _, why := range order {
		f.remark(1, f.words.Text("proposal.ignored."+why, strings.Join(reasons[why], ", ")))
	}
}
