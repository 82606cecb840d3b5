package html

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the style and the script of a report
	"encoding/base64"
	"fmt"
	"image"
	_ "image/jpeg" // formats of a logo
	_ "image/png"
	"strings"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

//go:embed screen.css
var style string

//go:embed screen.js
var script string

// head allows what stands in the file, and nothing else.
func (r *report) head() {
	css := style + colours()
	r.printf("<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n",
		policy(css, script))
	r.printf("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
	r.printf("<meta name=\"generator\" content=\"%s\">\n<meta name=\"description\" content=\"%s\">\n",
		escaped(r.first.Tool), escaped(r.first.Subject))
	title := r.first.Title
	if r.first.Closing != "" {
		title += " – " + r.first.Closing
	}
	r.printf("<title>%s</title>\n<style>%s</style>\n</head>\n", escaped(title), css)
}

// policy is the Content-Security-Policy of a file with one style and one script.
func policy(css, js string) string {
	return fmt.Sprintf("default-src 'none'; style-src %s; script-src %s; img-src data:; base-uri 'none'; form-action 'none'", hash(css), hash(js))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// colours are those of the figures, and the classes by which they name them.
func colours() string {
	var light, dark, classes strings.Builder
	for i, c := range figure.ScreenColours() {
		fmt.Fprintf(&light, "--c%d:%s;", i, c.Light)
		fmt.Fprintf(&dark, "--c%d:%s;", i, c.Dark)
		fmt.Fprintf(&classes, ".f%d{fill:var(--c%d)}.s%d{stroke:var(--c%d);fill:none}\n", i, i, i, i)
	}
	return fmt.Sprintf(":root{%s}\n@media screen and (prefers-color-scheme:dark){:root{%s}}\n%s", &light, &dark,
		&classes)
}

// logo stands in the file as it is; what is no picture is left out.
func (r *report) logo(d *document.Document) {
	if _, kind, err := image.DecodeConfig(bytes.NewReader(d.Logo)); err == nil {
		r.printf("<img class=\"logo\" alt=\"\" src=\"data:image/%s;base64,%s\">\n", kind,
			base64.StdEncoding.EncodeToString(d.Logo))
	}
}
