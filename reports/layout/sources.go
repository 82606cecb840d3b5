package layout

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"graftstat/analysis/result"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

const (
	// lineWidth is how many letters a line of the sources has at most, unless one name has more.
	lineWidth = 110
	// mostIgnored are the headers that are named of those that are not read.
	mostIgnored = 20
)

// SourceLines say of each file on a terminal which columns were read, from which
// headers, what was ignored, and what is missing with what that costs.
func SourceLines(r *result.Results, sources []result.Source, language string) ([]string, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	b := &builder{&page.Page{Results: r, Words: w}}
	var lines []string
	for _, s := range sources {
		lines = append(lines, b.sourceLines(s)...)
	}
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	return lines, nil
}

// sourceLines are those of one file.
func (b *builder) sourceLines(s result.Source) []string {
	w := b.Words
	labels := []string{w.Text("sources.used"), w.Text("sources.ignored"), w.Text("sources.missing")}
	width := 0
	for _, label := range labels {
		width = max(width, utf8.RuneCountInString(label))
	}
	lines := []string{w.Text("sources.file", w.Text("sources."+s.Role), s.File, w.Count("sources.rows", s.Rows),
		strconv.Itoa(s.HeaderLine))}
	for i, items := range [][]string{usedWords(w, s.Used), b.ignoredWords(s.Ignored)} {
		lines = append(lines, hanging(labels[i], width, wrapped(items))...)
	}
	return append(lines, hanging(labels[2], width, b.missingLines(s.Missing))...)
}

func usedWords(w *words.Words, columns []result.SourceColumn) []string {
	var items []string
	for i, c := range columns {
		switch {
		case c.Header == c.Name:
			items = append(items, c.Name)
		case c.Header == "":
			items = append(items, w.Text("sources.set", c.Name))
		case i > 0 && columns[i-1].Name == c.Name:
			items[len(items)-1] += " + " + c.Header
		default:
			items = append(items, c.Name+" ← "+c.Header)
		}
	}
	return items
}

func (b *builder) ignoredWords(headers []string) []string {
	if more := len(headers) - mostIgnored; more > 1 {
		return append(append([]string{}, headers[:mostIgnored]...), b.Words.Count("sources.more", more))
	}
	return headers
}

// missingLines are a line for each name whose lack costs something, and one that
// counts the others.
func (b *builder) missingLines(missing []result.SourceLack) []string {
	var lines []string
	rest := 0
	for _, l := range missing {
		switch {
		case l.CostsNothing():
			rest++
		case len(l.Costs) == 0:
			lines = append(lines, b.Words.Text("sources.named", l.Name))
		default:
			line := b.Words.Text("sources.costs", l.Name, b.costWords(l))
			if declare := declarations(l); len(declare) > 0 {
				line += b.Words.Text("sources.or", b.List(declare, "or"))
			}
			lines = append(lines, line)
		}
	}
	if rest > 0 {
		lines = append(lines, b.Words.Count("sources.nothing", rest))
	}
	return lines
}

// costWords name the endpoints that are not computed.
func (b *builder) costWords(l result.SourceLack) string {
	var s shortage
	for _, c := range l.Costs {
		of := waiting{cohort: c.Cohort, every: len(c.Endpoints) == b.endpointsOf(c.Cohort)}
		for _, id := range c.Endpoints {
			of.names = append(of.names, b.EndpointNamed(c.Cohort, id))
		}
		s.waiting = append(s.waiting, of)
	}
	return b.waitingWords(s)
}

func (b *builder) endpointsOf(cohort string) int {
	for i := range b.Results.Cohorts {
		if c := &b.Results.Cohorts[i]; c.ID == cohort {
			return len(c.Endpoints)
		}
	}
	return 0
}

// declarations are the lines of the study file of which one answers a milestone; nil
// where none may.
func declarations(l result.SourceLack) (lines []string) {
	if l.None {
		lines = append(lines, "none: ["+l.Name+"]")
	}
	if l.NotCollected {
		lines = append(lines, "not_collected: ["+l.Name+"]")
	}
	return lines
}

// wrapped are items as lines of a width.
func wrapped(items []string) []string {
	var lines []string
	for i, item := range items {
		if i < len(items)-1 {
			item += ","
		}
		n := len(lines) - 1
		if n >= 0 && utf8.RuneCountInString(lines[n])+1+utf8.RuneCountInString(item) <= lineWidth {
			lines[n] += " " + item
		} else {
			lines = append(lines, item)
		}
	}
	return lines
}

// hanging puts a label before the first line and blanks before the others.
func hanging(label string, width int, lines []string) []string {
	for i, line := range lines {
		head := strings.Repeat(" ", width)
		if i == 0 {
			head = label + strings.Repeat(" ", width-utf8.RuneCountInString(label))
		}
		lines[i] = "  " + head + "  " + line
	}
	return lines
}
