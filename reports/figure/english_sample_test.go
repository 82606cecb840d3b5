package figure

import "graftstat/reports/document"

// inEnglish are charts in the other language: shorter words, decimal points.
func inEnglish() map[string]*document.Figure {
	head := func(f *document.Figure, title, x, y string) *document.Figure {
		f.ID += "-en"
		f.Title, f.Subtitle, f.XLabel, f.YLabel = title, "Thalassaemia, allogeneic, n = 48", x, y
		f.Caption = "Aalen–Johansen estimates; the shares sum to 100% at every time."
		return f
	}
	states := head(occupation(), "State of the patients over time", "Months since transplant", "Patients")
	for i, name := range []string{"Alive, transfusion independent", "Alive, transfusion dependent", "Graft failure",
		"Dead"} {
		as[*document.Stack](states).States[i].Label = name
	}
	as[*document.Stack](states).Counted = "Under observation"
	lanes := head(swimmers(10), "Course of each patient", "Days since transplant", "")
	s := as[*document.Swimmer](lanes)
	s.Phases = []string{"Transfusion dependent", "Transfusion independent"}
	s.Milestones = []string{
		"Neutrophil engraftment", "Platelet engraftment", "Acute GVHD", "Chronic GVHD", "Graft failure",
		"Second transplant", "Relapse",
	}
	s.Followed, s.Died = "Still followed", "Died"
	titre := head(titres(4, "TM-%03d anti-A IgM"), "Antibody titres against donor red cells", "Days from transplant",
		"Titre")
	t := as[*document.Trajectories](titre)
	t.ThresholdLabel, t.Below, t.Above = "threshold 1:32", "below the lowest dilution", "above the highest dilution"
	t.VolumeTitle = "Donor red cells infused (mL)"
	ratio := head(ratios("Donor group %d"), "Hazard ratio of death (Cox model)", "Hazard ratio (log scale)", "")
	as[*document.Forest](ratio).LabelHead, as[*document.Forest](ratio).TextHeads = "Term", []string{"HR (95% CI)", "p"}
	as[*document.Forest](ratio).Lower, as[*document.Forest](ratio).Higher = "lower hazard", "higher hazard"
	return map[string]*document.Figure{states.ID: states, lanes.ID: lanes, titre.ID: titre, ratio.ID: ratio}
}
