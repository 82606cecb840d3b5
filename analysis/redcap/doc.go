// Package redcap reads a CSV export of REDCap, with the data dictionary of its
// project, as the tables that a study has otherwise: the cases (Cases) and each log
// (Log). Raw and label exports of one project give the same cells.
//
// The dictionary tells the fields: a column of the export that is none of them, of
// its boxes or of the states of its forms (survey identifiers, time stamps, data
// access groups) is not read. In an export with labels as headers a column is found
// by its label and, where several fields have that label, by its place among the
// others; a field that cannot be told apart so is refused where the study uses it.
// A code and its label are one value: that of the two which the study file writes,
// else the label. A text that is the code of one choice and the label of another is
// read as the other cells of the export are. Dates that the dictionary has in the
// order day, month, year or month, day, year are given as year, month, day.
//
// Rows of one record that the study file calls cases are merged. Two of them that
// differ in a field give Contradiction in place of either value, which is no date,
// no number and no level, and are told at both places.
//
// In memory are the dictionary, and of the cases four bytes for each case and field
// in use beside their distinct texts; eight where a record has several rows. Rows of
// logs are passed on one by one. More than 1,000 events and instruments, or 100,000
// fields, are an Error.
//
// The package knows no column of ours beside case_id and patient_id, and reads no
// value: package casefile does.
//
// Imports of ours: analysis/message, analysis/plan, analysis/table.
package redcap
