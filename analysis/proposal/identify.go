package proposal

// identify chooses the column of the cases' identifiers: one that no two rows of all
// files share. Of the patient's it takes that, too, where a patient has one row.
func identify(parts []*part) {
	cases := partsOf(parts, Cases)
	for _, name := range []string{"case_id", "patient_id", "row_number"} {
		if !uniqueAcross(cases, name) {
			continue
		}
		for _, p := range cases {
			c := find(p.columns, name)
			keepOne(p.columns, name, c)
			switch name {
			case "patient_id":
				freeOthers(p.columns, "case_id", "ids_repeat")
				c.name = "case_id"
				c.evidence = append(c.evidence, Evidence{Code: "id_per_row"})
			case "row_number":
				asPatient(p.columns)
				c.name = "case_id"
				c.lower("row_number")
			default:
				c.evidence = append(c.evidence, Evidence{Code: "unique"})
			}
		}
		return
	}
	for _, p := range cases {
		identifyAlone(p)
	}
}

// identifyAlone takes what there is where no column is unique in all files.
func identifyAlone(p *part) {
	for _, name := range []string{"case_id", "patient_id"} {
		if c := find(p.columns, name); c != nil {
			keepOne(p.columns, name, c)
			c.name = "case_id"
			c.lower("ids_repeat", count(c.filled-len(c.distinct)))
			return
		}
	}
	for _, c := range p.columns {
		if c.name == "" && c.why == "free" && c.areUnique(len(p.Rows)) && c.areIDs() && !c.areDates() {
			c.name, c.why, c.grade = "case_id", "", Likely
			c.evidence = []Evidence{{Code: "first_unique"}}
			return
		}
	}
	if c := find(p.columns, "row_number"); c != nil {
		c.name = "case_id"
		c.lower("row_number")
	}
}

// uniqueAcross says that every file has a column of a name, and no two rows one cell.
func uniqueAcross(cases []*part, name string) bool {
	seen := map[string]bool{}
	for _, p := range cases {
		c := find(p.columns, name)
		if c == nil || !c.areUnique(len(p.Rows)) {
			return false
		}
		for cell := range c.distinct {
			if seen[cell] {
				return false
			}
			seen[cell] = true
		}
	}
	return len(cases) > 0
}

// keepOne takes a name from the other columns that have it.
func keepOne(columns []*column, name string, keep *column) {
	for _, c := range columns {
		if c.name == name && c != keep {
			c.doubt("two_columns", keep.header)
		}
	}
}

func freeOthers(columns []*column, name, code string) {
	for _, c := range columns {
		if c.name == name {
			c.doubt(code, count(c.filled-len(c.distinct)))
		}
	}
}

// asPatient makes an identifier that repeats that of the patient.
func asPatient(columns []*column) {
	if c := find(columns, "patient_id"); c != nil {
		freeOthers(columns, "case_id", "ids_repeat")
		return
	}
	if c := find(columns, "case_id"); c != nil {
		c.name = "patient_id"
		c.evidence = append(c.evidence, Evidence{"ids_repeat", []string{count(c.filled - len(c.distinct))}})
	}
}

func partsOf(parts []*part, role Role) []*part {
	var list []*part
	for _, p := range parts {
		if p.role == role {
			list = append(list, p)
		}
	}
	return list
}
