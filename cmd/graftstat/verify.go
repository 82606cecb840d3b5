package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis/message"
	"graftstat/analysis/verify"
)

// errFallsShort is the end of a verification in which a value does not hold.
var errFallsShort = message.New("reference values do not hold: do not use this program's numbers on this machine")

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Recompute the embedded reference values and say which hold",
		Long: `Verify recomputes every embedded reference value and prints, for each data set
and method, how many hold, the largest difference, what it may be and the call
that made the values. Where a value is to differ, the convention is named: an
estimate past the last follow-up, for instance, is none here where R carries it.
Keep the output for your own validation record. Status 1 if a value falls short.`,
		Args: exactly(0, message.Of("no argument")),
		RunE: func(c *cobra.Command, _ []string) error { return a.verify(c.Context()) },
	}
}

func (a *app) verify(ctx context.Context) error {
	var r *verify.Report
	err := runInterruptible(ctx, func() (err error) {
		r, err = verify.Run()
		return err
	})
	if err != nil {
		return err
	}
	values, held, convention := 0, 0, 0
	for _, s := range r.Sets {
		values, held, convention = values+s.Values, held+s.Held, convention+s.Convention
		if !a.quiet {
			a.printSet(s)
		}
		for _, short := range s.Short {
			a.log.error(message.Errorf("%s, %s %s, group %q, %s at %q: R gave %.17g, here %.17g (%s)", short.Value.Dataset,
				short.Value.Analysis, short.Value.Method,
				short.Value.Group, short.Value.Quantity, short.Value.At, short.Value.Value, short.Ours, short.Reason))
		}
	}
	fmt.Fprintln(a.stdout, a.say("graftstat %s: %d values of %s, %d hold, %d differ by a named convention, "+
		"%d fall short", version(), values, r.Tool.Name+" "+r.Tool.Version, held, convention, values-held-convention))
	if !r.Holds() {
		return errFallsShort
	}
	return nil
}

func (a *app) printSet(s verify.Set) {
	parts := []string{a.say("%s, %s %s: %d of %d hold", s.Dataset, s.Analysis, s.Method, s.Held, s.Values)}
	for _, c := range s.Conventions {
		parts = append(parts, fmt.Sprintf("%d %s", c.Values, c.Convention))
	}
	fmt.Fprintln(a.stdout, a.say("%s; largest difference %.2g, allowed %.2g %s (%s); %s %s: %s", strings.Join(parts, ", "),
		s.Largest, s.Tolerance.Size, s.Tolerance.Measure, s.Tolerance.Reason, s.Source.Package, s.Source.Version,
		s.Source.Call))
}
