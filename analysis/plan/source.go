package plan

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Source is one file of cases, or of a log. In the study file it is a file name, or
// a mapping of its keys.
type Source struct {
	File    string            `yaml:"file" is:"needed"`
	Set     map[string]Scalar `yaml:"set"`     // our name: what each row of the file has
	Columns map[string]string `yaml:"columns"` // our name: header of this file

	SetLine int    `yaml:"-"` // line of the study file with set
	Redcap  string `yaml:"-"` // cases, or the log, that an export of REDCap is read for; "" for another file
}

func (s *Source) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, ok := n.(*ast.MappingNode); !ok {
		return d.decode(n, &s.File, path)
	}
	if err := d.decode(n, (*sourceKeys)(s), path); err != nil {
		return err
	}
	if t := d.places[join(path, "set")].key; t != nil {
		s.SetLine = t.Position.Line
	}
	return nil
}

type sourceKeys Source // without its form

func (Source) schema() []any { return []any{"text", sourceKeys{}} }

// isPlain says that only a file is named.
func (s Source) isPlain() bool { return len(s.Set) == 0 && len(s.Columns) == 0 && s.Redcap == "" }

// Sources are the files that are read as one: one Source, or a list of them.
type Sources []Source

// Files are sources of which only the names are given.
func Files(names ...string) Sources {
	sources := make(Sources, len(names))
	for i, name := range names {
		sources[i].File = name
	}
	return sources
}

func (s *Sources) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, isList := n.(*ast.SequenceNode); isList {
		return d.decode(n, (*[]Source)(s), path)
	}
	*s = Sources{{}}
	return d.decode(n, &(*s)[0], path)
}

func (Sources) schema() []any { return []any{Source{}, []Source{}} }

// Name is the file, or the files, that the sources are called after.
func (s Sources) Name() string {
	names := make([]string, len(s))
	for i, source := range s {
		names[i] = source.File
		if source.Redcap != "" && source.Redcap != RedcapCases {
			names[i] += " (" + source.Redcap + ")" // the cases have the name of the same file
		}
	}
	return strings.Join(names, ", ")
}

// Mapping is how the files are read, whatever they are called.
func (s Sources) Mapping() Sources {
	if !slices.ContainsFunc(s, func(source Source) bool { return !source.isPlain() }) {
		return nil
	}
	mapped := slices.Clone(s)
	for i := range mapped {
		mapped[i].File, mapped[i].SetLine = "", 0
	}
	return mapped
}

// Expand puts in place of a pattern with * or ?, such as 2024-*.xlsx#Dị ghép, the
// files below a folder that it matches, by name. The marks of open workbooks (~$)
// are none of them. A pattern that matches nothing stays.
func (s Sources) Expand(dir string) Sources {
	var all Sources
	for _, source := range s {
		found := source.matches(dir)
		for _, file := range found {
			one := source
			one.File = file
			all = append(all, one)
		}
		if len(found) == 0 {
			all = append(all, source)
		}
	}
	return all
}

// IsPattern says that a name stands for all files that it matches.
func (s Source) IsPattern() bool { return strings.ContainsAny(s.File, "*?") }

func (s Source) matches(dir string) []string {
	if !s.IsPattern() {
		return nil
	}
	name, sheet, hasSheet := strings.Cut(s.File, "#")
	pattern := name
	if !filepath.IsAbs(pattern) {
		pattern = filepath.Join(dir, pattern)
	}
	if _, err := os.Stat(pattern); err == nil {
		return nil // a file of this very name
	}
	paths, err := filepath.Glob(pattern)
	if err != nil {
		return nil
	}
	var files []string
	for _, path := range paths {
		if strings.HasPrefix(filepath.Base(path), "~$") {
			continue
		}
		file := path
		if below, err := filepath.Rel(dir, path); err == nil && !filepath.IsAbs(name) {
			file = filepath.ToSlash(below)
		}
		if hasSheet {
			file += "#" + sheet
		}
		files = append(files, file)
	}
	slices.Sort(files)
	return files
}

// filesOf checks the files that are read as one. What stands beside a single file
// may stand at the path of the log.
func (c *checker) filesOf(path, log string, sources Sources) {
	if len(sources) == 0 {
		c.add(path, say("Name a file, relative to the study file, or remove the key."), "names no file")
	}
	for i, s := range sources {
		at := c.item(path, i)
		if strings.TrimSpace(s.File) == "" {
			c.add(at, say("Name a file, relative to the study file, or remove the key."), "names no file")
		}
		if s.File != "" && !s.IsPattern() && slices.Contains(sources[:i].names(), s.File) {
			c.add(at, say("Name each file or sheet once."), "%s stands twice", s.File)
		}
		if c.given(join(log, "set")) || c.given(join(log, "columns")) {
			at = log
		}
		for _, name := range slices.Sorted(maps.Keys(s.Columns)) {
			c.snake(join(at+".columns", name), name)
			if strings.TrimSpace(s.Columns[name]) == "" {
				c.add(join(at+".columns", name),
					say("Write our name: the file's header."), "names no header of the file")
			}
		}
		for _, name := range slices.Sorted(maps.Keys(s.Set)) {
			c.set(join(at+".set", name), name, s)
		}
	}
}

// set checks a value that each row of a file has.
func (c *checker) set(path, name string, s Source) {
	c.snake(path, name)
	switch {
	case name == "case_id" || name == "patient_id":
		c.add(path, say("Remove it: each row has its own."), "is an identifier, which no two rows share")
	case s.Columns[name] != "":
		c.add(path, say("Keep one of the two."), "%s stands under columns too", name)
	case strings.TrimSpace(string(s.Set[name])) == "":
		c.add(path, say("Write a value, or remove the key."), "is blank")
	}
}

func (s Sources) names() []string {
	var names []string
	for _, source := range s {
		names = append(names, source.File)
	}
	return names
}
