package proposal

import (
	"io"
	"regexp"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/table"
)

// A Dictionary is a data dictionary of REDCap; without one it has no fields.
type Dictionary struct {
	Fields map[string]Field // by the name of the variable; box___1 by its own
}

// A Field is a variable of REDCap.
type Field struct {
	Label  string
	Type   string
	Labels map[string]string // by code; of a radio, a drop-down, yes and no
	Box    string            // of one box: the label of its choice
	Parent string            // of one box: the variable
}

// ReadDictionary reads a data dictionary as REDCap exports it, relative to dir.
func ReadDictionary(dir, file string) (Dictionary, error) {
	d := Dictionary{Fields: map[string]Field{}}
	rows, err := table.Open(file, table.Options{Dir: dir, Wanted: []string{"Variable / Field Name", "field_name"}})
	if err != nil {
		return d, err
	}
	defer rows.Close()
	var at map[string]int
	for {
		cells, _, err := rows.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return d, err
		}
		if at == nil {
			at = dictionaryColumns(cells)
			continue
		}
		d.add(cells, at)
	}
	if len(d.Fields) == 0 {
		return d, &table.Error{File: file, Message: message.Of("this is no data dictionary of REDCap: it has no variable"),
			Next: message.Of("export it under Project Setup, Data Dictionary, Download the current Data Dictionary")}
	}
	return d, nil
}

func dictionaryColumns(header []string) map[string]int {
	at := map[string]int{}
	for i, cell := range header {
		switch key := fold(cell); {
		case key == "variablefieldname" || key == "fieldname":
			at["name"] = i + 1
		case key == "fieldlabel":
			at["label"] = i + 1
		case key == "fieldtype":
			at["type"] = i + 1
		case strings.HasPrefix(key, "choicescalculations") || key == "selectchoicesorcalculations":
			at["choices"] = i + 1
		}
	}
	return at
}

func (d Dictionary) add(cells []string, at map[string]int) {
	cell := func(name string) string {
		if i := at[name]; i > 0 && i <= len(cells) {
			return table.HeaderText(cells[i-1])
		}
		return ""
	}
	name := cell("name")
	if name == "" {
		return
	}
	f := Field{Label: plainLabel(cell("label")), Type: cell("type")}
	switch f.Type {
	case "yesno":
		f.Labels = map[string]string{"1": "yes", "0": "no"}
	case "truefalse":
		f.Labels = map[string]string{"1": "true", "0": "false"}
	case "radio", "dropdown":
		f.Labels = choicesOf(cell("choices"))
	case "checkbox":
		for code, label := range choicesOf(cell("choices")) {
			box := name + "___" + strings.ToLower(strings.ReplaceAll(code, "-", "_"))
			d.Fields[box] = Field{Label: f.Label, Type: f.Type, Box: label, Parent: name}
		}
	}
	d.Fields[name] = f
}

// choicesOf reads 1, Male | 2, Female.
func choicesOf(text string) map[string]string {
	labels := map[string]string{}
	for _, choice := range strings.Split(text, "|") {
		if code, label, ok := strings.Cut(choice, ","); ok {
			labels[strings.TrimSpace(code)] = plainLabel(label)
		}
	}
	return labels
}

// plainLabel is a label without its markup.
func plainLabel(text string) string {
	return strings.TrimSpace(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, " "))
}
