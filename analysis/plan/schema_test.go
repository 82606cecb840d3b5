package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// stated are the faults that a schema can state: an unknown key, a wrong type, a value
// out of its list or range, a key that has to be there.
var stated = regexp.MustCompile(`^unknown key|where .* is expected$|is no value of this key|` +
	`^[-0-9.]+ is not (between|from|greater than)|is less than|is before the origin|is no number of months|no check is called|` +
	`is no landmark|is no colour|is not a day of the calendar|^has no kind`)

// unstated are those among them that it cannot, each with the reason.
var unstated = map[string]string{
	"not a number":         "JSON has no .nan",
	"infinite":             "JSON has no .inf",
	"hexadecimal":          "YAML reads 0x20 as 32",
	"anchor":               "YAML puts the value in place of it",
	"alias":                "YAML puts the value in place of it",
	"tag":                  "YAML reads the value without it",
	"as_of of no calendar": "a pattern does not know leap years",
	"end of a log":         "a pattern does not know the length of months",
}

func TestSchemaRefusesWhatItCanState(t *testing.T) {
	s := schemaOfStudies(t)
	refused := 0
	for _, f := range slices.Concat(faults, reportFaults, monitorFaults, checkFaults) {
		source, _, _ := cutMarker(t, f.source)
		if len(source) > 5_000 { // which the YAML library of this test takes long to read
			continue
		}
		_, err := Decode("study.yaml", []byte(source))
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("%s: %v", f.name, err)
		}
		err = s.Validate(asJSON(source))
		_, cannot := unstated[f.name]
		switch {
		case err != nil && cannot:
			t.Errorf("%s is refused: %v", f.name, err)
		case err != nil:
			refused++
		case !cannot && stated.MatchString(e.Message.String()):
			t.Errorf("%s is taken, though the decoder says: %s", f.name, e.Message)
		}
	}
	if refused < 130 {
		t.Errorf("only %d faults are refused", refused)
	}
}

// What the decoder takes, the schema takes: of every study in the repository, those
// in the scripts too.
func TestSchemaTakesEveryStudy(t *testing.T) {
	s := schemaOfStudies(t)
	taken := 0
	for name, source := range studiesOfTheRepository(t) {
		if _, err := Decode("study.yaml", []byte(source)); err != nil {
			continue
		}
		taken++
		if err := s.Validate(asJSON(source)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if taken < 60 {
		t.Errorf("only %d studies were found", taken)
	}
}

// Every key has its description, and the defaults are of their own schema.
func TestSchemaDescribesEveryKey(t *testing.T) {
	described := map[string]bool{}
	Schema(func(path string) string { described[path] = true; return "" })
	for _, k := range Keys() {
		if !described[k.Path] {
			t.Errorf("%s is not in the schema", k.Path)
		}
	}
}

func studiesOfTheRepository(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{"minimal": minimal}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(path) {
		case ".yaml":
			content, err := os.ReadFile(path)
			found[path] = string(content)
			return err
		case ".txtar":
			archive, err := txtar.ParseFile(path)
			if err != nil {
				return err
			}
			for _, f := range archive.Files {
				if filepath.Ext(f.Name) == ".yaml" {
					found[path+"/"+f.Name] = string(f.Data)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func schemaOfStudies(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(Schema(func(path string) string { return path }))
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("study.schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("study.schema.json") // which holds the schema against that of schemas
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON is a study as a validator sees it; what is no YAML is an empty study.
func asJSON(source string) any {
	text, err := yaml.YAMLToJSON([]byte(strings.TrimPrefix(source, "\ufeff")))
	if err != nil {
		return map[string]any{}
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return map[string]any{}
	}
	return document
}
