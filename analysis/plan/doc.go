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
// # Keys
//
// The keys of the study file are the fields of the structs, and each decision on
// a key stands once, in the tags of its field:
//
//	GraceDays float64 `yaml:"grace_days" is:">=0" default:"60"`
//
// is has the range or the closed list (see limits), default the value where the
// file has none; better has other words for a fault where the range alone says too
// little. A type that is written in more than one way implements decodeForm and
// schema. Decoder, checks and defaults read the tags, and Keys gives them as data.
//
// To add a key, add the field with its tags, its meaning as key.PATH to
// templates/text/en/keys.yaml and templates/text/vi/keys.yaml, and use it where it
// is computed. A closed list that several packages know stands in package code. A
// rule that depends on other keys is code: a check in check_*.go, a default in
// fillDefaults.
//
// A study file has at most 256 KiB, brackets 32 deep, lists of 10 000 items and
// 50 variants: whatever the text, time and memory are bounded.
//
// It reads no data but the report's logo, knows no clock and computes nothing.
//
// Imports of ours: analysis/code, analysis/message, analysis/printable, analysis/registry, templates.
package plan
