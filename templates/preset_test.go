package templates

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestPresets(t *testing.T) {
	names := PresetNames()
	if want := []string{"bone-marrow-failure", "solid-tumor", "thalassemia"}; !slices.Equal(names, want) {
		t.Errorf("presets %v, want %v", names, want)
	}
	for _, name := range names {
		source, err := Preset(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(source)
		if !strings.HasPrefix(text, "# ") || !strings.Contains(text, "\n# Sources\n") {
			t.Errorf("%s does not begin with what it is and its sources", name)
		}
		if strings.Contains(text, "\t") || !strings.HasSuffix(text, "\n") {
			t.Errorf("%s has a tab or no last line end", name)
		}
	}
}

func TestUnknownPreset(t *testing.T) {
	for _, name := range []string{"", "thalassaemia", "../text/en/report", "thalassemia.yaml", "/thalassemia"} {
		if source, err := Preset(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %d bytes and %v, want fs.ErrNotExist", name, len(source), err)
		}
	}
}
