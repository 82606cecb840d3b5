// Package endpoint turns cases into observations: for each patient or
// transplant a time, what ended it, and the cell that decided it.
//
// An endpoint is data (plan.Endpoint): from its origin to the first of its
// events, against its competing events, censored otherwise. On one day death
// ranks after every other milestone, and the event before what competes unless
// the endpoint says otherwise.
//
// A case that cannot be counted is set aside with a reason and stays in the
// result, so that every case is accounted for. Nothing is estimated here.
//
// Imports of ours: analysis/code, analysis/plan, analysis/registry.
package endpoint
