// Package reports writes every output of a run, whole or not at all.
//
// All files are made in a temporary folder beside their place and exchanged in
// at the end: a run that fails or is interrupted leaves the reports of last
// time as they were. It computes nothing and words nothing.
package reports
