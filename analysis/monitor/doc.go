// Package monitor holds the numbers by which a programme is followed in time
// and set beside a benchmark: CUSUM charts with limits of a stated run length,
// expected minus observed deaths, observed over expected, funnel limits,
// prediction intervals, and the completeness of follow-up. Numbers in, numbers
// out.
//
// Imports of ours: analysis/describe, analysis/survival.
//
// # Which chart
//
//	BernoulliCUSUM, VLAD   outcomes by a fixed horizon, patients followed to it only
//	TimeToEventCUSUM       deaths in calendar time, every patient with what is known
//	Funnel, Predict        one count against a benchmark, once
//	ObservedOverExpected   deaths against a benchmark's hazard, with unequal follow-up and case mix
//	Exposure               the same in a stretch of the calendar, with patient-years
//	PosteriorRatio         what O and E say of their ratio where both are small
//	JudgeRatio             whether O is over what E allows, once a year
//	MoreThanBefore         a year's events beside those of the year before
//
// The limit of a chart follows from the run length that is stated: CUSUMLimit by
// a Markov chain, HazardCUSUMLimit by the equation of the process; the tests hold
// both against simulated programmes. They hold for a chart that starts at 0 and,
// after a signal, at 0 again.
//
// A number that has no meaning is NaN and its result carries a Reason; a
// setting that makes no sense is an error, and a case that cannot be counted a
// *survival.CaseError. Nothing panics on data.
//
// # What it does not do
//
// It knows no dates, no patients by name and no study: who is followed to the
// horizon, who is pending, which signal counts and how it is worded is decided
// by those who call. It fits no risk model, gives no normal interval of a
// count, adjusts no limit for several charts, and does not estimate the
// person-time of those lost as if some had died (the C* of Wu and others, Ann
// Thorac Surg 85 (2008) 1155-1157): FollowedTo is the stricter figure.
//
// # Speed
//
// Milliseconds for 10⁵ patients, each with a risk of its own, on 2 shared cores
// (AMD EPYC, go1.26.8): BernoulliCUSUM 4, VLAD with its exact limits 340,
// TimeToEventCUSUM 100, SurvivalPseudoValues 21, CUSUMLimit for a run length of
// 1,000 patients 160; CUSUMLimit of ten patients 47.
package monitor
