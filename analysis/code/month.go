package code

// Light is how a cohort stands this month.
type Light string

const (
	LightAct     Light = "act"     // a signal: someone must look now
	LightLook    Light = "look"    // something is worth a look
	LightNone    Light = "none"    // nothing to see
	LightUnknown Light = "unknown" // who died is not known
)

// Task is a kind of thing to do for a case.
type Task string

const (
	TaskDataError Task = "data_error" // a fault of the data sets the case aside from something
	TaskDue       Task = "due"        // its outcome enters a control chart within a month
	TaskOverdue   Task = "overdue"    // a visit is missed
)
