package templates

import _ "embed"

// Headers are the names of columns and the words of cells by which a study file is
// proposed from files.
//
//go:embed headers.yaml
var Headers []byte
