package reproduce

import "graftstat/analysis/result"

// riskSetThin is the reason of a landmark for which no day was found.
const riskSetThin = "risk_set_thin"

// addLandmark adds a landmark with the groups and tests from its day on. The day
// of an automatic one is an expected value, missing where none was found.
func (p *endpointPart) addLandmark(i int, l *result.Landmark) {
	if l.Reason != "" && l.Reason != riskSetThin {
		return // no day was sought
	}
	set := landmark + count(i+1)
	id := count(len(p.landmarks.rows) + 1)
	day := float64(l.Day) + p.endpoint.Shift
	kind, header := "", ""
	if l.Auto {
		kind, header = p.by(l.By)
		p.expect("time", "landmark."+id+".day", day)
	}
	p.landmarks.add(id, p.id, set, number(day), yes(l.Auto), header, kind)
	p.addGroups(set, l.Groups)
	p.addTests(set, l.Tests)
}
