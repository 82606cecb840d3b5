package plan

// CountSpikeCheck: a value over both its neighbours, each at most WithinDays away:
// platelets over Platelets (10^9/L) and PlateletsTimes the higher neighbour,
// neutrophils over Neutrophils and NeutrophilsTimes.
type CountSpikeCheck struct {
	Platelets        float64 `yaml:"platelets" is:">0" default:"100"`
	PlateletsTimes   float64 `yaml:"platelets_times" is:">1" default:"4"`
	Neutrophils      float64 `yaml:"neutrophils" is:">0" default:"5"`
	NeutrophilsTimes float64 `yaml:"neutrophils_times" is:">1" default:"10"`
	WithinDays       float64 `yaml:"within_days" is:">0" default:"4"`
}

// LogCutCheck: the last cases of a log, at least Cases, have no row in it, though
// the part Share of those before them have.
type LogCutCheck struct {
	Cases int     `yaml:"cases" is:">=2" default:"5"`
	Share float64 `yaml:"share" is:"0<..<1" default:"0.8"`
}

// RecoveriesSwappedCheck: of at least Cases with both, the part Share has
// neutrophils later than platelets.
type RecoveriesSwappedCheck struct {
	Cases int     `yaml:"cases" is:">=3" default:"10"`
	Share float64 `yaml:"share" is:"0<..<1" default:"0.6"`
}

// SortedAloneCheck: a column of the cases with at least Levels values in Cases rows,
// or the values of a log with as many in Entries rows, stand in order.
type SortedAloneCheck struct {
	Levels  int `yaml:"levels" is:">=2" default:"4"`
	Cases   int `yaml:"cases" is:">=5" default:"10"`
	Entries int `yaml:"entries" is:">=10" default:"30"`
}

// DiagnosisGroupCheck: a diagnosis of two disease groups, of which one has at most
// the part Share of its rows.
type DiagnosisGroupCheck struct {
	Share float64 `yaml:"share" is:"0<..<1" default:"0.1"`
}

// BlankCellCheck: a blank cell of a column that the part Share of the other rows of
// its group, at least Cases of them, have filled.
type BlankCellCheck struct {
	Cases int     `yaml:"cases" is:">=3" default:"8"`
	Share float64 `yaml:"share" is:"0<..<1" default:"0.95"`
}
