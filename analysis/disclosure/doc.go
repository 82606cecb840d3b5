// Package disclosure makes of a run's results what may leave the centre.
//
// Withholding single cells does not protect a patient: a withheld number comes
// back by subtraction, from nested groups, from a percentage and its
// denominator, from an interval, from the path of a figure, or from the report
// of a month later. So everything is coarse, and the coarse values have a type
// of their own, Report: a document that is made of it alone cannot show an
// exact number. With k the study's suppress_below,
//
//   - of a cohort overall survival and its indicators are shown, without those
//     that follow from the others: of relapse, death without it and event-free
//     survival two at most; at 1, 2, 3 and 5 years, and on day 28, 42 or 100 where
//     an indicator names it;
//   - of two cohorts that may have patients in common the first is shown;
//   - a number of patients is rounded to the nearest multiple of k; one under
//     2k, 0 included, is "<2k": of such a cohort nothing else is told, and
//     "about 2k" without anything else would be 2k-2 or 2k-1 for k = 5;
//   - of a number of events it is said whether it is k at most, 0 included: a
//     rounded one, beside an estimate that is rounded otherwise, has a common
//     value of both that is too narrow;
//   - an estimate is rounded to steps of 5 points, or of as many points as k
//     patients are, where that is more: no step is smaller than k patients. It
//     is given where more than k had the event, more than k did not, and more than
//     k are still at risk, in a group of about 4k or more;
//   - its interval follows from the rounded estimate and the rounded number of
//     those whose outcome is known, to multiples of 2k;
//   - where at most k had the event, what is given is a bound that is the
//     same whatever the number: at least 100 r/(r+k) percent are without it,
//     rounded down to 5, r being those at risk, rounded down to k+1, 2.5k, 4.5k
//     and so on in steps of 2k. Where at most k are without the event, in a group
//     of about 3k or more, at least 100 (n-k)/n percent had it, rounded down to 5,
//     n being the fewest who round to the number of patients that is shown;
//   - the median follow-up is given of about 4k patients or more;
//   - a cohort is split by one column, named in the study file. Groups under 2k,
//     and patients without a value, are merged into "other", and further groups
//     with them until "other" has 2k as well;
//   - a curve is the estimates at whole years.
//
// Nothing else leaves: no single case, no titre, no test, no model, no day of
// an event, no exact number at risk.
//
// Few is k at most, not under k. Levels add up to their cohort. Where the sum is
// "k or more" and each of two parts "under k", a reader knows that either is 1 to
// k-1; of "more than k" and "k at most" either may still be k.
//
// A step of 5 points alone would not do: of 11 patients, 55 % at one year and
// 45 % at two can only be 6 and 5 of 11, so one had the event in the second
// year. The auditor in the tests of this package looks for such a count.
//
// What is tested is that no count of 1 to k-1 is known for certain: that not
// all data which print the same at two closing dates agree on one value of it.
// This is weaker than that a reader never knows a count to lie in 1 to k-1,
// which can follow: where of two endpoints one has at least 2.5k at risk and the
// other fewer, somebody had the other's event.
//
// Imports of ours: analysis/code, analysis/result.
package disclosure
