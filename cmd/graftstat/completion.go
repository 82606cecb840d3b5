package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
)

func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion " + strings.Join(shells, "|"),
		Short: "Print the script by which a shell completes commands, flags, study files and cohorts",
		Example: `  graftstat completion bash > /etc/bash_completion.d/graftstat
  graftstat completion zsh > "${fpath[1]}/_graftstat"
  graftstat completion fish > ~/.config/fish/completions/graftstat.fish
  graftstat completion powershell >> $PROFILE`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return usageError{message.Errorf("expected a shell: %s", strings.Join(shells, ", "))}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return c.Root().GenBashCompletionV2(a.stdout, true)
			case "zsh":
				return c.Root().GenZshCompletion(a.stdout)
			case "fish":
				return c.Root().GenFishCompletion(a.stdout, true)
			}
			return c.Root().GenPowerShellCompletionWithDesc(a.stdout)
		},
	}
}

// completeStudy offers the YAML files as the one argument.
func completeStudy(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeFolder offers folders as the one argument.
func completeFolder(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// completeOnly offers the cohorts of the study file that is named, and their endpoints.
func completeOnly(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	p, err := plan.Read(args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	ids := idsOf(p)
	all := slices.Clone(ids.cohorts)
	for _, cohort := range ids.cohorts {
		for _, endpoint := range ids.endpoints[cohort] {
			all = append(all, cohort+"/"+endpoint)
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// completeFlags offers the values of flags wherever a command has them.
func completeFlags(c *cobra.Command) {
	fixed := func(values ...string) cobra.CompletionFunc {
		return cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	}
	for flag, values := range map[string]cobra.CompletionFunc{
		"only": completeOnly, "lang": fixed("en", "vi", "en,vi"), "language": fixed(consoleLanguages()...),
		"log": fixed("text", "json"), "log-level": fixed("info", "debug"), "format": fixed("text", "json"),
	} {
		if c.Flags().Lookup(flag) != nil || c.PersistentFlags().Lookup(flag) != nil {
			_ = c.RegisterFlagCompletionFunc(flag, values) // the flag is there
		}
	}
	for _, sub := range c.Commands() {
		completeFlags(sub)
	}
}
