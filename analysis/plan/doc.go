// Package plan is the one Go form of the study file: what is computed, on
// which cases, by which rules. A preset of package templates is written in the
// same form.
//
// Read and Decode go one way:
//
//	source -> syntax tree -> Plan as written -> checked -> defaults -> presets, endpoints and monitoring of each cohort
//
// A variant of the sensitivity analysis goes the same way again with what it
// sets, and is a Plan of its own.
//
// Decoding is strict. An unknown key, a key that stands twice, a value of
// another type or out of its list, a second YAML document, an anchor, an alias
// or a tag is an *Error with file, line, column, the line itself and a next
// step. Scalars keep the form in which they are written: 01 and 1 are two
// texts, and the same number.
//
// A study file has at most 256 KiB, brackets 32 deep, lists of 10 000 items and
// 50 variants: whatever the text, time and memory are bounded.
//
// It reads no data but the report's logo, knows no clock and computes nothing.
//
// Imports of ours: analysis/code, analysis/printable, analysis/registry,
// analysis/regress, analysis/survival, templates.
package plan
