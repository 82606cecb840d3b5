// Package plan is the one Go form of the study file: what is computed, on
// which cases, by which rules. A preset of package templates is written in the
// same form.
//
// Read and Decode go one way:
//
//	source -> syntax tree -> Plan as written -> checked -> defaults -> presets and endpoints of each cohort
//
// Decoding is strict. An unknown key, a key that stands twice, a value of
// another type or out of its list, a second YAML document, an anchor, an alias
// or a tag is an *Error with file, line, column, the line itself and a next
// step. Scalars keep the form in which they are written: 01 and 1 are two
// texts, and the same number.
//
// It reads no data, knows no clock and computes nothing.
package plan
