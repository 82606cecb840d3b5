package proposal

import (
	"context"
	"slices"

	"graftstat/analysis/plan"
)

// An Interview asks the questions of a proposal one after another. Each answer gives
// a new proposal: what columns, levels and cohorts follow from it is judged as if the
// files said it. It keeps nothing but in memory.
type Interview struct {
	l        *lexicon
	tables   []Table
	unread   []Unread
	names    Dictionary
	language string

	given    []string // keys in the order of their answers
	answers  Answers
	before   Answers // those that were taken back
	proposal *Proposal
}

// NewInterview proposes a study file to ask about.
func NewInterview(ctx context.Context, tables []Table, unread []Unread, names Dictionary, language string) (*Interview,
	error) {
	l, err := newLexicon()
	if err != nil {
		return nil, err
	}
	i := &Interview{l: l, tables: tables, unread: unread, names: names, language: language, answers: Answers{},
		before: Answers{}}
	i.proposal, err = i.propose(ctx, i.answers)
	return i, err
}

func (i *Interview) propose(ctx context.Context, answers Answers) (*Proposal, error) {
	return i.l.with(answers, i.tables).propose(ctx, i.tables, i.unread, i.names, i.language)
}

// Proposal is that of the answers given.
func (i *Interview) Proposal() *Proposal { return i.proposal }

// Next is the next question; false after the last one. A question that was answered
// before it was gone back to proposes that answer.
func (i *Interview) Next() (Question, bool) {
	open := i.l.with(i.answers, i.tables).questions(i.proposal)
	if len(open) == 0 {
		return Question{}, false
	}
	q := open[0]
	if answer, ok := i.before[q.Key]; ok && i.Takes(q, answer) {
		q.Proposed = answer
	}
	return q, true
}

// Takes says that a text is an answer to a question.
func (i *Interview) Takes(q Question, answer string) bool {
	if answer == None {
		return q.MayBeNone
	}
	_, isDay := dayOf(answer, "")
	return slices.Contains(q.Options, answer) || q.MayBeDate && isDay && len(answer) == len("2026-10-31")
}

// Progress is the number of the next question, and of those so far known.
func (i *Interview) Progress() (n, of int) {
	open := len(i.l.with(i.answers, i.tables).questions(i.proposal))
	return len(i.given) + 1, len(i.given) + open
}

// Answer answers a question. An answer after which the files are no study any more, such
// as none for the only identifier, is an error and not taken.
func (i *Interview) Answer(ctx context.Context, q Question, answer string) error {
	p, err := i.propose(ctx, i.answers.and(q.Key, answer))
	if err != nil {
		return err
	}
	i.proposal, i.answers, i.given = p, i.answers.and(q.Key, answer), append(i.given, q.Key)
	return nil
}

func (a Answers) and(key, answer string) Answers {
	more := Answers{key: answer}
	for k, v := range a {
		if k != key {
			more[k] = v
		}
	}
	return more
}

// Back takes the last answer back; false where there is none.
func (i *Interview) Back(ctx context.Context) (bool, error) {
	if len(i.given) == 0 {
		return false, nil
	}
	last := i.given[len(i.given)-1]
	i.before[last] = i.answers[last]
	rest := Answers{}
	for key, answer := range i.answers {
		if key != last {
			rest[key] = answer
		}
	}
	p, err := i.propose(ctx, rest)
	if err != nil {
		return false, err
	}
	i.proposal, i.answers, i.given = p, rest, i.given[:len(i.given)-1]
	return true, nil
}

// A Cost is what none of the options leaves out, against the first of them.
type Cost struct {
	Endpoints, Cohorts []string // ids
	Compared           []string // columns by which groups are not compared
	Refused            bool     // there is no study without it
}

// Cost is what none of the options of a question costs.
func (i *Interview) Cost(ctx context.Context, q Question) (Cost, error) {
	with, err := i.propose(ctx, i.answers.and(q.Key, q.Options[0]))
	if err != nil {
		return Cost{}, ctx.Err()
	}
	without, err := i.propose(ctx, i.answers.and(q.Key, None))
	if err != nil {
		return Cost{Refused: true}, ctx.Err()
	}
	var c Cost
	had, has := with.computed(), without.computed()
	c.Endpoints = slices.DeleteFunc(had, func(id string) bool { return slices.Contains(has, id) })
	for _, cohort := range with.Cohorts {
		if !slices.ContainsFunc(without.Cohorts, func(o Cohort) bool { return o.ID == cohort.ID }) {
			c.Cohorts = append(c.Cohorts, cohort.ID)
		}
	}
	for _, a := range without.Absent {
		isLost := a.Column && len(a.Endpoints) == 0
		if isLost && !slices.ContainsFunc(with.Absent, func(o Absent) bool { return o.Name == a.Name }) {
			c.Compared = append(c.Compared, a.Name)
		}
	}
	return c, nil
}

// computed are the endpoints that nothing is lacking for, each once.
func (p *Proposal) computed() []string {
	var ids []string
	for _, c := range p.Cohorts {
		if c.Generic && p.answers("death") {
			ids = append(ids, "os")
		}
		for _, e := range p.endpoints[c.ID] {
			lacks := slices.ContainsFunc(p.Absent, func(a Absent) bool { return slices.Contains(a.Endpoints, e) })
			if !lacks {
				ids = append(ids, e)
			}
		}
	}
	return distinct(ids)
}

// endpointsOf are the endpoints of the cohorts that have a preset, by cohort.
func endpointsOf(p *plan.Plan) map[string][]string {
	ids := map[string][]string{}
	for _, c := range p.Cohorts {
		for _, e := range c.Resolved {
			ids[c.ID] = append(ids[c.ID], e.ID)
		}
	}
	return ids
}

// A Cell is one of a column with its line in the file.
type Cell struct {
	Line int
	Text string
}

// Cells are the first n cells of the column that a question is about, each text once;
// of a question about a code or a word those that are it. They are the patients': show
// them to whoever asked, and nowhere else.
func (i *Interview) Cells(q Question, n int) (file, header string, cells []Cell) {
	for _, t := range i.tables {
		if q.File != "" && q.File != t.File {
			continue
		}
		for at, h := range t.Header {
			if q.Header != "" && h != q.Header {
				continue
			}
			for r, row := range t.Rows {
				isShown := slices.ContainsFunc(cells, func(c Cell) bool { return c.Text == row[at] })
				isAbout := q.Header != "" && q.Text == "" && row[at] != "" && !isShown || q.Text != "" && row[at] == q.Text
				if isAbout && len(cells) < n {
					cells = append(cells, Cell{t.Lines[r], row[at]})
				}
			}
			if len(cells) > 0 {
				return t.File, h, cells
			}
		}
	}
	return "", "", nil
}
