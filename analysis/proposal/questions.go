package proposal

import (
	"slices"
	"strings"

	"graftstat/analysis/plan"
)

// A Kind is what a Question is about, by its code.
type Kind string

// Kinds of questions in the order in which they are asked.
const (
	AskSetting   Kind = "setting"   // a key of data: or of the study; Subject is its key
	AskColumn    Kind = "column"    // what a column is
	AskAlso      Kind = "also"      // whether a column tells Subject as well
	AskConstant  Kind = "constant"  // what all rows of a file have as Subject
	AskBoxes     Kind = "boxes"     // whether boxes are Subject
	AskMilestone Kind = "milestone" // whether, or by which code, a column tells the milestone Subject
	AskFlags     Kind = "flags"     // which of 0 and 1 is yes
	AskCode      Kind = "code"      // what the code Text of a column is
	AskLevel     Kind = "level"     // what a word Text that no list has is
	AskUnit      Kind = "unit"      // in which unit Subject is
	AskWord      Kind = "word"      // whether a word Text belongs to the list Subject
	AskCohort    Kind = "cohort"    // whether the cohort Subject is reported
)

// A Question is one thing of a Proposal that is likely or in doubt. An answer is one
// of Options, or None, which leaves the thing out.
type Question struct {
	Kind          Kind
	Key           string // of the answer
	File, Header  string // the column that it is about; "" where there is none
	Subject, Text string
	Grade         Grade
	Evidence      []Evidence
	Options       []string
	Proposed      string // what the Proposal takes: an option, or None where it is in doubt
	MayBeNone     bool
	MayBeDate     bool // a day as 2026-10-31 is an answer, too
}

// None is the answer that leaves out what was asked about.
const None = ""

// Take is the answer that takes what was asked about as it is.
const Take = "take"

// Answers are the answers to questions by their keys.
type Answers map[string]string

func keyOf(kind Kind, parts ...string) string {
	return string(kind) + "\x00" + strings.Join(parts, "\x00")
}

func (a Answers) to(kind Kind, parts ...string) (string, bool) {
	answer, ok := a[keyOf(kind, parts...)]
	return answer, ok
}

// Questions are those of a proposal, as far as its answers leave any. What is certain
// is none of them, nor what has no second answer.
func (l *lexicon) questions(p *Proposal) []Question {
	var list []Question
	add := func(q Question, parts ...string) {
		q.Key = keyOf(q.Kind, parts...)
		_, isAnswered := l.answers[q.Key]
		hasChoice := len(q.Options) > 1 || len(q.Options) == 1 && (q.MayBeNone || q.MayBeDate)
		if !isAnswered && hasChoice {
			if q.Grade > Doubtful {
				q.Proposed = q.Options[0]
			}
			list = append(list, q)
		}
	}
	l.askSettings(p, add)
	l.askColumns(p, add)
	l.askConstants(p, add)
	l.askMilestones(p, add)
	l.askValues(p, add)
	askWords(p, add)
	if s := p.AsOf; s.Grade < Certain && s.Value != "" {
		add(Question{Kind: AskSetting, Subject: "as_of", Header: s.Evidence[0].Args[0], Grade: s.Grade, Evidence: s.Evidence,
			Options: []string{s.Value}, MayBeDate: true}, "as_of")
	}
	return list
}

type adder func(q Question, parts ...string)

func (l *lexicon) askSettings(p *Proposal, add adder) {
	for _, s := range []struct {
		key       string
		of        Setting
		others    []string
		mayBeNone bool
	}{
		{"dates", p.Dates, []string{"dmy", "mdy"}, false},
		{"decimal", p.Decimal, nil, true},
		{"encoding", p.Encoding, nil, true},
		{"time_unit", p.TimeUnit, []string{"days", "months", "years"}, false},
	} {
		if s.of.Grade == Certain || s.of.Value == "" && len(s.of.Candidates) == 0 {
			continue
		}
		options := slices.Concat([]string{s.of.Value}, s.of.Candidates, s.others)
		options = slices.DeleteFunc(distinct(options), func(o string) bool { return o == "" })
		add(Question{Kind: AskSetting, Subject: s.key, Grade: s.of.Grade, Evidence: s.of.Evidence, Options: options,
			MayBeNone: s.mayBeNone}, s.key)
	}
}

// askColumns asks what columns of cases are, and what else they tell.
func (l *lexicon) askColumns(p *Proposal, add adder) {
	seen := map[string]bool{}
	ask := func(c Column) {
		q := Question{Kind: AskColumn, File: c.File, Header: c.Header, Grade: c.Grade, Evidence: c.Evidence,
			Options: c.Candidates, MayBeNone: true}
		if c.Name != "" {
			q.Options = []string{c.Name}
		}
		if c.Name == "" {
			q.Options = withDays(q.Options)
		}
		q.Options = slices.DeleteFunc(slices.Clone(q.Options), func(name string) bool { return l.isTaken(c, name) })
		if c.Grade == Certain || seen[c.Header+"\x00"+c.Name] {
			return
		}
		seen[c.Header+"\x00"+c.Name] = true
		if isTold(c) {
			q.Kind, q.Subject, q.Options = AskAlso, c.Name, []string{Take}
			add(q, c.Name)
			return
		}
		add(q, c.Header)
	}
	for _, c := range p.Columns {
		ask(c)
	}
	for _, s := range p.Sources {
		if s.Role != Cases {
			continue
		}
		for _, c := range s.Columns {
			ask(c)
		}
	}
}

// withDays puts the time of a milestone behind each status: a column of few numbers may
// be either.
func withDays(names []string) []string {
	all := slices.Clone(names)
	for _, name := range names {
		milestone, ok := strings.CutSuffix(name, "_status")
		if ok && slices.Contains(plan.Milestones(), milestone) {
			all = append(all, milestone+"_day")
		}
	}
	return distinct(all)
}

// isTold says that a column has its name beside another one of its own.
func isTold(c Column) bool {
	return slices.ContainsFunc(c.Evidence, func(e Evidence) bool {
		return e.Code == "by_diagnosis" || e.Code == "type_by_disease"
	})
}

// isTaken says that an answer gave a name to another column of the file.
func (l *lexicon) isTaken(c Column, name string) bool {
	return slices.ContainsFunc(l.headers[c.File], func(header string) bool {
		answer, ok := l.answers.to(AskColumn, header)
		return ok && answer == name && header != c.Header
	})
}

func (l *lexicon) askConstants(p *Proposal, add adder) {
	for _, s := range p.Sources {
		for _, c := range s.Set {
			if c.Grade == Certain {
				continue
			}
			options := distinct(slices.Concat([]string{c.Value}, l.levels[c.Name].names))
			add(Question{Kind: AskConstant, File: s.File, Subject: c.Name, Grade: c.Grade, Evidence: c.Evidence,
				Options: options, MayBeNone: s.Role == Cases}, s.File, c.Name)
		}
	}
	for _, v := range p.Checkboxes {
		if v.Grade < Certain {
			add(Question{Kind: AskBoxes, Subject: v.Name, Header: v.Levels[0].As[0], Grade: v.Grade, Evidence: v.Evidence,
				Options: []string{Take}, MayBeNone: true}, v.Name)
		}
	}
}

func (l *lexicon) askMilestones(p *Proposal, add adder) {
	for _, m := range p.Milestones {
		q := Question{Kind: AskMilestone, Subject: m.Name, Header: m.When, Grade: m.Grade, Evidence: m.Evidence,
			Options: []string{Take}, MayBeNone: true}
		if q.Header == "" {
			q.Header = m.Day + m.Date
		}
		if m.Grade == Doubtful {
			q.Options = m.Values
		}
		if m.Grade < Certain {
			add(q, m.Name)
		}
	}
}

// askValues asks for the meaning of codes, and of words that no list has.
func (l *lexicon) askValues(p *Proposal, add adder) {
	for _, v := range p.Values {
		q := Question{Header: v.Header, Subject: v.Name, Grade: v.Grade, Evidence: v.Evidence, MayBeNone: true}
		switch {
		case v.Grade == Doubtful:
			for _, code := range v.Levels[0].As {
				q.Kind, q.Text, q.Options = AskCode, code, v.Candidates
				add(q, v.Name, code)
			}
		case v.Grade == Likely && areZeroOne(v):
			q.Kind, q.Options = AskFlags, []string{"1", "0"}
			add(q, v.Name)
		}
		for _, level := range v.Levels {
			if !level.Own || level.Asked {
				continue
			}
			q.Kind, q.Text, q.Grade = AskLevel, level.As[0], Likely
			q.Evidence = []Evidence{{Code: "own_level"}}
			q.Options = distinct(slices.Concat([]string{level.Name}, l.levels[v.Name].names))
			add(q, v.Name, level.As[0])
		}
	}
	for _, u := range p.Units {
		if u.Grade < Certain {
			options := []string{u.Unit}
			if q, ok := plan.QuantityOf(u.Name); ok {
				for _, other := range q.Units {
					options = append(options, other.Name)
				}
			}
			add(Question{Kind: AskUnit, Subject: u.Name, Grade: u.Grade, Evidence: u.Evidence, Options: distinct(options)}, u.Name)
		}
	}
}

// areZeroOne says that the levels are yes and no as 1 and 0.
func areZeroOne(v Values) bool {
	return slices.ContainsFunc(v.Evidence, func(e Evidence) bool { return e.Code == "zero_one" })
}

func askWords(p *Proposal, add adder) {
	for _, list := range []struct {
		key   string
		words []Word
	}{{"missing", p.Missing}, {"never", p.Never}, {"skip_rows", p.SkipRows}} {
		for _, w := range list.words {
			if w.Grade < Certain {
				add(Question{Kind: AskWord, Subject: list.key, Text: w.Text, Grade: w.Grade, Evidence: w.Evidence,
					Options: []string{Take}, MayBeNone: true}, list.key, w.Text)
			}
		}
	}
	for _, c := range p.Cohorts {
		if c.Grade < Certain && len(p.Cohorts) > 1 {
			add(Question{Kind: AskCohort, Subject: c.ID, Grade: c.Grade, Evidence: c.Evidence, Options: []string{Take},
				MayBeNone: true}, c.ID)
		}
	}
}

// distinct keeps the first of each text.
func distinct(texts []string) []string {
	var kept []string
	for _, text := range texts {
		if !slices.Contains(kept, text) {
			kept = append(kept, text)
		}
	}
	return kept
}
