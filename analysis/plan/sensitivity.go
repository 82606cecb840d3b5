package plan

// Variant asks for the headline numbers again under another choice.
type Variant struct {
	ID       string     `yaml:"id"`
	Label    Text       `yaml:"label"` // empty: the id is shown
	Set      VariantSet `yaml:"set"`
	Settings []Setting  `yaml:"-"` // what Set changes, in the order of the file

	// Plan is the whole study with Set applied, checked as the study itself is,
	// without sensitivity, paper, comparisons, strata, tests and models, and with
	// its monitor off.
	Plan *Plan `yaml:"-"`
}

// VariantSet is what a variant may change. Rules holds what it names and is
// zero elsewhere; the rules in force are those of Variant.Plan.
type VariantSet struct {
	AsOf             Date  `yaml:"as_of"`
	Rules            Rules `yaml:"rules" default:"-"`
	Where            Where `yaml:"where"`             // added to each cohort's
	TransplantedFrom Date  `yaml:"transplanted_from"` // leaves out patients whose first infusion was before
}

// Setting is one value that a variant sets, as written: key
// rules.transfusion_independence.window_days, value 90. A list is joined by
// commas.
type Setting struct{ Key, Value string }
