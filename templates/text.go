package templates

import "embed"

// Texts are the words of the reports: text/LANGUAGE/*.yaml, nested keys whose
// path joined by dots is the code of a text. A test holds them to the terms of
// text/glossary.yaml.
//
//go:embed text
var Texts embed.FS
