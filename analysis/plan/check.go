package plan

import (
	"cmp"
	"graftstat/analysis/message"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/token"
)

// checker collects what the values of a decoded study file or preset break.
type checker struct {
	*decoder
	milestones []string // names that an endpoint may use
	faults     []found
}

// found is a fault and its token. Its line is shown for the one that is
// reported: a file may have thousands.
type found struct {
	*Error
	at *token.Token
}

// add records a fault of the value at a path.
func (c *checker) add(path string, next message.Text, format string, args ...any) {
	t := c.near(path)
	c.faults = append(c.faults, found{c.bare(t, path, say(format, args...), next), t})
}

// earliest is the fault nearest the top of the file, nil if there is none.
func (c *checker) earliest() error {
	if len(c.faults) == 0 {
		return nil
	}
	f := slices.MinFunc(c.faults, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	c.show(f.Error, f.at)
	return f.Error
}

// choice checks a code that the file gives against its closed list.
func (c *checker) choice(path, value string, list []string) {
	if c.given(path) && !slices.Contains(list, value) {
		c.add(path, choices(value, list), "%q is no value of this key", value)
	}
}

func (c *checker) distinct(path string, values []string) {
	for i, v := range values {
		if slices.Contains(values[:i], v) {
			c.add(c.item(path, i), say("Remove one of the two."), "%q stands twice", v)
		}
	}
}

func (c *checker) id(path, id string) {
	switch {
	case id == "":
		c.add(path, say("Give it an id in kebab-case, such as solid-tumor."), "has no id")
	case !kebabCase(id):
		c.add(path, say("Use lower-case letters, digits and single hyphens, such as solid-tumor."),
			"%q is not in kebab-case", id)
	}
}

func (c *checker) column(path, name string) {
	if strings.TrimSpace(name) == "" {
		c.add(path, say("Name a column of the cases file."), "names no column")
	}
}

func (c *checker) columnIfGiven(path, name string) {
	if c.given(path) {
		c.column(path, name)
	}
}

// milestone checks a name against the canonical milestones and the study's own.
func (c *checker) milestone(path, name string, more ...string) {
	list := append(slices.Clone(more), c.milestones...)
	if !slices.Contains(list, name) {
		c.add(path, say("%s A study's own ones stand under milestones.", choices(name, list)),
			"no milestone is called %q",
			name)
	}
}

// milestonesOf are the canonical milestones, one for each platelet threshold, those of
// transfusion independence that only logs show,
// and those that the study declares.
func milestonesOf(p *Plan) []string {
	list := Milestones()
	for _, threshold := range p.Rules.PlateletEngraftment.AtLeast {
		list = append(list, PlateletMilestone(threshold))
	}
	for _, days := range p.Rules.TransfusionIndependence.AlsoWindows {
		list = append(list, IndependenceMilestone(days))
	}
	list = append(list, TI12)
	return distinct(append(list, slices.Sorted(maps.Keys(p.Milestones))...))
}

// kebabCase reports whether an id is of lower-case letters and digits in parts
// that single hyphens join.
func kebabCase(id string) bool { return lowerCase(id, '-') }

// snakeCase is kebabCase with underscores.
func snakeCase(name string) bool { return lowerCase(name, '_') }

func lowerCase(name string, joint rune) bool {
	last := joint
	for _, r := range name {
		if r != joint && !('a' <= r && r <= 'z') && !('0' <= r && r <= '9') || r == joint && last == joint {
			return false
		}
		last = r
	}
	return last != joint
}
