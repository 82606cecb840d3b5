package check

import (
	"cmp"
	"slices"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// isNone says whether a level states that there is nothing.
func isNone(level string) bool {
	return slices.Contains([]string{"", "none", "no", "not_applicable", "autologous", "self"}, strings.ToLower(level))
}

// donorInAutologous: an autologous transplant has no donor.
func donorInAutologous(c *cases, row int) []fault {
	return c.notInAutologous(row, "donor_type", "hla_match", "donor_abo")
}

// prophylaxisInAutologous: nor does it need prophylaxis against GVHD.
func prophylaxisInAutologous(c *cases, row int) []fault {
	return c.notInAutologous(row, "gvhd_prophylaxis")
}

func (c *cases) notInAutologous(row int, columns ...string) []fault {
	if c.level("transplant_type", row) != "autologous" {
		return nil
	}
	var faults []fault
	for _, column := range columns {
		if !isNone(c.level(column, row)) {
			faults = append(faults, fault{row: row, column: c.data.Categories[column].Header,
				args: []string{c.data.Categories["transplant_type"].Header}})
		}
	}
	return faults
}

// implausibleCellDose: a dose that no graft has, from a cord blood unit at its
// smallest to mobilised blood at its largest. One that is off by whole powers of
// ten is a matter of the unit, which package casefile has told.
func implausibleCellDose(c *cases, row int) []fault {
	var faults []fault
	for _, dose := range cellDoses() {
		x := c.number(dose.column, row)
		if !(x > 0 && (x < dose.least || x > dose.most)) {
			continue
		}
		if quantity, _ := plan.QuantityOf(dose.column); !quantity.Suspect(x) {
			faults = append(faults, fault{row: row, column: c.data.Numbers[dose.column].Header,
				args: []string{shortest(dose.least), shortest(dose.most)}})
		}
	}
	return faults
}

const desensitisation = "desensitisation"

// desensitisationWithoutTitre: a treatment whose effect nothing shows.
func desensitisationWithoutTitre(c *cases, row int) []fault {
	if isNone(c.level(desensitisation, row)) || c.isGiven("titre_baseline", row) ||
		c.isGiven("titre_at_transplant", row) {
		return nil
	}
	byRow := func(titre registry.LogEntry, row int32) int { return cmp.Compare(titre.Row, row) }
	if _, logged := slices.BinarySearchFunc(c.data.Titres, int32(row), byRow); logged {
		return nil
	}
	return []fault{{row: row, column: c.data.Categories[desensitisation].Header}}
}

// desensitisationCompatible: the recipient has no antibody against this donor.
func desensitisationCompatible(c *cases, row int) []fault {
	if isNone(c.level(desensitisation, row)) || !slices.Contains([]string{"match", "minor"},
		c.level("abo_match", row)) {
		return nil
	}
	return []fault{{row: row, column: c.data.Categories[desensitisation].Header}}
}

// desensitisationAfterTransplant: it brings the titre down before the infusion.
func desensitisationAfterTransplant(c *cases, row int) []fault {
	if !(c.number("desensitisation_start", row)*c.unit > sameTime) {
		return nil
	}
	return []fault{{row: row, column: c.data.Numbers["desensitisation_start"].Header}}
}

// titreAboveThreshold: a graft whose red cells were left in, at a titre that the
// study's rule does not allow.
func titreAboveThreshold(c *cases, row int) []fault {
	incompatible := c.level("abo_major", row) == "present" || !isNone(c.level(desensitisation, row))
	titre := c.data.Numbers["titre_at_transplant"]
	if titre == nil || !incompatible || !isNone(c.level("rbc_depletion", row)) {
		return nil
	}
	if lowest, _, ok := titre.Range(row); !ok || lowest < c.plan.Rules.Titre.Below {
		return nil
	}
	return []fault{{row: row, column: titre.Header, args: []string{
		shortest(c.plan.Rules.Titre.Below)}}}
}
