package recovery

// stages are those of one assessment of acute graft-versus-host disease by organ.
type stages struct{ skin, liver, upper, lower int }

// magicGrade is the overall grade of acute GVHD by MAGIC (Harris et al., Biol Blood
// Marrow Transplant 2016;22:4): IV with stage 4 of skin, liver or lower gut; III with
// stage 2 or 3 of liver or lower gut; II with stage 3 of the skin or stage 1 of liver,
// upper or lower gut; I with stage 1 or 2 of the skin alone; else 0. Of the 250
// combinations 1, 2, 29, 96 and 122 have the grades 0 to IV. No grade falls as a stage
// rises, so the grade of a range of stages is the range of the grades of its ends.
func magicGrade(s stages) int {
	switch {
	case s.skin == 4 || s.liver == 4 || s.lower == 4:
		return 4
	case s.liver >= 2 || s.lower >= 2:
		return 3
	case s.skin == 3 || s.liver == 1 || s.upper == 1 || s.lower == 1:
		return 2
	case s.skin >= 1:
		return 1
	}
	return 0
}
