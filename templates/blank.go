package templates

import (
	"embed"
	"io/fs"
)

//go:embed blank
var blank embed.FS

// Blank is what a new study begins with: a commented study file, blank CSV files
// and README.md, their dictionary.
func Blank() (fs.FS, error) { return fs.Sub(blank, "blank") }
