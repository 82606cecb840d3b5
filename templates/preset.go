package templates

import (
	"embed"
	"io/fs"
	"strings"
)

// presets are the definitions of cohorts that the program brings along:
// presets/NAME.yaml, in the form of a study file.
//
//go:embed presets/*.yaml
var presets embed.FS

// Preset is the source of the preset of a name. Without one the error is
// fs.ErrNotExist.
func Preset(name string) ([]byte, error) {
	source, err := presets.ReadFile("presets/" + name + ".yaml")
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return source, nil
}

// PresetNames are the names of all presets in alphabetical order.
func PresetNames() []string {
	files, err := presets.ReadDir("presets")
	if err != nil {
		return nil
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(f.Name(), ".yaml")
	}
	return names
}

// states are told apart in a cohort without a preset whose study declares none.
//
//go:embed states.yaml
var states []byte

// States is the file of the states of convention, in the form of a study file.
func States() []byte { return states }
