package result

import (
	"encoding/json"
	"math"
	"testing"
)

func TestMissingNumberIsNull(t *testing.T) {
	b, err := json.Marshal([]Number{Missing(), 0, -0.25, 1e-300, 0.1})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(b), "[null,0,-0.25,1e-300,0.1]"; got != want {
		t.Errorf("written %s, want %s", got, want)
	}
	read := []Number{7, 7, 7} // null must overwrite what was there
	if err := json.Unmarshal([]byte("[null,0,2]"), &read); err != nil {
		t.Fatal(err)
	}
	if !read[0].IsMissing() || read[1] != 0 || read[2] != 2 || read[1].IsMissing() {
		t.Errorf("read %v", read)
	}
}

func TestNumberKeepsEveryDigit(t *testing.T) {
	for _, want := range []float64{1.0 / 3, math.Pi, math.Nextafter(1, 2), math.SmallestNonzeroFloat64, math.MaxFloat64,
		-1e-9} {
		b, err := json.Marshal(Number(want))
		if err != nil {
			t.Fatal(err)
		}
		var got Number
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		if float64(got) != want {
			t.Errorf("%v came back as %v", want, got)
		}
	}
}

func TestInfiniteNumberIsAnError(t *testing.T) {
	for _, sign := range []int{1, -1} {
		if b, err := json.Marshal(Number(math.Inf(sign))); err == nil {
			t.Errorf("infinity was written as %s", b)
		}
	}
}

func TestNumberRefusesOtherForms(t *testing.T) {
	for _, text := range []string{`"0.5"`, `true`, `{}`, `[1]`, `1e999`, `NaN`} {
		var n Number
		if err := json.Unmarshal([]byte(text), &n); err == nil {
			t.Errorf("%s was read as %v", text, n)
		}
	}
}
