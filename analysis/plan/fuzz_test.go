package plan

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"graftstat/templates"
)

// FuzzDecode: whatever the text, decoding ends in a plan that has all that
// other packages rely on, or in an *Error with a place in the text.
func FuzzDecode(f *testing.F) {
	f.Add(minimal)
	f.Add(fullStudy)
	for _, fault := range slices.Concat(faults, reportFaults, monitorFaults) {
		if len(fault.source) < 1000 {
			f.Add(strings.Replace(fault.source, marker, "", 1))
		}
	}
	for _, name := range templates.PresetNames() {
		source, err := templates.Preset(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(source))
	}
	f.Fuzz(func(t *testing.T, source string) {
		p, err := Decode("study.yaml", []byte(source))
		if err != nil {
			checkFault(t, err, source)
			return
		}
		checkPlan(t, p)
	})
}

func checkFault(t *testing.T, err error, source string) {
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("not an *Error: %v", err)
	}
	if e.Line < 1 || e.Column < 1 || e.Line > strings.Count(source, "\n")+strings.Count(source, "\r")+1 {
		t.Errorf("fault at %d:%d", e.Line, e.Column)
	}
	if e.Message.String() == "" || e.Next.String() == "" {
		t.Errorf("message %q, next step %q", e.Message, e.Next)
	}
}

func checkPlan(t *testing.T, p *Plan) {
	if len(p.Data.Cases) == 0 == (len(p.Data.Tallies) == 0) || p.TimeUnit == "" || len(p.Languages) == 0 ||
		len(p.Cohorts) == 0 {
		t.Errorf("plan without cases file, time unit, language or cohort: %+v", p)
	}
	for _, c := range p.Cohorts {
		if len(c.Resolved) == 0 || c.MinGroup < 2 {
			t.Errorf("cohort %q has %d endpoints and groups of %d", c.ID, len(c.Resolved), c.MinGroup)
		}
		for _, e := range c.Resolved {
			if e.ID == "" || e.From == "" || e.Per == "" || e.Unit == "" || len(e.Event) == 0 || len(e.Censor) == 0 {
				t.Errorf("endpoint without its defaults: %+v", e)
			}
		}
		checkMonitored(t, &c)
	}
	for _, v := range p.Sensitivity {
		if v.Plan == nil || len(v.Settings) == 0 || len(v.Plan.Sensitivity) > 0 || !v.Plan.Monitor.Off {
			t.Fatalf("variant without its plan: %+v", v)
		}
		checkPlan(t, v.Plan)
	}
}

func checkMonitored(t *testing.T, c *Cohort) {
	for _, b := range c.Benchmarks {
		_, reported := c.Endpoint(b.Endpoint)
		if !reported || b.Cohort != c.ID || !(b.Time > 0) || !probability(b.Estimate) || b.N == 0 &&
			len(b.Interval) != 2 ||
			b.Source == "" || b.Origin == "" || b.Judges && b.Origin != transplantOrigin {
			t.Errorf("benchmark that cannot be used: %+v", b)
		}
	}
	for _, s := range c.Sequential {
		e, reported := c.Endpoint(s.Endpoint)
		if !reported || e.Good || !(s.Time > 0) || !(s.Expected > 0 && s.Expected < 1) || !(s.OddsRatio > 1) ||
			!(s.RunLength > 1) || s.AfterSignal == "" {
			t.Errorf("chart that cannot be drawn: %+v", s)
		}
	}
	for _, r := range c.Risk {
		if len(r.Terms) == 0 || r.Source == "" {
			t.Errorf("risk model %+v", r)
		}
	}
}
