package redcap

import (
	"encoding/hex"
	"errors"
	"html"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/table"
)

// maxColumns is how many columns an export may have.
const maxColumns = 100_000

// A dictionary is the data dictionary of a project.
type dictionary struct {
	file    Dictionary
	columns []column // that an export may have, in its order
	forms   []string
}

// Dictionary says what was read as the data dictionary.
type Dictionary struct {
	File, SHA256 string
	Fields       int
	Form         []string // see table.Rows
}

// A column is one that an export may have: a field, a box of one, or the state of a
// form.
type column struct {
	name     string // sex, complication___1, demographics_complete
	label    string // as a header: Sex, "Complication (choice=Sepsis)", Complete?
	form     string
	box      bool
	choices  []choice
	order    dateOrder
	hasComma bool // its numbers have a decimal comma
}

type choice struct{ code, label string }

// dateOrder is the order in which a date is entered.
type dateOrder string

const (
	dayFirst   dateOrder = "dmy"
	monthFirst dateOrder = "mdy"
)

// download says where a dictionary comes from.
func download() message.Text {
	return message.Of("in REDCap, choose Project Setup, Data Dictionary, Download the current Data Dictionary, and " +
		"name that file under data: redcap: dictionary: in the study file")
}

// heads are the headers of a dictionary: as REDCap downloads it, and as its
// interface for programs names them.
func heads() [][]string {
	return [][]string{
		{"Variable / Field Name", "field_name"}, {"Form Name", "form_name"}, {"Field Type", "field_type"},
		{"Field Label", "field_label"},
		{"Choices, Calculations, OR Slider Labels", "select_choices_or_calculations"},
		{"Text Validation Type OR Show Slider Number", "text_validation_type_or_show_slider_number"},
	}
}

// places of heads.
const (
	nameHead = iota
	formHead
	kindHead
	labelHead
	choicesHead
	validationHead
)

// readDictionary reads the data dictionary of a project.
func readDictionary(dir, file string) (*dictionary, error) {
	rows, err := table.Open(file, table.Options{Dir: dir, Wanted: heads()[nameHead]})
	var fault *table.Error
	if errors.Is(err, fs.ErrNotExist) && errors.As(err, &fault) {
		return nil, &table.Error{File: file, Message: message.Of("there is no such file"), Next: download(), Err: fault.Err}
	}
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	at, line, err := findHeads(file, rows)
	if err != nil {
		return nil, err
	}
	d := &dictionary{file: Dictionary{File: file, Form: rows.Form()}}
	for {
		cells, line, err := rows.Next()
		if err == io.EOF {
			break
		}
		if errors.Is(err, table.ErrBadQuote) {
			return nil, &table.Error{File: file, Line: line, Message: message.Of("a quotation mark stands where none may"),
				Next: download()}
		}
		if err != nil {
			return nil, err
		}
		d.add(cells, at)
		if len(d.columns) > maxColumns {
			return nil, &table.Error{File: file, Line: line, Message: message.Of("the dictionary has more than %d columns", maxColumns),
				Next: download()}
		}
	}
	d.endForm()
	if len(d.columns) == 0 {
		return nil, &table.Error{File: file, Line: line, Message: message.Of("the dictionary has no fields"), Next: download()}
	}
	d.file.SHA256 = hex.EncodeToString(rows.Sum())
	return d, nil
}

// findHeads is where each of heads stands; -1: the file has none.
func findHeads(file string, rows table.Rows) (at []int, line int, err error) {
	var cells []string
	for err == nil && strings.TrimSpace(strings.Join(cells, "")) == "" {
		cells, line, err = rows.Next()
	}
	if err != nil && err != io.EOF && !errors.Is(err, table.ErrBadQuote) {
		return nil, 0, err
	}
	for _, names := range heads() {
		at = append(at, slices.IndexFunc(cells, func(cell string) bool {
			return slices.Contains(names, table.HeaderText(cell))
		}))
	}
	for i, names := range heads() {
		if at[i] < 0 {
			return nil, 0, &table.Error{File: file, Line: line, Column: names[0],
				Message: message.Of("the file is no data dictionary of REDCap: it has no such column"), Next: download()}
		}
	}
	return at, line, nil
}

// add adds the columns of a field.
func (d *dictionary) add(cells []string, at []int) {
	cell := func(head int) string {
		if at[head] >= len(cells) {
			return ""
		}
		return table.Clean(strings.ToValidUTF8(cells[at[head]], "\ufffd"))
	}
	name, kind, form := cell(nameHead), cell(kindHead), cell(formHead)
	if name == "" || kind == "descriptive" {
		return
	}
	if len(d.forms) == 0 || d.forms[len(d.forms)-1] != form {
		d.endForm()
		d.forms = append(d.forms, form)
	}
	d.file.Fields++
	c := column{name: name, form: form, label: plainText(cell(labelHead)), choices: choicesOf(kind, cell(choicesHead))}
	switch validation := cell(validationHead); {
	case strings.HasSuffix(validation, "_dmy"):
		c.order = dayFirst
	case strings.HasSuffix(validation, "_mdy"):
		c.order = monthFirst
	default:
		c.hasComma = strings.Contains(validation, "comma_decimal")
	}
	if kind != "checkbox" {
		d.columns = append(d.columns, c)
		return
	}
	for _, of := range c.choices {
		d.columns = append(d.columns, column{name: name + "___" + boxCode(of.code), form: form, box: true,
			label: table.HeaderText(c.label + " (choice=" + of.label + ")")})
	}
}

// endForm adds the column that says whether a form is complete.
func (d *dictionary) endForm() {
	if len(d.forms) == 0 {
		return
	}
	form := d.forms[len(d.forms)-1]
	d.columns = append(d.columns, column{name: form + "_complete", label: "Complete?", form: form,
		choices: []choice{{"0", "Incomplete"}, {"1", "Unverified"}, {"2", "Complete"}}})
}

// boxCode is the code of a choice as the header of its box has it.
func boxCode(code string) string { return strings.ReplaceAll(strings.ToLower(code), "-", "_") }

// choicesOf are the choices of a field: "1, Yes | 2, No".
func choicesOf(kind, text string) []choice {
	switch kind {
	case "yesno":
		return []choice{{"1", "Yes"}, {"0", "No"}}
	case "truefalse":
		return []choice{{"1", "True"}, {"0", "False"}}
	case "radio", "dropdown", "checkbox":
	default:
		return nil
	}
	var choices []choice
	for _, part := range strings.Split(text, "|") {
		code, label, _ := strings.Cut(part, ",")
		if code = table.Clean(code); code == "" {
			continue
		}
		if label = plainText(label); label == "" {
			label = code
		}
		choices = append(choices, choice{code, label})
	}
	return choices
}

var tag = regexp.MustCompile(`<[^<>]*>`)

// plainText is a label without the marks of a web page, as an export has it.
func plainText(text string) string {
	if strings.ContainsAny(text, "<&") {
		text = html.UnescapeString(tag.ReplaceAllString(text, ""))
	}
	return table.HeaderText(text)
}
