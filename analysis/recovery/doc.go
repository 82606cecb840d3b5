// Package recovery derives the milestones that a centre's logs decide and puts
// them beside what the case rows state: engraftment of neutrophils and
// platelets from the counts, independence of red-cell transfusions and its loss
// from the transfusions, graft failure and rejection, and the titres of desensitised
// patients. Each milestone knows the log line that decided it. Scores pass
// through: they decide no milestone.
//
// Logs are streams. What is kept of them does not grow with their rows but with
// the cases: a few numbers a case and threshold, and the days around platelet
// transfusions. Kept whole are titres, scores, typings, stages, and of transplants that
// are not autologous the red cells and registry.KeptTests (keep.go).
//
// The rules are those of plan.Rules, in days, whatever the study's time unit; a
// day is a calendar day, counted from the infusion as day 0. Entries after the
// end of a case's follow-up are not used: its death, its last contact, the
// closing date or the patient's next infusion, whichever is first.
//
// Each rule stands, with its edges and its sources, in the file of its subject:
// neutrophil.go, platelet.go, independence.go, graftfailure.go, rejection.go, titre.go,
// ti12.go, score.go, burden.go (units of red cells, LDH), gvhd.go and magic.go (grades of acute
// GVHD);
// prefer.go says which of log and case row stands.
//
// The package reads no file, judges no case row by itself (package check) and
// makes no observation (package endpoint). Poor graft function, and a decline of
// platelets or haemoglobin alone, are clinical judgements that the case row
// states. A milestone that a log cannot decide stays what the case row says.
//
// Imports of ours: analysis/code, analysis/criteria, analysis/message, analysis/plan,
// analysis/registry.
package recovery
