package plan

import (
	"graftstat/analysis/code"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// plan checks what the study file itself says, before presets are merged.
func (c *checker) plan(p *Plan) {
	c.tags("", reflect.ValueOf(p).Elem())
	c.data(&p.Data)
	c.sources(p.Milestones)
	c.declared(p)
	c.rules("rules", &p.Rules)
	c.outputs(&p.Outputs)
	c.endpoints(p.Endpoints, p.TimeUnit)
	c.statesOf("states", p.States)
	c.cohortKeys(p)
	c.report(&p.Report)
	c.monitorKeys(&p.Monitor)
	c.paperKeys(p.Paper)
	c.sensitivityKeys(p)
	c.needs(p)
}

func (c *checker) data(d *Data) {
	c.redcap(d)
	if !c.given("data.cases") && !c.given("data.tallies") && d.Redcap == nil {
		c.add("data.cases", say("Name the cases file, relative to the study file."), "no cases file is named")
	}
	c.files(d)
	c.tallies(d)
	for _, name := range slices.Sorted(maps.Keys(d.Columns)) {
		path := join("data.columns", name)
		c.snake(path, name)
		if strings.TrimSpace(d.Columns[name]) == "" {
			c.add(path, say("Write our name: the file's header."), "names no header of the file")
		}
	}
	c.values(d.Values)
	c.skipRows(d)
	c.never(d)
	c.checkboxes(d)
	c.units(d.Units)
}

func (c *checker) files(d *Data) {
	if c.given("data.cases") {
		c.filesOf("data.cases", "data.cases", d.Cases)
	}
	c.testLog("data.counts", d.Counts, "test", tests())
	c.longLog("data.transfusions", d.Transfusions)
	c.longLog("data.titres", d.Titres)
	c.testLog("data.scores", d.Scores, "instrument", nil)
	c.rowLog("data.typing", d.Typing)
	c.rowLog("data.gvhd", d.GVHD)
}

// values checks that no cell could stand for two levels of a column.
func (c *checker) values(columns map[string]Levels) {
	for _, column := range slices.Sorted(maps.Keys(columns)) {
		type written struct {
			level string
			value Scalar
		}
		var before []written
		for _, level := range columns[column] {
			path := join(join("data.values", column), level.Name)
			if len(level.As) == 0 {
				c.add(path, say("List how the level is written in the file, or remove it."), "lists no value")
			}
			for i, v := range level.As {
				if j := slices.IndexFunc(before, func(w written) bool { return w.value.Match(string(v)) }); j >= 0 {
					c.add(c.item(path, i), say("Keep it at one level."), "%q stands for %s and for %s", string(v),
						before[j].level, level.Name)
				}
				before = append(before, written{level.Name, v})
			}
		}
	}
}

// sources checks from which columns milestones are read.
func (c *checker) sources(milestones map[string]MilestoneSource) {
	for _, name := range slices.Sorted(maps.Keys(milestones)) {
		path, source := join("milestones", name), milestones[name]
		c.snake(path, name)
		if name == Transplant {
			c.add(path, say("Choose another name."), "transplant is the origin of time and cannot be declared")
		}
		if (source.Date == "") == (source.Day == "") {
			c.add(path, say("Give the column of its date, or of its time since transplant as day."),
				"needs one of date and day")
		}
		for _, column := range slices.Sorted(maps.Keys(source.When)) {
			if len(source.When[column]) == 0 {
				c.add(join(path+".when", column), say("List the values with which it happened."), "lists no value")
			}
		}
	}
}

func (c *checker) snake(path, name string) {
	if !snakeCase(name) {
		c.add(path, say("Use lower-case letters, digits and single underscores, such as %s.", example(name)),
			"%q is not in snake_case", name)
	}
}

// example is a name of the right form: the given one in lower case where that
// is enough.
func example(name string) string {
	if folded := fold(name); snakeCase(folded) {
		return folded
	}
	return "disease_stage"
}

func (c *checker) rules(path string, r *Rules) {
	if at := path + ".platelet_engraftment.at_least"; c.given(at) && len(r.PlateletEngraftment.AtLeast) == 0 {
		c.add(at, say("Write [20, 50], or remove the key."), "lists no threshold")
	}
	c.haemoglobin(path+".transfusion_independence.haemoglobin", &r.TransfusionIndependence)
}

// haemoglobin is known at no fixed time after the last transfusion, so that
// observation cannot be ended that long before the last contact for all alike.
func (c *checker) haemoglobin(path string, r *IndependenceRule) {
	if c.given(path+".at_least") && r.Date == code.LastTransfusion {
		c.add(path, say("Write date: window_end, or remove the key."),
			"a haemoglobin cannot be asked for where independence is dated on the last transfusion")
	}
}

func (c *checker) outputs(o *Outputs) {
	if c.given("outputs.dir") && strings.TrimSpace(o.Dir) == "" {
		c.add("outputs.dir", say("Name a folder, relative to the study file, or remove the key."), "names no folder")
	}
}
