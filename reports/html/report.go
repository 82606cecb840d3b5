package html

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

var errNoPart = errors.New("a report without a document")

// Report writes the pages of documents of one report as one file: each is a part, and the
// contents list them in their order. The first gives the file its title, its language and
// the words of its controls; each one after it begins with its Screen.Part. It is an error
// if a figure cannot be drawn, and the file is not whole then.
func Report(w io.Writer, parts []*document.Document) error {
	if len(parts) == 0 {
		return errNoPart
	}
	out := bufio.NewWriter(w)
	r := &report{output: output{out}, parts: parts, first: parts[0], press: figure.NewPress(), names: newNames(parts)}
	r.write()
	return errors.Join(r.err, out.Flush())
}

// report is on its way to a file. Its first error is kept; what is written after it is in vain.
type report struct {
	output
	parts []*document.Document
	first *document.Document
	press *figure.Press
	names *names
	part  int    // the present one
	title string // of the present section
	err   error
}

func (r *report) write() {
	r.printf("<!DOCTYPE html>\n<html lang=\"%s\">\n", escaped(r.first.Language))
	r.head()
	s := r.first.Screen
	r.printf("<body data-filter=\"%s\" data-kept=\"%s\" data-sort=\"%s\" data-read=\"%s\">\n",
		escaped(s.Filter), escaped(s.Kept), escaped(s.Sort), escaped(s.Read))
	r.printf("<a class=\"skip\" href=\"#%s\">%s</a>\n<div class=\"frame\">\n", mainID, escaped(s.Skip))
	r.contents()
	r.printf("<main id=\"%s\" tabindex=\"-1\">\n", mainID)
	for i := range r.parts {
		r.part = i
		r.document(r.parts[i])
	}
	r.printf("</main>\n</div>\n<footer><p>%s</p></footer>\n<script>%s</script>\n</body>\n</html>\n",
		escaped(r.first.Tool), script)
}

// document is a part: its title, then its sections, those of level 2 within the
// one of level 1 before them.
func (r *report) document(d *document.Document) {
	r.printf("<article lang=\"%s\">\n", escaped(d.Language))
	r.titles(d)
	open := false
	for i := range d.Pages {
		s := &d.Pages[i]
		if s.Level == 1 {
			r.close(open)
			open = true
			r.printf("<section class=\"chapter\">\n")
		}
		r.section(s, open && s.Level > 1)
	}
	r.close(open)
	r.printf("</article>\n")
}

func (r *report) close(open bool) {
	if open {
		r.printf("</section>\n")
	}
}

// titles stand over a part: over the first those of the report.
func (r *report) titles(d *document.Document) {
	r.printf("<header class=\"title\">\n")
	if r.part > 0 {
		r.printf("<h1 id=\"%s\">%s</h1>\n</header>\n", r.names.parts[r.part], r.words(partName(d)))
		return
	}
	r.logo(d)
	r.printf("<h1 id=\"%s\">%s</h1>\n", r.names.parts[r.part], r.words(d.Title))
	for _, text := range []string{d.Centre, d.Closing} {
		if text != "" {
			r.printf("<p>%s</p>\n", r.words(text))
		}
	}
	r.printf("</header>\n")
}

func (r *report) section(s *document.Section, within bool) {
	tag := "h2"
	if within {
		tag = "h3"
	}
	r.title = s.Title
	r.printf("<section>\n<%s%s>%s</%s>\n", tag, r.names.attribute(r.part, s.ID), r.words(s.Title), tag)
	r.blocks(s.Blocks)
	r.printf("</section>\n")
}

func (r *report) fail(err error) {
	if r.err == nil && err != nil {
		r.err = fmt.Errorf("in the section %q: %w", r.title, err)
	}
}
