package plan

import "graftstat/analysis/code"

// Report says what the reports look like.
type Report struct {
	Title    Text        `yaml:"title"`                                     // the study's title by default
	Logo     string      `yaml:"logo"`                                      // a PNG or JPEG file
	Sections []string    `yaml:"sections" is:"@section" default:"@section"` // which, in which order; all by default
	Parts    []code.Part `yaml:"parts" is:"@part" default:"@part"`          // both by default
	// SuppressBelow asks for a further report, for readers outside the centre, in
	// which every number is coarser than this many patients; 0: no such report.
	SuppressBelow int `yaml:"suppress_below" is:"0 5..20"`
	// OutsideBy names the one column by which that report splits a cohort.
	OutsideBy map[string]string `yaml:"outside_by"`

	Image     []byte `yaml:"-"` // content of Logo, as Read read it
	ImageType string `yaml:"-"` // png or jpeg
}
