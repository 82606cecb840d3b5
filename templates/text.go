package templates

import "embed"

// Texts are the words of the reports: text/LANGUAGE/*.yaml, nested keys whose
// path joined by dots is the code of a text.
//
//go:embed text
var Texts embed.FS
