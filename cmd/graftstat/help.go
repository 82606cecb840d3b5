package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"graftstat/analysis/message"
)

// speakHelp puts what commands and flags say of themselves into the language of the
// console.
func (a *app) speakHelp(c *cobra.Command) {
	c.Short, c.Long = a.catalogue(c.Short), a.catalogue(c.Long)
	for _, flags := range []*pflag.FlagSet{c.LocalFlags(), c.PersistentFlags()} {
		flags.VisitAll(func(f *pflag.Flag) { f.Usage = a.catalogue(f.Usage) })
	}
	for _, sub := range c.Commands() {
		a.speakHelp(sub)
	}
}

// usage is how a command is used: cobra's own words are English alone.
func (a *app) usage(c *cobra.Command) error {
	var b strings.Builder
	section := func(title message.Text, body string) {
		if body != "" {
			fmt.Fprintf(&b, "\n%s:\n%s\n", title.In(a.catalogue), strings.TrimRight(body, "\n"))
		}
	}
	section(message.Of("Usage"), "  "+strings.ReplaceAll(c.UseLine(), "[flags]", a.say("[flags]")))
	section(message.Of("Examples"), c.Example)
	var commands strings.Builder
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			fmt.Fprintf(&commands, "  %-*s %s\n", sub.NamePadding(), sub.Name(), sub.Short)
		}
	}
	section(message.Of("Commands"), commands.String())
	section(message.Of("Flags"), a.flagUsages(c.LocalFlags()))
	section(message.Of("Flags of every command"), a.flagUsages(c.InheritedFlags()))
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", a.say("Run '%s COMMAND --help' for more about a command.", c.CommandPath()))
	}
	_, err := fmt.Fprint(c.OutOrStdout(), strings.TrimPrefix(b.String(), "\n"))
	return err
}

func (a *app) flagUsages(flags *pflag.FlagSet) string {
	return strings.ReplaceAll(flags.FlagUsages(), "(default ", "("+a.say("default")+" ")
}

// help is what a command does and how it is used.
func (a *app) help(c *cobra.Command, _ []string) {
	text := c.Long
	if text == "" {
		text = c.Short
	}
	fmt.Fprintf(c.OutOrStdout(), "%s\n\n", strings.TrimSpace(text))
	_ = a.usage(c) // the console keeps the fault of a stream
}
