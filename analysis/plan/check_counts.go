package plan

import (
	"slices"
	"strings"
)

// countsOf checks the tables of counts, which stand in place of cases and logs.
func (c *checker) countsOf(d *Data) {
	if !c.given("data.counts_of") {
		return
	}
	if len(d.CountsOf) == 0 {
		c.add("data.counts_of", "Name the files, relative to the study file.", "names no file")
	}
	for i, name := range d.CountsOf {
		if strings.TrimSpace(name) == "" {
			c.add(c.item("data.counts_of", i), "Name a file, relative to the study file.", "names no file")
		}
	}
	for _, key := range []string{"cases", "counts", "transfusions", "titres", "scores"} {
		if c.given("data." + key) {
			c.add("data."+key, "Keep the tables of counts or the cases with their logs.", "stands beside counts_of")
		}
	}
}

// needs refuses what the data or the keys that stand elsewhere cannot give.
func (c *checker) needs(p *Plan) {
	if c.given("data.counts_of") {
		for _, key := range []string{"paper", "sensitivity"} {
			if c.given(key) {
				c.add(key, "Remove it, or give the cases.", "needs the cases, and counts_of gives their counts only")
			}
		}
	}
	for _, format := range []string{"tables", "manuscript", "reproduce"} {
		if i := slices.Index(p.Outputs.Formats, format); i >= 0 && p.Paper == nil {
			c.add(c.item("outputs.formats", i), "Add paper: {} to the study file, or remove it.", "%s is of the paper, which the study does not ask for", format)
		}
	}
}
