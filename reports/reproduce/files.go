package reproduce

import (
	"io"
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/result"
	"graftstat/templates"
)

// File is one file of the bundle, named with slashes from the bundle's folder.
type File struct {
	Name  string
	Write func(io.Writer) error
}

// ErrNoCases is returned where there is no listing or no covariates: without
// single cases nothing can be computed again.
var ErrNoCases = message.New("the bundle for R needs listing.csv and covariates.csv")

var errSameName = message.New("two files of the bundle for R have one name; give cohorts and endpoints ids that differ in more than case or punctuation")

// Files are the files of the bundle in a fixed order. They hold on to r, l and
// c until they are written. These may be of rounded times; exact are then the
// results that the report has, from which the bundle says how far its own
// differ; else it is r as well. The error names a case file that does not belong to
// the results, never a case.
func Files(exact, r *result.Results, l *result.Listing, c *result.Covariates) ([]File, error) {
	if l == nil || c == nil {
		return nil, ErrNoCases
	}
	b := newBundle(r)
	if exact != r {
		b.exact = exact
	}
	for i := range r.Cohorts {
		if err := b.addCohort(&r.Cohorts[i], l, c); err != nil {
			return nil, message.Errorf("cohort %s: %w", r.Cohorts[i].ID, err)
		}
	}
	return b.files()
}

// bundle is a bundle in the making.
type bundle struct {
	results *result.Results
	exact   *result.Results // nil: the times are not rounded
	alone   aloneInData
	data    []File
	curves  []curve

	settings, cohorts, endpoints, landmarks, times, causes, groups, tests, differences, models, coefficients, subgroups,
	subgroupLevels, subgroupTerms, stateTimes, units *table

	values *table
	states []state
}

// curve is an expected curve of a group or a cause.
type curve struct {
	key    string
	points []result.Point
}

func newBundle(r *result.Results) *bundle {
	define := func(name string, header ...string) *table {
		return &table{name: "definitions/" + name + ".csv", header: header}
	}
	b := &bundle{results: r,
		settings: define("settings", "name", "value"),
		cohorts:  define("cohorts", "cohort", "name", "file", "states", "stays"),
		endpoints: define("endpoints", "endpoint", "cohort", "name", "file", "kind", "causes", "variance",
			"interval", "tau", "stratify", "min_group", "shift", "days_to_event"),
		landmarks:   define("landmarks", "landmark", "endpoint", "set", "day", "auto", "by", "kind"),
		times:       define("times", "endpoint", "set", "time"),
		causes:      define("causes", "cause", "endpoint", "number", "event"),
		groups:      define("groups", "group", "endpoint", "set", "by", "kind", "level"),
		tests:       define("tests", "test", "endpoint", "set", "by", "name", "role", "rho", "a", "b"),
		differences: define("differences", "difference", "endpoint", "by", "a", "b", "measure", "time"),
		models: define("models", "model", "endpoint", "name", "kind", "ties", "strata", "cluster", "entry",
			"status"),
		coefficients: define("coefficients", "model", "term", "coefficient", "column", "type", "level", "reference"),
		subgroups:    define("subgroups", "subgroup", "endpoint", "by", "within"),
		values:       &table{name: "expected/values.csv", header: []string{"key", "value", "kind"}},
	}
	b.stateTimes = define("state-times", "cohort", "horizon", "landmark", "groups", "pairs", "order")
	b.units = define("units", "units", "file", "given", "abo_major", "windows", "days")
	b.subgroupLevels = define("subgroup-levels", "subgroup", "level")
	b.subgroupTerms = define("subgroup-terms", "subgroup", "level")
	i := r.Study.Intervals
	b.settings.add("level", number(i.Level))
	b.settings.add("compatible", string(i.Compatible))
	b.settings.add("time_unit", r.Study.TimeUnit)
	return b
}

// addCohort adds the data, definitions and expected values of a cohort.
func (b *bundle) addCohort(c *result.Cohort, l *result.Listing, covariates *result.Covariates) error {
	f, err := newFrame(c, l, covariates)
	if err != nil {
		return err
	}
	b.alone.add(c.ID, covariates)
	study := b.studyCohort(c.ID)
	for i := range c.Endpoints {
		if err := b.addEndpoint(c, study, f, i); err != nil {
			return message.Errorf("endpoint %s: %w", c.Endpoints[i].ID, err)
		}
	}
	b.addStates(c, f)
	b.addUnits(c, f)
	return nil
}

func (b *bundle) studyCohort(id string) *result.StudyCohort {
	for i := range b.results.Study.Cohorts {
		if b.results.Study.Cohorts[i].ID == id {
			return &b.results.Study.Cohorts[i]
		}
	}
	return &result.StudyCohort{ID: id}
}

func (b *bundle) files() ([]File, error) {
	script, readme := templates.Reproduce()
	versions := &table{name: "versions.csv", header: []string{"name", "version"}}
	versions.add(text(b.results.Tool.Name), text(b.results.Tool.Version))
	versions.add("results", text(b.results.Schema))
	files := []File{
		{Name: "README.md", Write: b.readme(readme)},
		{Name: "reproduce.R", Write: func(w io.Writer) error { _, err := w.Write(script); return err }},
		versions.file(),
	}
	files = append(files, b.data...)
	for _, t := range []*table{b.settings, b.cohorts, b.endpoints, b.landmarks, b.times, b.causes, b.groups, b.tests,
		b.differences, b.models, b.coefficients, b.subgroups, b.subgroupLevels, b.subgroupTerms, b.stateTimes, b.units} {
		files = append(files, t.file())
	}
	files = append(files, b.values.file(), b.curvesFile(), b.statesFile())
	names := make(map[string]bool, len(files))
	for _, f := range files {
		folded := strings.ToLower(f.Name)
		if names[folded] {
			return nil, errSameName
		}
		names[folded] = true
	}
	return files, nil
}

// readme fills in the study's title and the number of values.
func (b *bundle) readme(template string) func(io.Writer) error {
	var names []string
	for _, f := range b.data {
		names = append(names, "`"+f.Name+"`")
	}
	slices.Sort(names)
	filled := strings.NewReplacer("{{tool}}", b.results.Tool.Name, "{{version}}", b.results.Tool.Version, "{{data}}",
		strings.Join(names, ", "),
		"{{identifying}}", b.identifying()).Replace(template)
	return func(w io.Writer) error {
		_, err := io.WriteString(w, filled)
		return err
	}
}

// fileName is an id as part of the name of a file.
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, id)
}
