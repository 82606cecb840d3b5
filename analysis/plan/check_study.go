package plan

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// plan checks what the study file itself says, before presets are merged.
func (c *checker) plan(p *Plan) {
	c.choiceList("languages", p.Languages, languages())
	c.choice("time_unit", string(p.TimeUnit), timeUnits())
	c.data(&p.Data)
	c.sources(p.Milestones)
	c.declared(p)
	c.rules("rules", &p.Rules)
	c.intervals(&p.Intervals)
	c.outputs(&p.Outputs)
	c.endpoints(p.Endpoints, p.TimeUnit)
	c.cohortKeys(p)
	c.report(&p.Report)
	c.monitorKeys(&p.Monitor)
	c.paperKeys(p.Paper)
	c.sensitivityKeys(p)
	c.needs(p)
}

func (c *checker) data(d *Data) {
	if !c.given("data.cases") && !c.given("data.counts_of") {
		c.add("data.cases", "Name the cases file, relative to the study file.", "no cases file is named")
	}
	c.files(d)
	c.countsOf(d)
	c.choice("data.encoding", d.Encoding, encodings())
	c.choice("data.delimiter", d.Delimiter, delimiters())
	c.choice("data.decimal", d.Decimal, decimals())
	c.choice("data.dates", d.Dates, dateOrders())
	for _, name := range slices.Sorted(maps.Keys(d.Columns)) {
		path := join("data.columns", name)
		c.snake(path, name)
		if strings.TrimSpace(d.Columns[name]) == "" {
			c.add(path, "Write our name: the file's header.", "names no header of the file")
		}
	}
	c.values(d.Values)
	c.never(d)
	c.checkboxes(d)
	c.units(d.Units)
}

func (c *checker) files(d *Data) {
	if c.given("data.cases") && strings.TrimSpace(d.Cases) == "" {
		c.add("data.cases", "Name a file, relative to the study file, or remove the key.", "names no file")
	}
	c.logSource("data.counts", d.Counts)
	c.logSource("data.transfusions", d.Transfusions)
	c.logSource("data.titres", d.Titres)
	c.logSource("data.scores", d.Scores)
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
				c.add(path, "List how the level is written in the file, or remove it.", "lists no value")
			}
			for i, v := range level.As {
				if j := slices.IndexFunc(before, func(w written) bool { return w.value.Match(string(v)) }); j >= 0 {
					c.add(c.item(path, i), "Keep it at one level.", "%q stands for %s and for %s", string(v), before[j].level, level.Name)
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
			c.add(path, "Choose another name.", "transplant is the origin of time and cannot be declared")
		}
		if (source.Date == "") == (source.Day == "") {
			c.add(path, "Give the column of its date, or of its time since transplant as day.", "needs one of date and day")
		}
		for _, column := range slices.Sorted(maps.Keys(source.When)) {
			if len(source.When[column]) == 0 {
				c.add(join(path+".when", column), "List the values with which it happened.", "lists no value")
			}
		}
	}
}

func (c *checker) snake(path, name string) {
	if !snakeCase(name) {
		c.add(path, "Use lower-case letters, digits and single underscores, such as "+example(name)+".", "%q is not in snake_case", name)
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
	c.choice(path+".prefer", r.Prefer, preferences())
	c.choice(path+".never_below", r.NeverBelow, neverBelows())

	neutrophil := path + ".neutrophil_engraftment"
	c.above(neutrophil+".at_least", r.NeutrophilEngraftment.AtLeast, 0)
	c.atLeast(neutrophil+".consecutive", float64(r.NeutrophilEngraftment.Consecutive), 1)
	c.atLeast(neutrophil+".nadir_within", r.NeutrophilEngraftment.NadirWithin, 0)

	platelet := path + ".platelet_engraftment"
	if c.given(platelet+".at_least") && len(r.PlateletEngraftment.AtLeast) == 0 {
		c.add(platelet+".at_least", "Write [20, 50], or remove the key.", "lists no threshold")
	}
	for i, threshold := range r.PlateletEngraftment.AtLeast {
		c.above(c.item(platelet+".at_least", i), threshold, 0)
	}
	c.ascending(platelet+".at_least", r.PlateletEngraftment.AtLeast)
	c.atLeast(platelet+".consecutive", float64(r.PlateletEngraftment.Consecutive), 1)
	c.atLeast(platelet+".transfusion_free_days", float64(r.PlateletEngraftment.TransfusionFreeDays), 0)

	independence := path + ".transfusion_independence"
	c.above(independence+".window_days", r.TransfusionIndependence.WindowDays, 0)
	c.choice(independence+".date", r.TransfusionIndependence.Date, independences())
	c.distinct(independence+".indications", r.TransfusionIndependence.Indications)
	c.haemoglobin(independence+".haemoglobin", &r.TransfusionIndependence)

	c.above(path+".graft_failure.day", r.GraftFailure.Day, 0)
	c.above(path+".graft_failure.day_cord", r.GraftFailure.DayCord, 0)
	c.above(path+".graft_failure.secondary_below", r.GraftFailure.SecondaryBelow, 0)
	c.atLeast(path+".graft_failure.secondary_consecutive", float64(r.GraftFailure.SecondaryConsecutive), 1)
	c.atLeast(path+".graft_failure.explained_days", r.GraftFailure.ExplainedDays, 0)
	c.above(path+".graft_failure.chimerism_below", r.GraftFailure.ChimerismBelow, 0)
	c.above(path+".titre.below", r.Titre.Below, 0)
}

// haemoglobin is known at no fixed time after the last transfusion, so that
// observation cannot be ended that long before the last contact for all alike.
func (c *checker) haemoglobin(path string, r *IndependenceRule) {
	c.above(path+".at_least", r.Haemoglobin.AtLeast, 0)
	if c.given(path+".at_least") && r.Date == "last_transfusion" {
		c.add(path, "Write date: window_end, or remove the key.", "a haemoglobin cannot be asked for where independence is dated on the last transfusion")
	}
}

func (c *checker) intervals(i *Intervals) {
	if c.given("intervals.level") && !(i.Level > 0 && i.Level < 1) {
		c.add("intervals.level", "Write 0.95 for 95 %.", "%v is not between 0 and 1", i.Level)
	}
	c.choice("intervals.survival", i.Survival, survivalIntervals())
	c.choice("intervals.incidence", i.Incidence, incidenceIntervals())
	c.choice("intervals.compatible", i.Compatible, compatibles())
}

func (c *checker) outputs(o *Outputs) {
	if c.given("outputs.dir") && strings.TrimSpace(o.Dir) == "" {
		c.add("outputs.dir", "Name a folder, relative to the study file, or remove the key.", "names no folder")
	}
	c.choiceList("outputs.formats", o.Formats, formats())
	c.choiceList("outputs.figures", o.Figures, figureFormats())
	c.choiceList("outputs.figure_sizes", o.FigureSizes, figureSizes())
	dpi := make([]string, len(o.Resolution))
	for i, r := range o.Resolution {
		dpi[i] = strconv.Itoa(r)
	}
	c.choiceList("outputs.resolution", dpi, resolutions())
	c.atLeast("outputs.keep", float64(o.Keep), 0)
}
