package golden

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// Results sums results.json up: a hash of every part, and of each endpoint what
// a reader looks at first, so that a change shows where it is.
func Results(t testing.TB, content []byte) string {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal(content, &all); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "results.json %s\n", Sum(content))
	parts(&b, "  ", all, "cohorts")
	for _, cohort := range list(t, all["cohorts"]) {
		fmt.Fprintf(&b, "cohort %s: %s cases, %s patients\n", cohort["id"], cohort["cases"], cohort["patients"])
		parts(&b, "  ", cohort, "id", "cases", "patients", "endpoints")
		endpoints := list(t, cohort["endpoints"])
		fmt.Fprintf(&b, "  %d endpoints\n", len(endpoints))
		for _, e := range endpoints {
			endpoint(t, &b, e)
		}
	}
	return b.String()
}

// parts shows what has no line of its own by hash.
func parts(b *strings.Builder, indent string, all map[string]json.RawMessage, but ...string) {
	for _, key := range sorted(all) {
		own := false
		for _, k := range but {
			own = own || k == key
		}
		switch part := string(all[key]); {
		case own:
		case len(part) <= 40:
			fmt.Fprintf(b, "%s%s %s\n", indent, key, strings.Join(strings.Fields(part), " "))
		default:
			fmt.Fprintf(b, "%s%s %d bytes %s\n", indent, key, len(part), Sum(all[key]))
		}
	}
}

func endpoint(t testing.TB, b *strings.Builder, e map[string]json.RawMessage) {
	fmt.Fprintf(b, "  endpoint %s %s %s\n", e["id"], e["kind"], e["method"])
	parts(b, "    ", e, "id", "kind", "method", "groups")
	for _, g := range list(t, e["groups"]) {
		fmt.Fprintf(b, "    group %s %s: cases %s, events %s, competing %s, missing %s; %s\n",
			g["by"], g["group"], g["cases"], g["events"], g["competing_events"], g["missing"],
			Sum([]byte(fmt.Sprint(g))))
		for _, at := range list(t, g["at"]) {
			fmt.Fprintf(b, "      at %s: %s (%s to %s), at risk %s\n",
				at["time"], short(at["estimate"]), short(at["lower"]), short(at["upper"]), at["at_risk"])
		}
	}
}

// short is a number to six digits.
func short(number json.RawMessage) string {
	var x *float64
	if json.Unmarshal(number, &x) != nil || x == nil {
		return string(number)
	}
	return fmt.Sprintf("%.6g", *x)
}

func list(t testing.TB, part json.RawMessage) (out []map[string]json.RawMessage) {
	t.Helper()
	if len(part) == 0 {
		return nil
	}
	if err := json.Unmarshal(part, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Listing sums listing.csv up: cohort by cohort and endpoint by endpoint, the
// rows of each status and a hash of all.
func Listing(t testing.TB, content []byte) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var order []string
	lines, statuses := map[string][]string{}, map[string]map[string]int{}
	for _, row := range rows[1:] {
		key := row[column["cohort"]] + " " + row[column["endpoint"]]
		if statuses[key] == nil {
			order, statuses[key] = append(order, key), map[string]int{}
		}
		lines[key] = append(lines[key], strings.Join(row, ","))
		statuses[key][row[column["status"]]]++
	}
	var b strings.Builder
	fmt.Fprintf(&b, "listing.csv %s\n", Sum(content))
	for _, key := range order {
		fmt.Fprintf(&b, "  %s:", key)
		for _, status := range sorted(statuses[key]) {
			fmt.Fprintf(&b, " %d of status %q,", statuses[key][status], status)
		}
		fmt.Fprintf(&b, " %s\n", Sum([]byte(strings.Join(lines[key], "\n"))))
	}
	return b.String()
}
