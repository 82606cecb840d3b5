package main

import "strconv"

func typingHeader() []string { return []string{"case_id", "date", "forward", "reverse", "dat"} }

func writeTypings(t *table, c *Case, typings []Typing) error {
	for _, v := range typings {
		if err := t.write(c.ID, (c.Transplant + v.Day).iso(), v.Forward, v.Reverse, v.DAT); err != nil {
			return err
		}
	}
	return nil
}

func stagesHeader() []string { return []string{"case_id", "date", "skin", "liver", "upper", "lower"} }

func writeStages(t *table, c *Case, stages []Stages) error {
	for _, v := range stages {
		if err := t.write(c.ID, (c.Transplant + v.Day).iso(), stage(v.Skin), stage(v.Liver), stage(v.Upper),
			stage(v.Lower)); err != nil {
			return err
		}
	}
	return nil
}

// unknown is the stage of an organ that was not looked at.
const unknown = -1

func stage(n int) string {
	if n == unknown {
		return ""
	}
	return strconv.Itoa(n)
}
