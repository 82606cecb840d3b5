package manual

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"graftstat/reports/words"
	"graftstat/templates"
)

// Page is a topic of the manual in a language.
type Page struct {
	Topic    string // name of the page: start, study
	Language string // of its text: English where the topic has no other
	Title    string
	Markdown string // its tables filled in
}

// Topics are the pages in the order in which a reader needs them.
func Topics() []string {
	return []string{"start", "study", "columns", "redcap", "reports", "monitoring", "paper", "schedule",
		"sites", "statistics", "privacy", "changes", "contributing"}
}

// Languages are those of the manual, the default first.
func Languages() []string { return []string{words.English, "vi"} }

// Pages are all pages in a language, in order.
func Pages(language string) ([]Page, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	return pagesOf(w)
}

func pagesOf(w *words.Words) ([]Page, error) {
	var pages []Page
	for _, topic := range Topics() {
		p, err := read(w, topic)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	return pages, nil
}

// Read is the page of a topic in a language or, where it has none in it, in English:
// what a contributor reads is English alone.
func Read(language, topic string) (Page, error) {
	w, err := words.New(language)
	if err != nil {
		return Page{}, err
	}
	return read(w, topic)
}

func read(w *words.Words, topic string) (Page, error) {
	language := w.Language
	source, err := fs.ReadFile(templates.Manual, file(language, topic))
	if errors.Is(err, fs.ErrNotExist) {
		language = words.English
		source, err = fs.ReadFile(templates.Manual, file(language, topic))
	}
	if err != nil {
		return Page{}, err
	}
	title, _, _ := strings.Cut(string(source), "\n")
	text, err := fill(w, string(source))
	if err != nil {
		return Page{}, fmt.Errorf("topic %s in %s: %w", topic, language, err)
	}
	return Page{Topic: topic, Language: language, Title: strings.TrimPrefix(title, "# "), Markdown: text}, nil
}

func file(language, topic string) string { return "manual/" + language + "/" + topic + ".md" }

// fill puts the tables in the place of the lines {{TABLE ARGUMENT ...}}.
func fill(w *words.Words, source string) (string, error) {
	lines := strings.Split(source, "\n")
	for i, line := range lines {
		mark, isMark := strings.CutPrefix(line, "{{")
		if !isMark {
			continue
		}
		name, arguments, _ := strings.Cut(strings.TrimSuffix(mark, "}}"), " ")
		table, err := tableOf(w, name, strings.Fields(arguments))
		if err != nil {
			return "", fmt.Errorf("line %d: %w", i+1, err)
		}
		lines[i] = table
	}
	if missing := w.Missing(); len(missing) > 0 {
		return "", fmt.Errorf("no text %s", missing[0])
	}
	return strings.Join(lines, "\n"), nil
}

func tableOf(w *words.Words, name string, arguments []string) (string, error) {
	switch name {
	case "keys":
		return keyTable(w, arguments)
	case "columns":
		return columnTable(w, arguments)
	case "file":
		return fileTable(w, arguments), nil
	case "codes":
		return codeTable(w, arguments)
	}
	return "", fmt.Errorf("there is no table %q", name)
}

// markdown is a table as Markdown has it.
func markdown(rows [][]string) string {
	var b strings.Builder
	for i, row := range rows {
		for _, cell := range row {
			b.WriteString("| " + strings.ReplaceAll(cell, "|", `\|`) + " ")
		}
		b.WriteString("|\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
