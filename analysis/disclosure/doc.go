// Package disclosure makes of a run's results what may leave the centre.
//
// Withholding single cells does not protect a patient: a withheld number comes
// back by subtraction, from nested groups, from a percentage and its
// denominator, from an interval, from the path of a figure, or from the report
// of a month later. So everything is coarse, and the coarse values have a type
// of their own, Report: a document that is made of it alone cannot show an
// exact number. With k the study's suppress_below,
//
//   - a number of patients is rounded to the nearest multiple of k; one under
//     k, 0 included, is "<k";
//   - of a number of events it is said whether it is under k, 0 included: a
//     rounded one, beside an estimate that is rounded otherwise, has a common
//     value of both that is too narrow;
//   - an estimate is rounded to steps of 5 points, or of as many points as k
//     patients are, where that is more: no step is smaller than k patients. It
//     is given where at least k had the event and at least k are still at risk,
//     in a group of about 4k or more;
//   - its interval follows from the rounded estimate and the rounded number of
//     those whose outcome is known, so that it tells nothing beyond them;
//   - where fewer than k had the event, what is given is a bound that is the
//     same whatever the number: at least 100 r/(r+k-1) percent are without it,
//     rounded down to 5, r being those at risk rounded down to k. Where fewer
//     than k are without the event, the same bound stands for those with it;
//   - a cohort is split by one column, named in the study file. Groups under 2k,
//     and patients without a value, are merged into "other", and further groups
//     with them until "other" has 2k as well;
//   - a curve is estimates of this kind at quarters or years.
//
// Nothing else leaves: no single case, no titre, no test, no model, no day of
// an event, no exact number at risk.
//
// A step of 5 points alone would not do: of 11 patients, 55 % at one year and
// 45 % at two can only be 6 and 5 of 11, so one had the event in the second
// year. The auditor in the tests of this package looks for such a count.
package disclosure
