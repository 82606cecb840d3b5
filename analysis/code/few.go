package code

// FewAtRisk is the number still at risk under which an estimate says little: a
// curve is drawn faint from there, and a workbook marks the number.
const FewAtRisk = 5

// LeastDrawn is the number of cases under which a group makes no curve to set
// beside others: its patients are in the table.
const LeastDrawn = 5

// FewPatients is the size of a cohort under which a month tells of each patient
// and of no percentage.
const FewPatients = 5

// EventsPerParameter is the number of events for each coefficient under which a
// multivariable model has too many terms and is exploratory (Peduzzi et al., J
// Clin Epidemiol 1995).
const EventsPerParameter = 10

// MostLanes is the number of patients of a cohort up to which each is drawn in a
// lane of its own, and the listing tells the states of each.
const MostLanes = 30
