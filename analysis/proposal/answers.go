package proposal

import (
	"slices"
)

// asked is the evidence of what an answer decided.
func asked() []Evidence { return []Evidence{{Code: "asked"}} }

// decide takes the answer to what a column is.
func (l *lexicon) decide(c *column) {
	name, ok := l.answers.to(AskColumn, c.header)
	if !ok {
		return
	}
	c.name, c.decided, c.grade, c.evidence, c.candidates, c.why = name, true, Certain, asked(), nil, ""
	if name == None {
		c.why = "declined"
	}
}

// yield leaves a name that an answer gave to its column alone.
func yield(columns []*column) {
	for i, c := range columns {
		for j, other := range columns {
			if c.decided && c.name != "" && i != j && other.name == c.name && (!other.decided || j > i) {
				other.decided = false
				other.doubt("two_columns", c.header)
			}
		}
	}
}

// onlyOnce leaves a name to the first column that has it: those that answers gave are
// not taken away before.
func onlyOnce(p *part) {
	for i, c := range p.columns {
		if c.name != "" && find(p.columns[:i], c.name) != nil && find(p.columns[:i], c.name).decided != c.decided {
			c.name, c.why = "", "declined"
		}
	}
}

func (l *lexicon) answerSetting(key string, s *Setting) {
	answer, ok := l.answers.to(AskSetting, key)
	if !ok || s.Value == "" && len(s.Candidates) == 0 {
		return
	}
	*s = Setting{}
	if answer != None {
		*s = Setting{Value: answer, Grade: Certain, Evidence: asked()}
	}
}

func (l *lexicon) answerConstants(p *part) {
	p.set = slices.DeleteFunc(p.set, func(c Constant) bool {
		answer, ok := l.answers.to(AskConstant, p.File, c.Name)
		return ok && answer == None
	})
	for i := range p.set {
		if answer, ok := l.answers.to(AskConstant, p.File, p.set[i].Name); ok {
			p.set[i] = Constant{Name: p.set[i].Name, Value: answer, Grade: Certain, Evidence: asked()}
		}
	}
}

func (l *lexicon) answerMilestones(list []Milestone) []Milestone {
	var kept []Milestone
	for _, m := range list {
		answer, ok := l.answers.to(AskMilestone, m.Name)
		switch {
		case !ok:
		case answer == None:
			continue
		default:
			if answer != Take {
				m.Values = []string{answer}
			}
			m.Grade, m.Evidence = Certain, asked()
		}
		kept = append(kept, m)
	}
	return kept
}

func (l *lexicon) answerBoxes(list []Values) []Values {
	var kept []Values
	for _, v := range list {
		answer, ok := l.answers.to(AskBoxes, v.Name)
		if ok && answer == None {
			continue
		}
		if ok {
			v.Grade, v.Evidence = Certain, asked()
		}
		kept = append(kept, v)
	}
	return kept
}

// declineFlags gives up a column of 0 and 1 of which nobody knows which is yes.
func (l *lexicon) declineFlags(cases []*part) {
	for _, p := range cases {
		for _, c := range p.columns {
			if answer, ok := l.answers.to(AskFlags, c.name); ok && answer == None && c.name != "" {
				c.name, c.why = "", "declined"
			}
		}
	}
}

// answerValues takes the answers on the levels of a column. Codes are used once each of
// them has one.
func (l *lexicon) answerValues(v *Values) {
	if answer, ok := l.answers.to(AskFlags, v.Name); ok && areZeroOne(*v) {
		no := map[string]string{"1": "0", "0": "1"}[answer]
		v.Levels = []Level{{Name: "yes", As: []string{answer}}, {Name: "no", As: []string{no}}}
		v.Grade, v.Evidence = Certain, asked()
	}
	if v.Grade == Doubtful {
		l.answerCodes(v)
		return
	}
	open := v.Unknown
	var levels []Level
	for _, level := range v.Levels {
		if !level.Own {
			levels = append(levels, level)
		}
	}
	for _, level := range v.Levels {
		if !level.Own {
			continue
		}
		answer, ok := l.answers.to(AskLevel, v.Name, level.As[0])
		switch at := slices.IndexFunc(levels, func(o Level) bool { return o.Name == answer }); {
		case !ok:
			open++
			levels = append(levels, level)
		case answer == None:
		case at >= 0:
			levels[at].As = append(slices.Clone(levels[at].As), level.As...)
		default:
			levels = append(levels, Level{Name: answer, As: level.As, Own: answer == level.Name, Asked: true})
		}
	}
	if wasOpen := len(v.Levels) > 0 && slices.ContainsFunc(v.Levels, func(o Level) bool { return o.Own }); wasOpen && open == 0 {
		v.Grade, v.Evidence = Certain, asked()
	}
	v.Levels = levels
}

// answerCodes maps codes without a meaning.
func (l *lexicon) answerCodes(v *Values) {
	codes := v.Levels[0].As
	var levels []Level
	for _, name := range v.Candidates {
		level := Level{Name: name}
		for _, code := range codes {
			if answer, ok := l.answers.to(AskCode, v.Name, code); ok && answer == name {
				level.As = append(level.As, code)
			}
		}
		if len(level.As) > 0 {
			levels = append(levels, level)
		}
	}
	for _, code := range codes {
		if _, ok := l.answers.to(AskCode, v.Name, code); !ok {
			return
		}
	}
	if len(levels) > 0 {
		v.Levels, v.Candidates, v.Grade, v.Evidence = levels, nil, Certain, asked()
	}
}

func (l *lexicon) answerUnits(out *Proposal) {
	for i := range out.Units {
		if answer, ok := l.answers.to(AskUnit, out.Units[i].Name); ok {
			out.Units[i] = Unit{Name: out.Units[i].Name, Unit: answer, Grade: Certain, Evidence: asked()}
		}
	}
}

func (l *lexicon) answerWords(out *Proposal) {
	for key, list := range map[string]*[]Word{"missing": &out.Missing, "never": &out.Never, "skip_rows": &out.SkipRows} {
		var kept []Word
		for _, w := range *list {
			answer, ok := l.answers.to(AskWord, key, w.Text)
			if ok && answer == None {
				continue
			}
			if ok {
				w.Grade, w.Evidence = Certain, asked()
			}
			kept = append(kept, w)
		}
		*list = kept
	}
}

// answerCohorts leaves out the cohorts that nobody wants, but never all of them.
func (l *lexicon) answerCohorts(out *Proposal) {
	kept := slices.Clone(out.Cohorts)
	for _, c := range out.Cohorts {
		answer, ok := l.answers.to(AskCohort, c.ID)
		at := slices.IndexFunc(kept, func(o Cohort) bool { return o.ID == c.ID })
		switch {
		case ok && answer == None && len(kept) > 1:
			kept = slices.Delete(kept, at, at+1)
		case ok:
			kept[at].Grade, kept[at].Evidence = Certain, asked()
		}
	}
	out.Cohorts = kept
}
