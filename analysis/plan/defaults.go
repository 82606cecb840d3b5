package plan

import "graftstat/analysis/code"

// defaultRules are the thresholds where neither the study nor a preset sets
// any. Sources: Sureda et al., Bone Marrow Transplant 2024 (recovery and graft
// failure, harmonised by ASTCT, EBMT, CIBMTR and APBMT); PubMed Central
// PMC4548938 (secondary failure by neutrophils; under 5 % donor cells); the days
// within which a fall is explained by something else, the window of
// transfusion independence and the titre are conventions, to be set by the centre.
func defaultRules() Rules {
	return Rules{
		Prefer:                  "log",
		NeverBelow:              "day_0",
		NeutrophilEngraftment:   NeutrophilRule{AtLeast: 0.5, Consecutive: 3, NadirWithin: 14},
		PlateletEngraftment:     PlateletRule{AtLeast: []float64{20, 50}, Consecutive: 3, TransfusionFreeDays: 7},
		TransfusionIndependence: IndependenceRule{WindowDays: 60, Date: "window_end"},
		GraftFailure: GraftFailureRule{Day: 30, DayCord: 42, SecondaryBelow: 0.5, SecondaryConsecutive: 3,
			ExplainedDays: 30, ChimerismBelow: 5},
		Titre: TitreRule{Below: 32},
	}
}

// fillDefaults gives every key that a checked plan leaves out its value.
func fillDefaults(p *Plan) {
	fill(&p.TimeUnit, Days)
	fillList(&p.Languages, "en")
	fill(&p.Data.Encoding, "auto")
	fill(&p.Data.Delimiter, "auto")
	fill(&p.Data.Decimal, "point")
	fill(&p.Data.Dates, "auto")
	fillList(&p.Data.Missing, "")
	fillIntervals(&p.Intervals)
	fillOutputs(&p.Outputs, p.Paper != nil)
	fillList(&p.Report.Sections, code.Sections()...)
	if p.Paper != nil {
		fillAnonymity(&p.Paper.Anonymity)
	}
	for i := range p.Endpoints {
		p.Endpoints[i].fillDefaults(p.TimeUnit)
	}
	for i := range p.Cohorts {
		fill(&p.Cohorts[i].MinGroup, 5)
	}
}

// fillOutputs asks for tables to paste and the bundle to re-run only where a
// paper is asked for, and for counts never by itself.
func fillOutputs(o *Outputs, paper bool) {
	fill(&o.Dir, "out")
	if paper {
		fillList(&o.Formats, "xlsx", "pdf", "json", "figures", "html", "reproduce")
	}
	fillList(&o.Formats, "xlsx", "pdf", "json", "figures")
	fillList(&o.Figures, "svg")
	fillList(&o.FigureSizes, "double")
	fillList(&o.Resolution, 300)
}

// defaultMonitor has the visits that registries ask for: day 100, half a year,
// then yearly.
func defaultMonitor() Monitor {
	return Monitor{Windows: []int{12, 36}, Visits: []float64{100, 180, 365}, GraceDays: 60}
}

// fillMonitor gives benchmarks their origin, and charts what they are to detect:
// twice the odds, at one false alarm in 250 transplants on average.
func fillMonitor(benchmarks []Benchmark, charts []Sequential) {
	for i := range benchmarks {
		if benchmarks[i].Use == "" {
			fill(&benchmarks[i].Origin, TransplantOrigin)
		}
	}
	for i := range charts {
		fill(&charts[i].OddsRatio, 2)
		fill(&charts[i].RunLength, 250)
		fill(&charts[i].AfterSignal, "reset")
	}
}

func fillAnonymity(a *Anonymity) {
	fillList(&a.Columns, "sex", "age_years", "diagnosis", TransplantYear)
	fillList(&a.AgeBands, 2, 7, 12)
	fill(&a.K, 5)
}

// fillIntervals takes the methods of R (survfit) or SAS (LIFETEST) where the study asks to be compatible, else chooses by the data.
// A method that the study names itself stays.
func fillIntervals(i *Intervals) {
	fill(&i.Level, 0.95)
	switch i.Compatible {
	case "r":
		fill(&i.Survival, "log")
		fill(&i.Incidence, "log")
	case "sas":
		fill(&i.Survival, "log-log")
		fill(&i.Incidence, "log-log")
	}
	fill(&i.Survival, "auto")
	fill(&i.Incidence, "auto")
}

func (e *Endpoint) fillDefaults(unit TimeUnit) {
	fill(&e.From, Transplant)
	fill(&e.Per, "patient")
	fill(&e.Unit, unit)
	fillList(&e.Censor, e.censoredBy()...)
	e.Good = e.Good || e.recovers()
}

// recovers reports whether every event of an incidence is a recovery, which is good
// without being called so.
func (e *Endpoint) recovers() bool {
	if e.Kind != Incidence || len(e.Event) == 0 {
		return false
	}
	for _, item := range e.Event {
		if !IsRecovery(item.Milestone) {
			return false
		}
	}
	return true
}

// censoredBy is the default of Censor: last contact, and the last day to which
// the record that the event is read from is complete.
func (e *Endpoint) censoredBy() []string {
	for _, item := range e.Event {
		switch {
		case item.Milestone == "rbc_independence":
			return []string{"last_contact", "transfusions_complete_to"}
		case item.Milestone == "neutrophil_engraftment", isPlateletMilestone(item.Milestone):
			return []string{"last_contact", "counts_complete_to"}
		}
	}
	return []string{"last_contact"}
}

// fillConventions gives the endpoints and models of a resolved plan the
// variance of incidences and the ties of Cox models: Aalen and Efron, or what R
// (survfit's infinitesimal jackknife) or SAS (PHREG's Breslow) take by default
// where the study asks to be compatible.
func fillConventions(p *Plan) {
	variance, ties := "aalen", "efron"
	switch p.Intervals.Compatible {
	case "r":
		variance = "delta"
	case "sas":
		ties = "breslow"
	}
	incidence := func(list []Endpoint) {
		for i := range list {
			if list[i].Kind == Incidence {
				fill(&list[i].Variance, variance)
			}
		}
	}
	incidence(p.Endpoints)
	for i := range p.Cohorts {
		incidence(p.Cohorts[i].Resolved)
		for j := range p.Cohorts[i].Models {
			p.Cohorts[i].Models[j].fillDefaults(ties)
		}
	}
}

func (m *Model) fillDefaults(ties string) {
	fill(&m.ID, m.Kind+"-"+m.Endpoint)
	if m.Kind == "cox" {
		fill(&m.Ties, ties)
	}
	fill(&m.Ties, "breslow")
}

func fill[T comparable](target *T, value T) {
	var zero T
	if *target == zero {
		*target = value
	}
}

func fillList[T any](target *[]T, values ...T) {
	if len(*target) == 0 {
		*target = values
	}
}
