package plan

import (
	"slices"
	"strings"
	"testing"
)

// statesWith is the minimal study with states of its own.
func statesWith(lines ...string) string {
	return minimal + "states:\n  - " + strings.Join(lines, "\n  - ") + "\n"
}

const (
	aliveState = "{id: alive}"
	deadState  = "{id: dead, begins: [death], final: true}"
)

var stateFaults = []struct{ name, source, message, next string }{
	{"milestone of a state", statesWith(aliveState, "{id: failed, begins: [‸graft_failur]}", deadState),
		`no milestone is called "graft_failur"`, `"graft_failure"`},
	{"milestone of an end", statesWith(aliveState, "{id: sick, begins: [relapse], ends: [{milestone: ‸relaps}]}", deadState),
		`no milestone is called "relaps"`, `"relapse"`},
	{"state without a beginning", statesWith(aliveState, "‸{id: sick}", deadState), "nobody can reach sick", "begins"},
	{"state from one that nobody reaches", statesWith(aliveState, "‸{id: a, begins: [{milestone: relapse, from: b}]}",
		"{id: b, begins: [{milestone: progression, from: a}]}", deadState), "nobody can reach a", "begins"},
	{"state from a final one", statesWith(aliveState, "{id: failed, begins: [graft_failure], final: true}",
		"‸{id: again, begins: [{milestone: relapse, from: failed}]}", deadState), "nobody can reach again", "begins"},
	{"undeclared target", statesWith(aliveState, "{id: sick, begins: [relapse], ends: [‸{milestone: progression, to: weel}]}",
		deadState), `no state of this list is called "weel"`, "declare it"},
	{"undeclared source", statesWith(aliveState, "{id: sick, begins: [‸{milestone: relapse, from: [wel]}]}", deadState),
		`no state of this list is called "wel"`, "declare it"},
	{"end that leads to a final state", statesWith(aliveState,
		"{id: sick, begins: [relapse], ends: [‸{milestone: graft_failure, to: failed}]}",
		"{id: failed, begins: [graft_failure], final: true}", deadState), "failed is final", "begins of failed"},
	{"cycle", statesWith(aliveState, "‸{id: sick, begins: [relapse], ends: [{milestone: progression, to: well}]}",
		"{id: well, begins: [{milestone: sos_vod, from: alive}], ends: [{milestone: relapse, to: sick}]}", deadState),
		"the moves lead from sick back to sick", "state of its own"},
	{"milestone that begins and ends", statesWith(aliveState, "{id: sick, begins: [relapse], ends: [‸relapse]}", deadState),
		"relapse begins the state and ends it", "Remove it"},
	{"end by death", statesWith(aliveState, "{id: sick, begins: [relapse], ends: [‸death]}", deadState),
		"death leads to a state", "begins"},
	{"end of a final state", statesWith(aliveState, "{id: failed, begins: [graft_failure], ends: [‸relapse], final: true}",
		deadState), "a final state is left by death alone", "final: true"},
	{"recurs without an end", statesWith(aliveState, "{id: sick, begins: [relapse], recurs: ‸true}", deadState),
		"does not begin again", "ends"},
	{"recurs without a log", statesWith(aliveState, "{id: sick, begins: [relapse], ends: [progression], recurs: ‸true}",
		deadState), "is known once of a patient", "Remove the key"},
	{"first state with a beginning", statesWith("‸{id: alive, begins: [relapse]}", deadState),
		"everybody is in the first state", "{id: alive}"},
	{"no state of the dead", statesWith(aliveState, "‸{id: sick, begins: [relapse]}"), "the last state has to be that of the dead",
		"last"},
	{"two states of one id", statesWith(aliveState, "{id: ‸alive, begins: [relapse]}", deadState),
		`a second state is called "alive"`, "of its own"},
	{"id of a state", statesWith(aliveState, "{id: ‸Sick child, begins: [relapse]}", deadState), "is not in kebab-case", "lower-case"},
	{"state that no cohort has", cohortWith("states: [alive, dead]") +
		"states: [{id: alive}, {id: ‸sick, begins: [relapse]}, {id: dead, begins: [death], final: true}]\n",
		`no cohort tells the state "sick" apart`, "states of a cohort"},
	{"unknown state of a cohort", "data: {cases: c.csv}\ncohorts: [{id: t, preset: thalassemia, states: [alive, ‸indpendent, dead]}]\n",
		`no state is called "indpendent"`, `"independent"`},
	{"a cohort's list without the target", "data: {cases: c.csv}\ncohorts: [{id: t, preset: thalassemia, states: ‸[alive, " +
		"independent, dead]}]\n", `no state of this list is called "engrafted"`, "declare it"},
	{"order with a state that is not there", cohortWith("state_time: {order: [alive, engrafted, independent, ‸relapst, failed, dead]}"),
		`the cohort has no state "relapst"`, `"relapsed"`},
	{"order without a state", cohortWith("state_time: {order: ‸[alive, engrafted, independent, relapsed, dead]}"),
		`the order lacks the state "failed"`, "failed"},
	{"horizon of nothing", cohortWith("state_time: {horizon: ‸0}"), "0 is not greater than 0", "or remove the key"},
	{"empty list of states", cohortWith("states: ‸[]"), "is empty", "at least one"},
}

func TestStatesThatCannotBe(t *testing.T) {
	for _, f := range stateFaults {
		source, line, column := cutMarker(t, f.source)
		_, err := Decode("study.yaml", []byte(source))
		e, ok := err.(*Error)
		if !ok {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		if e.Line != line || e.Column != column || !strings.Contains(e.Message.String(), f.message) ||
			!strings.Contains(e.Next.String(), f.next) {
			t.Errorf("%s: line %d, column %d: %s; %s; want line %d, column %d", f.name, e.Line, e.Column, e.Message, e.Next,
				line, column)
		}
	}
}

// A cohort has the states that it lists, else its preset's, else the study's, else those
// of convention; only the study's own choice shows what no endpoint names.
func TestWhichStatesACohortHas(t *testing.T) {
	own := "states: [" + aliveState + ", {id: sick, begins: [relapse]}, " + deadState + "]\n"
	for _, x := range []struct {
		name, source, want string
		asked              bool
	}{
		{"nothing is said", minimal, "alive engrafted independent failed relapsed dead", false},
		{"the preset's", "data: {cases: c.csv}\ncohorts: [{id: s, preset: solid-tumor}]\n",
			"alive engrafted relapsed dead", false},
		{"a choice of the preset's", "data: {cases: c.csv}\ncohorts: [{id: s, preset: solid-tumor, states: [alive, relapsed, dead]}]\n",
			"alive relapsed dead", true},
		{"the study's own", minimal + own, "alive sick dead", true},
	} {
		p, err := Decode("study.yaml", []byte(x.source))
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		if c := p.Cohorts[0]; !slices.Equal(stateIDs(c.ResolvedStates), strings.Fields(x.want)) || c.StatesAsked != x.asked {
			t.Errorf("%s: %v, asked %v", x.name, stateIDs(c.ResolvedStates), c.StatesAsked)
		}
	}
}
