package studyfile

import (
	"fmt"
	"regexp"
	"strings"

	"graftstat/analysis/proposal"
	"graftstat/reports/words"
)

// Write is the study file of a proposal, in its language.
func Write(p *proposal.Proposal) ([]byte, error) {
	w, err := words.New(p.Language)
	if err != nil {
		return nil, err
	}
	f := &file{words: w, p: p}
	f.head()
	f.data()
	f.milestones()
	f.cohorts()
	f.absent()
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("no text %s", strings.Join(missing, ", "))
	}
	return []byte(f.text.String()), nil
}

// A file is the text so far.
type file struct {
	text  strings.Builder
	words *words.Words
	p     *proposal.Proposal
}

func (f *file) line(indent int, text string) {
	f.text.WriteString(strings.Repeat("  ", indent) + text + "\n")
}

// said is a key with its value and its evidence behind it; a likely one has the word
// to check.
func (f *file) said(indent int, text string, grade proposal.Grade, evidence []proposal.Evidence) {
	remark := f.evidence(evidence)
	if grade == proposal.Likely {
		remark = f.words.Text("proposal.check") + ": " + remark
	}
	for len([]rune(text))+2*indent < column {
		text += " "
	}
	f.line(indent, text+" # "+remark)
}

// column is where remarks begin.
const column = 44

// remark writes a text as remarks of whole lines.
func (f *file) remark(indent int, text string) {
	for _, line := range wrapped(text, 110-2*indent) {
		f.line(indent, "# "+line)
	}
}

func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// evidence words the reasons.
func (f *file) evidence(list []proposal.Evidence) string {
	var texts []string
	for _, e := range list {
		texts = append(texts, oneLine(f.words.Text("proposal.evidence."+e.Code, e.Args...)))
	}
	return strings.Join(texts, "; ")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// quoted is a text as a YAML scalar that nothing reads as another.
func quoted(text string) string {
	switch text {
	case "yes", "no", "true", "false", "null", "on", "off", "y", "n":
	default:
		if regexp.MustCompile(`^[a-z][a-z0-9_-]*$`).MatchString(text) {
			return text
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", " ").Replace(text) + `"`
}

func list(texts []string) string {
	var items []string
	for _, text := range texts {
		items = append(items, quoted(text))
	}
	return "[" + strings.Join(items, ", ") + "]"
}
