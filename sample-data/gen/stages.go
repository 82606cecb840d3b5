package main

import "slices"

// addStages are the assessments of acute GVHD by organ: every two to three weeks to
// day 100, on the day of each new grade, and weekly until it is gone. The grade of
// the stages by MAGIC is that of the case row from its day on.
func addStages(r random, c *Case) {
	skin, liver, steps := r.chance(0.5), r.chance(0.3), c.gradeSteps(r)
	days := []Day{14, 28, 42, 63, 84, 100}
	for i, step := range steps {
		days = append(days, step.day)
		if i+1 < len(steps) && steps[i+1].day > step.day+7 {
			days = append(days, step.day+7)
		}
	}
	slices.Sort(days)
	for _, day := range slices.Compact(days) {
		if day > c.LastContact {
			break
		}
		grade := 0
		for _, step := range steps {
			if step.day <= day {
				grade = step.grade
			}
		}
		s := stagesOfGrade(grade, skin, liver)
		s.Day = day
		c.Stages = append(c.Stages, s)
	}
}

// A gradeStep is a day on which acute GVHD has another grade than before.
type gradeStep struct {
	day   Day
	grade int
}

// gradeSteps go up on the days of the case row, then down by a grade every one to
// two weeks. Now and then nobody wrote down that it was gone.
func (c *Case) gradeSteps(r random) []gradeStep {
	var steps []gradeStep
	for i, day := range []Day{c.AcuteGVHD, c.AcuteGVHD2, c.AcuteGVHD3} {
		if day.happened() {
			steps = append(steps, gradeStep{day, i + 1})
		}
	}
	if len(steps) == 0 {
		return nil
	}
	unresolved, day := r.chance(0.1), steps[len(steps)-1].day
	for grade := c.AcuteGVHDGrade - 1; grade > 0 || grade == 0 && !unresolved; grade-- {
		day += r.days(7, 14)
		steps = append(steps, gradeStep{day, grade})
	}
	return steps
}

// stagesOfGrade are stages whose grade by MAGIC it is: of the skin alone where it
// can be, else with the liver or the gut.
func stagesOfGrade(grade int, skin, liver bool) Stages {
	switch {
	case grade == 1 && skin:
		return Stages{Skin: 1}
	case grade == 1:
		return Stages{Skin: 2}
	case grade == 2 && skin:
		return Stages{Skin: 3}
	case grade == 2 && liver:
		return Stages{Skin: 2, Liver: 1}
	case grade == 2:
		return Stages{Skin: 2, Upper: 1, Lower: 1}
	case grade == 3 && liver:
		return Stages{Skin: 3, Liver: 2}
	case grade == 3:
		return Stages{Skin: 3, Upper: 1, Lower: 2}
	}
	return Stages{}
}
