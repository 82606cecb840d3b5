// Package templates holds what the program brings along as data: the presets
// of cohorts and the words of the reports.
//
// It decodes nothing: package plan reads the presets, package words the texts.
package templates
