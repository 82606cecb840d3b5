package plan

import (
	"errors"
	"strings"
	"testing"
)

func redcapWith(keys string) string {
	return "data: {redcap: {export: e.csv, dictionary: d.csv, " + keys +
		"}}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death]}]\n"
}

// An export stands in the place of the cases and of the logs that it has.
func TestRedcapIsTheCasesAndLogs(t *testing.T) {
	p, err := Decode("study.yaml", []byte(redcapWith(`events: {base: [cases, scores]},
  instruments: {blood: counts, tf: {as: transfusions, complete_to: as_of, columns: {date: d}}, x: ignore}`)))
	if err != nil {
		t.Fatal(err)
	}
	d := p.Data
	if d.Cases.Name() != "e.csv" || d.Cases[0].Redcap != RedcapCases || d.Counts.File.Name() != "e.csv (counts)" ||
		d.Scores.File[0].Redcap != "scores" || !d.Transfusions.CompleteTo.AsOf || len(d.Titres.File) > 0 {
		t.Errorf("data %+v", d)
	}
	if line := d.Redcap.Line("transfusions", "complete_to: as_of"); line !=
		"redcap: {instruments: {tf: {as: transfusions, complete_to: as_of}}}" {
		t.Error(line)
	}
}

func TestRedcapFaults(t *testing.T) {
	for name, c := range map[string]struct{ source, message, next string }{
		"no dictionary": {strings.Replace(redcapWith(""), "dictionary: d.csv, ", "", 1), "dictionary", ""},
		"a pattern":     {strings.Replace(redcapWith(""), "e.csv", "e-*.csv", 1), "is a pattern", "Name one file"},
		"cases beside":  {strings.Replace(redcapWith(""), "{redcap", "{cases: c.csv, redcap", 1), "stands beside redcap", ""},
		"a log beside": {strings.Replace(redcapWith("instruments: {a: counts}"), "{redcap", "{counts: c.csv, redcap", 1),
			"stands beside redcap, which has this log", ""},
		"a wrong use":          {redcapWith("events: {a: cases, b: case}"), `"case" is no value`, `"cases"`},
		"no use":               {redcapWith("events: {a: cases, b: []}"), "says nothing", "ignore"},
		"no cases":             {redcapWith("events: {a: counts}"), "no event holds the cases", "cases"},
		"cases of instruments": {redcapWith("instruments: {a: cases}"), "not one case a record", "transplants"},
		"fields of cases":      {redcapWith("events: {a: {as: cases, fields: {anc: a}}}"), "is of a log only", "Remove"},
		"a name of theirs":     {redcapWith("events: {a: {as: cases, columns: {Sex: a}}}"), "snake_case", ""},
		"no field":             {redcapWith(`instruments: {a: {as: counts, columns: {date: ""}}}`), "names no field", ""},
		"complete counts": {redcapWith("instruments: {a: {as: counts, complete_to: as_of}}"),
			"is declared for transfusions only", ""},
		"twice": {strings.Replace(redcapWith("events: {a: {as: cases, columns: {sex: a}}}"), "{redcap",
			"{columns: {sex: b}, redcap", 1), "stands under data: columns too", ""},
	} {
		_, err := Decode("study.yaml", []byte(c.source))
		var fault *Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Message.String()+fault.Path, c.message) ||
			!strings.Contains(fault.Next.String(), c.next) || fault.Next.IsEmpty() {
			t.Errorf("%s: %v", name, err)
		}
	}
}
