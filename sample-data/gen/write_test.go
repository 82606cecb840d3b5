package main

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// generated are the files that the generator writes with -faults.
var generated = []string{
	"cases.csv", "counts.csv", "transfusions.csv", "titres.csv", "scores.csv", "typing.csv", "gvhd.csv", "study.yaml",
	"faulty.yaml", "faulty/cases.csv", "faulty/transfusions.csv", "faulty/typing.csv", "faulty/gvhd.csv",
	"faulty/reticulocytes.csv", "faulty/planted.csv",
}

func generate(t *testing.T, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	var stderr bytes.Buffer
	if status := run(append(args, "-out", dir), &stderr); status != 0 {
		t.Fatalf("status %d: %s", status, stderr.String())
	}
	return dir
}

func read(t *testing.T, elem ...string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// records are the rows of a CSV file by column.
func records(t *testing.T, elem ...string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(read(t, elem...))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range rows[0] {
			record[name] = row[i]
		}
		all = append(all, record)
	}
	return all
}

// The committed files are what the generator writes.
func TestCommittedFiles(t *testing.T) {
	dir := generate(t, "-faults")
	for _, name := range generated {
		if !bytes.Equal(read(t, dir, name), read(t, "..", name)) {
			t.Errorf("%s is not what the generator writes: run go generate ./sample-data/gen", name)
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	first, again := generate(t, "-cases", "200", "-faults"), generate(t, "-cases", "200", "-faults")
	other := generate(t, "-cases", "200", "-faults", "-seed", "2")
	for _, name := range generated {
		content := read(t, first, name)
		if len(content) == 0 || !bytes.Equal(content, read(t, again, name)) {
			t.Errorf("%s: the same seed gave other bytes, or none", name)
		}
		if strings.HasSuffix(name, ".csv") && bytes.Equal(content, read(t, other, name)) {
			t.Errorf("%s: another seed gave the same bytes", name)
		}
	}
}

func TestSizes(t *testing.T) {
	for _, n := range []int{1, 2, 6, 60, 1000} {
		dir := generate(t, "-cases", strconv.Itoa(n))
		ids, allografts := map[string]bool{}, 0
		for _, row := range records(t, dir, "cases.csv") {
			ids[row["case_id"]] = true
			if row["transplant_type"] == "allogeneic" {
				allografts++
			}
		}
		if len(ids) != n || allografts != max((n+3)/6, 1) {
			t.Errorf("%d cases: %d different ids, %d allografts", n, len(ids), allografts)
		}
		for _, log := range []string{"counts.csv", "transfusions.csv", "titres.csv", "scores.csv", "typing.csv",
			"gvhd.csv"} {
			for _, row := range records(t, dir, log) {
				if !ids[row["case_id"]] {
					t.Fatalf("%d cases: %s has a row of an unknown case", n, log)
				}
			}
		}
		if cohorts := strings.Count(string(read(t, dir, "study.yaml")), "preset:"); cohorts != min(n, 2) {
			t.Errorf("%d cases: %d cohorts", n, cohorts)
		}
		if _, err := os.Stat(filepath.Join(dir, "faulty.yaml")); err == nil {
			t.Errorf("%d cases: a faulty study that was not asked for", n)
		}
	}
}

func TestCommandLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want int
	}{
		{[]string{}, 2},
		{[]string{"-out", t.TempDir(), "-cases", "0"}, 2},
		{[]string{"-out", t.TempDir(), "more"}, 2},
		{[]string{"-unknown"}, 2},
		{[]string{"-out", file}, 1},
	} {
		if got := run(c.args, io.Discard); got != c.want {
			t.Errorf("%v: status %d, want %d", c.args, got, c.want)
		}
	}
}

// Study files are one YAML document each, say that they are invented, and name
// files that are there.
func TestStudyFiles(t *testing.T) {
	dir := generate(t, "-faults")
	for _, name := range []string{"study.yaml", "faulty.yaml"} {
		content := read(t, dir, name)
		var study struct {
			Study struct{ Title, Centre map[string]string }
			AsOf  string `yaml:"as_of"`
			Data  map[string]any
		}
		if err := yaml.Unmarshal(content, &study); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if study.AsOf != asOf.iso() {
			t.Errorf("%s: as_of %s, want %s", name, study.AsOf, asOf.iso())
		}
		if !strings.Contains(string(content), "# An invented centre") ||
			!strings.Contains(study.Study.Title["en"], "invented") ||
			!strings.Contains(study.Study.Title["vi"], "giả định") ||
			study.Study.Centre["en"] == "" || study.Study.Centre["vi"] == "" {
			t.Errorf("%s does not say in both languages that it is invented", name)
		}
		files := 0
		for key, file := range study.Data {
			if key == "dates" {
				continue
			}
			files++
			for _, one := range fileNames(file) {
				read(t, dir, one)
			}
		}
		if files != 7 {
			t.Errorf("%s names %d logs and cases, want 7", name, files)
		}
	}
}

// fileNames are those of one file, or of a list of files.
func fileNames(written any) []string {
	if list, several := written.([]any); several {
		var names []string
		for _, one := range list {
			names = append(names, one.(string))
		}
		return names
	}
	return []string{written.(string)}
}

// A registry is the cases of the centre without the logs, and its study reads none.
func TestRegistryHasTheSameCases(t *testing.T) {
	centre, registry := generate(t, "-cases", "200"), generate(t, "-cases", "200", "-logs=false")
	if !bytes.Equal(read(t, centre, "cases.csv"), read(t, registry, "cases.csv")) {
		t.Error("the cases are others")
	}
	files, err := os.ReadDir(registry)
	if err != nil || len(files) != 2 {
		t.Errorf("%d files, want cases.csv and study.yaml", len(files))
	}
	var study struct{ Data map[string]string }
	if err := yaml.Unmarshal(read(t, registry, "study.yaml"), &study); err != nil || len(study.Data) != 2 ||
		study.Data["cases"] != "cases.csv" {
		t.Errorf("the study reads %v, error %v", study.Data, err)
	}
}
