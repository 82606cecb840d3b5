package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"graftstat/analysis/message"
	"graftstat/templates"
)

// HeadersOfTests are the headers that name a test, by our name of it: one of ours, or one of
// templates/headers.yaml. What stands in brackets does not matter; of two that name one
// test the first is taken.
func HeadersOfTests(headers []string) map[string]string {
	var file struct {
		Levels map[string]map[string][]string
	}
	if err := yaml.Unmarshal(templates.Headers, &file); err != nil {
		return nil
	}
	names := map[string]string{}
	for test, texts := range file.Levels["test"] {
		for _, text := range texts {
			names[strings.ToLower(text)] = test
		}
	}
	for _, test := range tests() {
		names[test] = test
	}
	found := map[string]string{}
	for _, header := range headers {
		name, _, _ := strings.Cut(header, "(")
		test := names[strings.ToLower(strings.TrimSpace(name))]
		if _, ok := found[test]; !ok && test != "" {
			found[test] = header
		}
	}
	return found
}

// tests are the tests of the counts log that the program uses.
func tests() []string {
	levels, _ := LevelsOf("test")
	return levels
}

// testColumns checks the headers of a log that has a column for each test or instrument.
func (c *checker) testColumns(path string, s LogSource, kind string, known []string) {
	at := path + ".tests"
	if !c.given(at) {
		return
	}
	switch {
	case len(s.Tests) == 0:
		c.add(at, say("Write our name of each test and the header of its column, or remove the key."),
			"names no column")
	case s.Wide.IsGiven():
		c.add(at, say("Keep one of the two."), "stands beside wide")
	}
	for i, file := range s.File {
		if _, ok := file.Set[kind]; ok {
			c.add(at, say("Keep one of the two."), "stands beside set: %s of file %d", kind, i+1)
		}
	}
	of := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(s.Tests)) {
		header := strings.Join(strings.Fields(s.Tests[name]), " ")
		switch {
		case strings.TrimSpace(name) == "" || header == "":
			c.add(join(at, name), say("Write our name of the test, and the header of its column."),
				"names no header of the file")
		case known != nil && !slices.Contains(known, name):
			c.add(join(at, name), choicesOfTests(name, known), "%q is no test of this log", name)
		case of[header] != "":
			c.add(join(at, name), say("Give each test a column of its own."), "%s has this column already", of[header])
		}
		of[header] = name
	}
}

// choicesOfTests is choices, which knows what laboratories call a test too.
func choicesOfTests(name string, known []string) message.Text {
	for test := range HeadersOfTests([]string{name}) {
		return choices(test, known)
	}
	return choices(name, known)
}
