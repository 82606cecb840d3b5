package result

import (
	"bytes"
	"errors"
	"flag"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the files of testdata anew")

func TestEveryFieldSurvivesTheFile(t *testing.T) {
	want := filled()
	got, err := Decode(bytes.NewReader(encoded(t, want)))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read back\n%+v\nwant\n%+v", got, want)
	}
}

func TestNoFieldIsFilledByChance(t *testing.T) {
	if path := zeroField(reflect.ValueOf(*filled()), "Results"); path != "" {
		t.Errorf("%s is zero: the round trip does not test it", path)
	}
	broken := filled()
	broken.Cohorts[0].Endpoints[0].Groups[0].Start.StdErr = 0
	if zeroField(reflect.ValueOf(*broken), "Results") == "" {
		t.Error("a zero field was not found")
	}
}

func TestMissingNumbersSurviveTheFile(t *testing.T) {
	r := filled()
	g := &r.Cohorts[0].Endpoints[0].Groups[0]
	g.At[0].Estimate, g.Quantiles[0].Time, g.Start = Missing(), Missing(), nil
	r.Cohorts[0].States[0].Prob = []Number{0.5, Missing()}
	first := encoded(t, r)
	read, err := Decode(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	g = &read.Cohorts[0].Endpoints[0].Groups[0]
	if !g.At[0].Estimate.IsMissing() || !g.Quantiles[0].Time.IsMissing() || g.Start != nil ||
		!read.Cohorts[0].States[0].Prob[1].IsMissing() {
		t.Errorf("missing numbers came back as %v, %v, %v, %v", g.At[0].Estimate, g.Quantiles[0].Time, g.Start,
			read.Cohorts[0].States[0].Prob)
	}
	if !bytes.Equal(encoded(t, read), first) {
		t.Error("written again, the bytes differ")
	}
}

func TestEncodeGivesOneForm(t *testing.T) {
	r := filled()
	r.Study.Title = Text{"vi": "Ghép tế bào gốc <tạo máu> & hơn", "en": "b", "de": "c"}
	first := encoded(t, r)
	for range 20 {
		if !bytes.Equal(encoded(t, r), first) {
			t.Fatal("the same results gave other bytes")
		}
	}
	for _, want := range []string{"Ghép tế bào gốc <tạo máu> & hơn", "\n",
		"{\n \"schema\": \"graftstat.results/1\",\n"} {
		if !strings.Contains(string(first), want) {
			t.Errorf("results.json lacks %q", want)
		}
	}
	if strings.Index(string(first), `"de": "c"`) > strings.Index(string(first), `"vi"`) {
		t.Error("languages are not in order")
	}
}

func TestInfiniteNumbersAreNotWritten(t *testing.T) {
	for name, spoil := range map[string]func(*Results){
		"a number":        func(r *Results) { r.Cohorts[0].FollowUp.Median = Number(math.Inf(1)) },
		"a time":          func(r *Results) { r.Cohorts[0].Endpoints[0].Groups[0].Curve[0].Time = math.Inf(1) },
		"a time NaN":      func(r *Results) { r.Cohorts[0].Endpoints[0].Times[0] = math.NaN() },
		"a worst outcome": func(r *Results) { *r.Cohorts[0].Endpoints[0].Groups[0].At[0].EstimateWorst = Number(math.Inf(-1)) },
	} {
		r := filled()
		spoil(r)
		if err := Encode(&bytes.Buffer{}, r); err == nil {
			t.Errorf("%s that is no number was written", name)
		}
	}
}

func TestDecodeRefusesWhatIsNotOurs(t *testing.T) {
	good := string(encoded(t, filled()))
	for name, text := range map[string]string{
		"nothing":          "",
		"null":             "null",
		"a list":           "[]",
		"no schema":        `{"cohorts": []}`,
		"another schema":   `{"schema": "graftstat.results/2"}`,
		"cut off":          good[:len(good)/2],
		"a wrong type":     `{"schema": "graftstat.results/1", "cohorts": {}}`,
		"two results":      good + good,
		"rubbish at end":   good + "}",
		"as_of a path":     strings.Replace(good, `"as_of": "2026-10-31"`, `"as_of": "../../etc"`, 1),
		"as_of no day":     strings.Replace(good, `"as_of": "2026-10-31"`, `"as_of": "2026-02-30"`, 1),
		"as_of of a clock": strings.Replace(good, `"as_of": "2026-10-31"`, `"as_of": "2026-10-31T00:00:00Z"`, 1),
	} {
		if text == good {
			t.Fatalf("%s: the sample has no such text", name)
		}
		if r, err := Decode(strings.NewReader(text)); !errors.Is(err, ErrSchema) || r != nil {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestDecodeTakesResultsOfALaterVersion(t *testing.T) {
	text := `{"schema": "graftstat.results/1", "as_of": "", "new": {"a": [1]}, "cohorts": [{"id": "x", "new": 1}]}`
	r, err := Decode(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Cohorts) != 1 || r.Cohorts[0].ID != "x" {
		t.Errorf("read %+v", r)
	}
}

// The keys are a promise to who reads results.json with another program.
func TestKeysAreThoseOfTheSchema(t *testing.T) {
	const name = "testdata/keys.txt"
	got := keys(reflect.TypeFor[Results](), "")
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(string(file))
	for _, key := range want {
		if !slices.Contains(got, key) {
			t.Errorf("key %s is gone: that needs another schema number", key)
		}
	}
	for _, key := range got {
		if !slices.Contains(want, key) {
			t.Errorf("key %s is new: run go test -update in this folder", key)
		}
	}
	if len(want) < 150 {
		t.Errorf("only %d keys", len(want))
	}
}

func encoded(t *testing.T, r *Results) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
