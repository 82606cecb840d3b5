package codebook

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/templates"
)

// A Codebook is the data dictionary in a language.
type Codebook struct {
	Language string
	Example  string // case_id of the example row, which is no case
	Guide    string // name of the sheet that explains
	Lists    string // name of the sheet with the lists
	Sheets   []Sheet
	texts    *texts
}

// A Sheet is a table to fill in: the cases or a log.
type Sheet struct {
	ID      string // cases, or that of a log
	Name    string
	Columns []Column
}

// A Column is a column of a sheet.
type Column struct {
	Name     string // canonical
	Head     string // official, without the mark of a required one
	Note     string
	Group    string // over the heads of the cases
	Kind     plan.ColumnKind
	Levels   []Level
	Closed   bool // no other level is known
	Limit    plan.Limit
	HasLimit bool
	Required bool
}

// A Level is a code and its word.
type Level struct{ Code, Word string }

// RequiredMark stands behind the head of a required column.
const RequiredMark = " *"

// Shown is the head as the workbook has it.
func (c Column) Shown() string {
	if c.Required {
		return c.Head + RequiredMark
	}
	return c.Head
}

// IsMilestone says whether a column is the date of something that may not have happened.
func (c Column) IsMilestone() bool {
	return c.Kind == plan.Day && slices.Contains(plan.Milestones(), strings.TrimSuffix(c.Name, "_date"))
}

// sheetIDs are the sheets in their order.
func sheetIDs() []string {
	return []string{"cases", "counts", "transfusions", "titres", "typing", "gvhd", "scores"}
}

// IsExample says of a cleaned identifier that its row is the example of a workbook
// and no case, in whatever language and case it is written.
func IsExample(id string) bool {
	return slices.ContainsFunc(Languages(), func(l string) bool { return strings.EqualFold(id, exampleID(l)) })
}

func exampleID(language string) string {
	if language == "vi" {
		return "VÍ DỤ"
	}
	return "EXAMPLE"
}

// Read is the codebook of a language.
func Read(language string) (*Codebook, error) {
	if !slices.Contains(Languages(), language) {
		return nil, fmt.Errorf("%w: %s", ErrLanguage, language)
	}
	t, err := readTexts(language)
	if err != nil {
		return nil, err
	}
	d := &Codebook{Language: language, Example: exampleID(language), Guide: t.Entry.Sheet["guide"],
		Lists: t.Entry.Sheet["lists"], texts: t}
	for _, id := range sheetIDs() {
		names, err := columnsOf(id)
		if err != nil {
			return nil, err
		}
		s := Sheet{ID: id, Name: t.Entry.Sheet[id]}
		group := t.Entry.Group["entry"]
		for _, name := range names {
			if g := groupFrom(name); g != "" && id == "cases" {
				group = t.Entry.Group[g]
			}
			c, err := t.column(name)
			if err != nil {
				return nil, err
			}
			c.Group, c.Required = group, required(id, name)
			s.Columns = append(s.Columns, c)
		}
		if err := s.check(); err != nil {
			return nil, err
		}
		d.Sheets = append(d.Sheets, s)
	}
	return d, nil
}

// columnsOf are the canonical columns of a sheet: the header of the blank CSV file.
func columnsOf(sheet string) ([]string, error) {
	files, err := templates.Blank()
	if err != nil {
		return nil, err
	}
	source, err := fs.ReadFile(files, sheet+".csv")
	if err != nil {
		return nil, err
	}
	return csv.NewReader(strings.NewReader(strings.TrimPrefix(string(source), "\ufeff"))).Read()
}

// groupFrom is the group that begins with a column of the cases.
func groupFrom(column string) string {
	switch column {
	case "case_id":
		return "patient"
	case "transplant_date":
		return "transplant"
	case "neutrophil_engraftment_date":
		return "recovery"
	case "graft_failure_date":
		return "complication"
	case "death_date":
		return "follow_up"
	}
	return ""
}

// required says whether no row of a sheet does without a column.
func required(sheet, column string) bool {
	if sheet == "cases" {
		return slices.Contains([]string{"case_id", "disease_group", "transplant_date", "transplant_type"}, column)
	}
	return slices.Contains([]string{"case_id", "date", "test", "value", "product", "antibody", "titre", "instrument",
		"score"}, column)
}

// column is a column without its place.
func (t *texts) column(name string) (Column, error) {
	c := Column{Name: name, Head: t.Entry.Head[name], Note: t.Entry.Note[name], Kind: kindOf(name)}
	if c.Head == "" || c.Note == "" {
		return c, fmt.Errorf("entry.yaml has no head or no note of %s", name)
	}
	codes, closed := plan.LevelsOf(name)
	words := t.Level[name]
	if strings.HasSuffix(name, "_status") {
		words = t.Level["status"]
	}
	for _, code := range codes {
		word := words[code]
		if word == "" {
			word = code
		}
		c.Levels = append(c.Levels, Level{code, word})
	}
	c.Closed = closed
	c.Limit, c.HasLimit = plan.LimitOf(name)
	if q, ok := plan.QuantityOf(name); ok {
		c.Limit, c.HasLimit = plan.Limit{Least: q.Least, Most: q.Most}, true
	}
	return c, nil
}

// kindOf is the kind of a column of the cases or of a log.
func kindOf(name string) plan.ColumnKind {
	for _, c := range plan.Columns() {
		if c.Name == name {
			return c.Kind
		}
	}
	switch name {
	case "date":
		return plan.Day
	case "value", "units", "titre", "infusion_ml", "volume_ml", "score", "skin", "liver", "lower", "upper":
		return plan.Number
	}
	return plan.Category
}

// check refuses heads and words that cannot be told apart.
func (s Sheet) check() error {
	heads := map[string]bool{}
	for _, c := range s.Columns {
		if heads[fold(c.Head)] {
			return fmt.Errorf("sheet %s: two columns have the head %s", s.ID, c.Head)
		}
		heads[fold(c.Head)] = true
		words := map[string]bool{}
		for _, l := range c.Levels {
			if words[fold(l.Word)] {
				return fmt.Errorf("sheet %s, column %s: two levels have the word %s", s.ID, c.Name, l.Word)
			}
			words[fold(l.Word)] = true
		}
	}
	return nil
}

func fold(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// ColumnOf is the column of an official head, with or without its mark; the head
// must have been cleaned.
func (s Sheet) ColumnOf(head string) (Column, bool) {
	head = fold(strings.TrimSuffix(head, RequiredMark))
	i := slices.IndexFunc(s.Columns, func(c Column) bool { return fold(c.Head) == head })
	if i < 0 {
		return Column{}, false
	}
	return s.Columns[i], true
}

// Codes are the codes of a column by their words in small letters.
func (c Column) Codes() map[string]string {
	codes := map[string]string{}
	for _, l := range c.Levels {
		if l.Word != l.Code {
			codes[fold(l.Word)] = l.Code
		}
	}
	return codes
}

// Prompt is what the note on the head of a column says: what it is, what may stand
// in it, and when it may be blank.
func (d *Codebook) Prompt(c Column) []string {
	p := d.texts.Entry.Prompt
	lines := []string{c.Note}
	switch {
	case c.Kind == plan.Day:
		lines = append(lines, p["date"])
	case len(c.Levels) > 0 && c.Closed:
		lines = append(lines, p["closed"])
	case len(c.Levels) > 0:
		lines = append(lines, p["open"])
	case c.HasLimit && c.Limit.Most < 1e9:
		lines = append(lines, fill(p["between"], d.number(c.Limit.Least), d.number(c.Limit.Most)))
	case c.HasLimit && c.Limit.Whole:
		lines = append(lines, p["whole"]+" "+fill(p["from"], d.number(c.Limit.Least)))
	}
	switch {
	case c.Required && c.Name != "transplant_date":
		lines = append(lines, p["required"])
	case c.Name == "last_contact_date":
		lines = append(lines, p["one_of_two"])
	case c.IsMilestone() && !strings.Contains(c.Name, "_complete_to") && !hasOwnBlank(c.Name):
		lines = append(lines, p["milestone"])
	case c.Kind == plan.Number:
		lines = append(lines, p["blank"])
	}
	return append(lines, fill(p["column"], c.Name))
}

// hasOwnBlank says of a milestone that its note says when it is blank.
func hasOwnBlank(name string) bool { return name == "death_date" || name == "second_transplant_date" }

func (d *Codebook) number(x float64) string {
	text := strconv.FormatFloat(x, 'f', -1, 64)
	if d.Language == "vi" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

func fill(text string, args ...string) string {
	for i, arg := range args {
		text = strings.Replace(text, "{"+strconv.Itoa(i)+"}", arg, 1)
	}
	return text
}

// Refused is what the workbook says of a cell that it refuses: title, date, number,
// level, other or case.
func (d *Codebook) Refused(code string) string { return d.texts.Entry.Refused[code] }

// GuideText is a sentence of the sheet that explains.
func (d *Codebook) GuideText(code string, args ...string) string {
	return fill(d.texts.Entry.Guide[code], args...)
}
