package plan

import (
	"fmt"
	"strconv"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/message"
)

// limits are what the tag is of a field says of its value, or of each value of
// a list:
//
//	>0         greater than 0
//	>=0        0 or more
//	2..366     from 2 to 366
//	0<..<1     between 0 and 1, neither of them
//	0 5..20    from 5 to 20, or 0
//	needed     the key has to be there
//	ascending  a list in ascending order, each value once
//	distinct   a list without a value twice
//	@section   a code of the list that package code has under this name; of a list of
//	           codes at least one, and none twice
type limits struct {
	rule, list          string // the range as written; the name of a closed list
	least, most         *float64
	open                bool // least and most lie outside
	except              *float64
	ascending, distinct bool
	needed              bool
}

func limitsOf(tag string) (limits, error) {
	var l limits
	for _, word := range strings.Fields(tag) {
		if err := l.read(word); err != nil {
			return l, fmt.Errorf("is:%q: %w", tag, err)
		}
	}
	return l, nil
}

func (l *limits) read(word string) error {
	low, high, twoSided := strings.Cut(strings.ReplaceAll(word, "<..<", ".."), "..")
	switch {
	case word == "ascending":
		l.ascending = true
		return nil
	case word == "distinct":
		l.distinct = true
		return nil
	case word == "needed":
		l.needed = true
		return nil
	case word[0] == '@':
		l.list = word[1:]
		if code.List(l.list) == nil {
			return fmt.Errorf("no list of codes is called %q", l.list)
		}
		return nil
	case twoSided:
		l.rule, l.open = word, strings.Contains(word, "<..<")
		return errorOf(limit(&l.least, low), limit(&l.most, high))
	case word[0] == '>':
		l.rule, l.open = word, !strings.HasPrefix(word, ">=")
		return limit(&l.least, strings.TrimLeft(word, ">="))
	}
	return limit(&l.except, word)
}

func limit(target **float64, text string) error {
	x, err := strconv.ParseFloat(text, 64)
	*target = &x
	return err
}

func errorOf(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

func (l limits) allow(x float64) bool {
	switch {
	case l.except != nil && x == *l.except:
		return true
	case l.open:
		return (l.least == nil || x > *l.least) && (l.most == nil || x < *l.most)
	}
	return (l.least == nil || x >= *l.least) && (l.most == nil || x <= *l.most)
}

// advice is what is said of a value out of its range; next also where a key that
// is needed is missing.
type advice struct{ fault, next message.Text }

// says is the advice on a value out of the range.
func (l limits) says() advice {
	switch {
	case l.most == nil && l.open:
		return advice{say("is not greater than %v", *l.least),
			say("Write a number greater than %v, or remove the key.", *l.least)}
	case l.most == nil:
		return advice{say("is less than %v", *l.least),
			say("Write a number of %v or more, or remove the key.", *l.least)}
	case l.open:
		return advice{say("is not between %v and %v", *l.least, *l.most), say("Write a number between the two.")}
	}
	return advice{say("is not from %v to %v", *l.least, *l.most),
		say("Write a number from %v to %v.", *l.least, *l.most)}
}

// better has other words for some fields.
func better() map[string]advice {
	model := say("Write cox, cox-firth or fine-gray.")
	return map[string]advice{
		"Intervals.Level":     {next: say("Write 0.95 for 95 %%.")},
		"Benchmark.Estimate":  {next: say("Write 0.92 for 92 %%.")},
		"Sequential.Expected": {next: say("Write the probability of the bad outcome, such as 0.05.")},
		"Endpoint.Kind":       {next: say("Write survival (Kaplan-Meier) or incidence (Aalen-Johansen).")},
		"Model.Kind":          {next: model},
		"Univariable.Kind":    {next: model},
		"Endpoint.Times":      {say("is before the origin"), say("Write times since the origin, from 0 on.")},
		"Monitor.Windows": {say("is no number of months from 1 to 1200"),
			say("Write whole months, such as 12 or 36.")},
		"Anonymity.RoundDays": {next: say("Write whole days from 2 to 366, such as 7 or 30, or remove the key.")},
		"Report.SuppressBelow": {next: say("Write a whole number from 5 to 20, or remove the key: " +
			"smaller ones were found to give counts away.")},
	}
}

// advice on a field: its own words, else those of its range.
func (f field) advice(l limits) advice {
	said, own := advice{next: say("Add the key.")}, better()[f.in+"."+f.Name]
	if l.rule != "" {
		said = l.says()
	}
	if !own.fault.IsEmpty() {
		said.fault = own.fault
	}
	if !own.next.IsEmpty() {
		said.next = own.next
	}
	return said
}
