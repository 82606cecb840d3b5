package casefile

import (
	"strconv"

	"graftstat/analysis/code"
	"graftstat/analysis/redcap"
	"graftstat/analysis/registry"
)

// Codes of the issues that reading gives. Their sentences are in templates,
// under issue.CODE.
const (
	// of a file
	badBytes        = "bad_bytes"         // bytes that are not of the encoding; args: how many
	encodingAssumed = "encoding_assumed"  // Windows-1258 was taken, not known; args: the encoding
	workbookOpen    = "workbook_open"     // the mark of an open workbook lies beside it
	passwordOpen    = "password_open"     // others may read the file of passwords
	emptyHeader     = "empty_header"      // a column without a name; args: its number
	fileLacksColumn = "file_lacks_column" // one of several files lacks what another has; args: the name
	noRows          = "no_rows"           // one of several files has a header and no rows
	notACase        = "not_a_case"        // separators, totals, signatures; args: how many, their lines
	emptyRows       = "empty_rows"        // rows without any content; args: how many
	columnAbsent    = "column_absent"     // the study names a column that the file has not; args: the name
	mappingIgnored  = "mapping_ignored"   // the study maps a milestone that has its own columns; args: the milestone
	conditionNever  = "condition_never"   // no row has a value with which a milestone happened; args: the milestone
	// dates given as serial numbers of a spreadsheet; args: how many, the year they count from
	excelSerials = "excel_serial"
	monthMiddle  = "month_middle"  // months without a day, taken as their middle; args: how many
	notesIgnored = "notes_ignored" // values beside which a note stands; args: how many
	beyondHeader = "beyond_header" // rows of a sheet with cells right of the header; args: how many
	// values that only make sense in another unit; args: how many, the unit they were read in, of what
	unitSuspect = "unit_suspect"
	mixedColumn = "mixed_column" // numbers and words in a column of no declared kind; args: rows with words
	// of an export of REDCap; see the args there
	redcapRowsUnused   = redcap.RowsUnused
	redcapElsewhere    = redcap.Elsewhere
	redcapNoTransplant = redcap.NoTransplant
	aboUnderivable     = "abo_underivable" // a typed abo_match without the two blood groups

	// of a tally; args: the cohort, the endpoint or the column, the file's patients
	tallyLackEndpoint = "tally_lack_endpoint"
	tallyLackFollowUp = "tally_lack_follow_up"
	tallyLackLevel    = "tally_lack_level" // no case has a level of the column

	// of a row
	raggedRow             = "ragged_row"              // args: its cells, the header's cells
	badQuote              = "bad_quote"               // a quotation mark inside a cell
	redcapDisagree        = redcap.Disagree           // rows of a record differ; args: the other line
	missingCaseID         = "missing_case_id"         //
	duplicateCaseID       = "duplicate_case_id"       // args: line of the first
	missingPatientID      = "missing_patient_id"      // the row is its own patient
	dateWithoutTransplant = "date_without_transplant" // a milestone is dated, the transplant is not

	// of a cell of time
	unreadableDate       = "unreadable_date"
	twoDigitYear         = "two_digit_year"
	dateWithoutDay       = "date_without_day"
	dayWithoutTransplant = "day_without_transplant" // N+11 of a row without a date of transplant
	notedTime            = "noted_time"             // a value and a note
	boundedTime          = "bounded_time"           // a bound, such as <30
	unreadableTime       = "unreadable_time"        // a time since transplant that is no number
	negativeTime         = "negative_time"
	unreadableStatus     = "unreadable_status"
	statusContradiction  = "status_contradiction"   // args: the status column
	dateDayContradiction = "date_day_contradiction" // args: the column of the time
	// the cell says that it never happened; args: the column that says it did
	neverContradiction = "never_contradiction"
	// the column that says whether it happened is blank; args: its header
	missingIndicator = "missing_indicator"

	// of a covariate, which counts as missing
	unreadableNumber        = "unreadable_number"
	unreadableCovariateDate = "unreadable_covariate_date" // birth, start of desensitisation
	covariateDateWithoutDay = "covariate_date_without_day"
	notedValue              = "noted_value"    // a value and a note; of a log, too
	boundedValue            = "bounded_value"  // <0.05: no number for what needs one
	unmappedValue           = "unmapped_value" // of a value; args: how many rows, the first lines, all lines
	unreadableABO           = "unreadable_abo"
	unreadableCheckbox      = "unreadable_checkbox"
	formulaError            = "formula_error"     // a spreadsheet could not compute the cell, such as #N/A
	aboContradiction        = "abo_contradiction" // a typed abo_match that the blood groups contradict

	// of a log
	logUnordered    = "log_unordered"     // rows not in order of day within each case; they are kept in memory
	logAfterClosing = "log_after_closing" // args: how many
	logCaseMissing  = "log_case_missing"
	logCaseUnknown  = "log_case_unknown"
	// the record has several transplants, and the row does not say which
	redcapWhichTransplant = "redcap_which_transplant"
	logKindMissing        = "log_kind_missing"
	logWithoutTransplant  = "log_without_transplant" // a date whose case has no transplant date
	logUnreadableDate     = "log_unreadable_date"
	logDateWithoutDay     = "log_date_without_day"
	logUnreadableValue    = "log_unreadable_value"
	logUnreadableTyping   = "log_unreadable_typing"
	logUnreadableStage    = "log_unreadable_stage"
	blankInLog            = "blank_in_log"     // args: blank cells of the column, rows
	logKindUnknown        = "log_kind_unknown" // at the first row of a spelling; args: how many rows
	logSortedAlone        = "log_sorted_alone" // args: rows in order
	logLacksTest          = "log_lacks_test"   // one of several files lacks a test that another has; args: the test

	// of what no report can show, or no patient has
	unprintable  = code.Unprintable // characters that the font of the reports has not
	longText     = "long_text"      // args: the most characters
	numberBeyond = "number_beyond"  // args: the largest number that is read
	timeBeyond   = "time_beyond"    // args: the most years
)

// severities are all codes with their severity.
func severities() map[string]registry.Severity {
	return map[string]registry.Severity{
		badBytes:        registry.Warning,
		encodingAssumed: registry.Warning,
		workbookOpen:    registry.Warning,
		passwordOpen:    registry.Warning,
		emptyHeader:     registry.Warning,
		fileLacksColumn: registry.Warning,
		noRows:          registry.Warning,
		notACase:        registry.Warning,
		emptyRows:       registry.Warning,
		columnAbsent:    registry.Warning,
		mappingIgnored:  registry.Warning,
		conditionNever:  registry.Warning,
		excelSerials:    registry.Warning,
		monthMiddle:     registry.Warning,
		notesIgnored:    registry.Warning,
		beyondHeader:    registry.Warning,
		unitSuspect:     registry.Warning,
		mixedColumn:     registry.Warning,
		aboUnderivable:  registry.Warning,

		redcapRowsUnused:   registry.Warning,
		redcapElsewhere:    registry.Warning,
		redcapNoTransplant: registry.Warning,

		tallyLackEndpoint: registry.Error,
		tallyLackFollowUp: registry.Error,
		tallyLackLevel:    registry.Warning,

		raggedRow:             registry.Error,
		badQuote:              registry.Error,
		redcapDisagree:        registry.Error,
		missingCaseID:         registry.Error,
		duplicateCaseID:       registry.Error,
		missingPatientID:      registry.Warning,
		dateWithoutTransplant: registry.Error,

		unreadableDate:       registry.Error,
		twoDigitYear:         registry.Error,
		dateWithoutDay:       registry.Error,
		dayWithoutTransplant: registry.Error,
		notedTime:            registry.Error,
		boundedTime:          registry.Error,
		unreadableTime:       registry.Error,
		negativeTime:         registry.Error,
		unreadableStatus:     registry.Error,
		statusContradiction:  registry.Error,
		dateDayContradiction: registry.Error,
		neverContradiction:   registry.Error,
		missingIndicator:     registry.Error,

		unreadableNumber:        registry.Warning,
		unreadableCovariateDate: registry.Warning,
		covariateDateWithoutDay: registry.Warning,
		notedValue:              registry.Warning,
		boundedValue:            registry.Warning,
		unmappedValue:           registry.Warning,
		unreadableABO:           registry.Warning,
		unreadableCheckbox:      registry.Warning,
		formulaError:            registry.Warning,
		aboContradiction:        registry.Warning,

		logUnordered:          registry.Warning,
		logAfterClosing:       registry.Warning,
		logCaseMissing:        registry.Warning,
		logCaseUnknown:        registry.Warning,
		redcapWhichTransplant: registry.Warning,
		logKindMissing:        registry.Warning,
		logWithoutTransplant:  registry.Warning,
		logUnreadableDate:     registry.Warning,
		logDateWithoutDay:     registry.Warning,
		logUnreadableValue:    registry.Warning,
		logUnreadableTyping:   registry.Warning,
		logUnreadableStage:    registry.Warning,
		blankInLog:            registry.Warning,
		logKindUnknown:        registry.Warning,
		logSortedAlone:        registry.Warning,
		logLacksTest:          registry.Warning,

		unprintable:  registry.Warning,
		longText:     registry.Warning,
		numberBeyond: registry.Warning,
		timeBeyond:   registry.Error,
	}
}

// A place is where in a file an issue lies.
type place struct {
	line   int
	column string // header text
	caseID string
}

// issues gathers the issues of one file.
type issues struct {
	file     string
	severity map[string]registry.Severity
	list     []registry.Issue
	limit    int            // of issues kept with one code; 0: no limit
	count    map[string]int // by code
	order    []string       // codes in order of first appearance
}

func newIssues(file string) *issues {
	return &issues{file: file, severity: severities(), count: map[string]int{}}
}

func (s *issues) add(code string, at place, args ...string) {
	if s.count[code]++; s.count[code] == 1 {
		s.order = append(s.order, code)
	}
	if s.limit > 0 && s.count[code] > s.limit {
		return
	}
	s.list = append(s.list, registry.Issue{
		Severity: s.severity[code], Code: code,
		File: s.file, Line: at.line, Column: at.column, Case: at.caseID, Args: args,
	})
}

// closed is the list with a note for each code that passed the limit.
func (s *issues) closed() []registry.Issue {
	for _, of := range s.order {
		if more := s.count[of] - s.limit; s.limit > 0 && more > 0 {
			s.list = append(s.list, registry.Issue{
				Severity: s.severity[of], Code: code.MoreIssues, File: s.file, Args: []string{of, strconv.Itoa(more)},
			})
		}
	}
	return s.list
}
