package html

import (
	"cmp"

	"graftstat/reports/document"
)

// partName tells a part from the others, whose documents may have one title.
func partName(d *document.Document) string { return cmp.Or(d.Screen.Part, d.Title) }

// contents list the parts, where there are several, and their sections.
func (r *report) contents() {
	r.printf("<nav class=\"contents\" aria-label=\"%s\">\n<details open>\n<summary>%s</summary>\n",
		escaped(r.first.Screen.Contents), escaped(r.first.Screen.Contents))
	for i, d := range r.parts {
		if len(r.parts) > 1 {
			r.printf("<p><a href=\"#%s\">%s</a></p>\n", r.names.parts[i], escaped(partName(d)))
		}
		r.contentsOf(i, d.Pages)
	}
	r.printf("</details>\n</nav>\n")
}

// contentsOf lists the sections of a part, those of level 2 under the one of level 1
// before them.
func (r *report) contentsOf(part int, sections []document.Section) {
	r.printf("<ol>\n")
	under, inner := false, false // an entry of level 1 is open, and a list in it
	for _, s := range sections {
		id, ok := r.names.of[part][s.ID]
		switch {
		case !ok:
			continue
		case s.Level > 1 && under && !inner:
			r.printf("<ol>\n")
			inner = true
		case s.Level == 1:
			r.closeEntry(under, inner)
			under, inner = true, false
		}
		r.printf("<li><a href=\"#%s\">%s</a>", id, r.words(s.Title))
		if s.Level > 1 || !under {
			r.printf("</li>\n")
		}
	}
	r.closeEntry(under, inner)
	r.printf("</ol>\n")
}

func (r *report) closeEntry(under, inner bool) {
	if inner {
		r.printf("</ol>\n")
	}
	if under {
		r.printf("</li>\n")
	}
}
