package verify

import (
	"fmt"
	"strconv"
	"strings"

	"graftstat/analysis/survival"
)

// causeOf is the cause in a method such as "cause=1;rho=1", and what follows it.
func causeOf(name string) (cause int, variant string, err error) {
	first, variant, _ := strings.Cut(name, ";")
	if _, err := fmt.Sscanf(first, "cause=%d", &cause); err != nil || cause < 1 || cause > causes {
		return 0, "", errNotRecomputed
	}
	return cause, variant, nil
}

func cumulativeIncidence(d *dataset, name string) (lookup, error) {
	cause, variant, err := causeOf(name)
	if err != nil {
		return nil, err
	}
	s := survival.Settings{Interval: survival.LogLog}
	if variant == "delta" {
		s.Variance = survival.Delta
	}
	return func(v Value) (answer, error) {
		time, err := strconv.ParseFloat(v.At, 64)
		if err != nil {
			return answer{}, errNotRecomputed
		}
		table, err := d.incidence(v.Group)
		if err != nil {
			return answer{}, err
		}
		curve, err := survival.CumulativeIncidence(table, 0, cause, s)
		if err != nil {
			return answer{}, err
		}
		ours, err := numberOf(curve.At(time), v.Quantity)
		return answer{ours: ours}, err
	}, nil
}
