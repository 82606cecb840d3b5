package plan

import (
	"slices"
	"strings"
)

// tallies checks the tallies, which stand in place of cases and logs.
func (c *checker) tallies(d *Data) {
	if !c.given("data.tallies") {
		return
	}
	if len(d.Tallies) == 0 {
		c.add("data.tallies", say("Name the files, relative to the study file."), "names no file")
	}
	for i, name := range d.Tallies {
		if strings.TrimSpace(name) == "" {
			c.add(c.item("data.tallies", i), say("Name a file, relative to the study file."), "names no file")
		}
	}
	for _, key := range []string{"cases", "counts", "transfusions", "titres", "scores", "typing", "gvhd"} {
		if c.given("data." + key) {
			c.add("data."+key, say("Keep the tallies or the cases with their logs."), "stands beside tallies")
		}
	}
}

// needs refuses what the data or the keys that stand elsewhere cannot give.
func (c *checker) needs(p *Plan) {
	if c.given("data.tallies") {
		for _, key := range []string{"paper", "sensitivity"} {
			if c.given(key) {
				c.add(key, say("Remove it, or give the cases."), "needs the cases, and tallies have their numbers only")
			}
		}
	}
	for _, format := range []string{"tables", "manuscript", "reproduce"} {
		if i := slices.Index(p.Outputs.Formats, format); i >= 0 && p.Paper == nil {
			c.add(c.item("outputs.formats", i), say("Add paper: {} to the study file, or remove it."),
				"%s is of the paper, which the study does not ask for", format)
		}
	}
}
