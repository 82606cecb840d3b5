package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"graftstat/reports/manual"
)

// Every command of the manual and of README.md is one that a script runs, word by word.
func TestScriptsRunTheCommandsOfTheManual(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	run := map[string]bool{}
	runs := regexp.MustCompile(`(?m)^(?:exec|exits \d+) (graftstat .*)$`)
	for _, name := range scripts {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range runs.FindAllStringSubmatch(string(source), -1) {
			run[found[1]] = true
		}
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	told := []manual.Page{{Topic: "README.md", Language: "en", Markdown: string(readme)}}
	for _, language := range manual.Languages() {
		pages, err := manual.Pages(language)
		if err != nil {
			t.Fatal(err)
		}
		told = append(told, pages...)
	}
	seen := 0
	for _, p := range told {
		for _, command := range commandsOf(p.Markdown) {
			seen++
			if !run[command] {
				t.Errorf("%s in %s: no script runs %q", p.Topic, p.Language, command)
			}
		}
	}
	if seen < 25 {
		t.Errorf("only %d commands found", seen)
	}
}

// commandsOf are the lines of code that begin with the program's name, and such codes
// within a sentence. What stands behind two spaces or more is a remark.
func commandsOf(markdown string) []string {
	var commands []string
	for _, found := range regexp.MustCompile("(?m)^    (graftstat .*)$|`(graftstat [^`]*)`").
		FindAllStringSubmatch(markdown, -1) {
		command, _, _ := strings.Cut(found[1]+found[2], "  ")
		command, _, _ = strings.Cut(command, " > ")
		commands = append(commands, command)
	}
	return commands
}
