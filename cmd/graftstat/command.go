package main

import (
	"context"
	"graftstat/analysis/message"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Exit statuses.
const (
	exitOK          = 0   // written
	exitFailed      = 1   // failed, nothing written
	exitUsage       = 2   // command line or study file wrong
	exitSetAside    = 3   // written, but an issue set a case aside
	exitInterrupted = 130 // SIGINT
	exitTerminated  = 143 // SIGTERM
)

// app carries the streams and what the flags of all commands share.
type app struct {
	stdout, stderr io.Writer
	log            logger
	logFormat      string
	logLevel       string
	command        string // "graftstat run", once it is known
	quiet          bool

	language      string // of the console
	languageAsked string // by --language; "" where it was not given
	catalogue     message.Catalogue
}

// usageError is a command line that cannot be understood.
type usageError struct{ error }

func (e usageError) In(c message.Catalogue) string { return message.Say(e.error, c) }

// setAsideError says that the reports are written but cases were set aside.
type setAsideError struct{ errors int }

func (e *setAsideError) Error() string { return "cases were excluded" }

// run is the whole program. Nothing below it exits, and nothing panics on input.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	began := time.Now()
	ctx, stop := withSignals(ctx)
	defer stop()
	out, errs := &console{w: stdout}, &console{w: stderr}
	a := &app{stdout: out, stderr: errs, log: logger{w: errs}}
	a.startSpeaking(args)
	status := a.exitStatus(ctx, a.execute(ctx, args))
	if err := out.fault(); err != nil {
		a.log.warn("standard output could not be written", slog.String("error", err.Error()))
	}
	a.log.ended(status, time.Since(began))
	a.holdWindow(os.Stdin)
	return status
}

// execute runs the command of the command line.
func (a *app) execute(ctx context.Context, args []string) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = newPanicError(value)
		}
	}()
	root := a.root()
	root.SetArgs(args)
	return root.ExecuteContext(ctx)
}

func (a *app) root() *cobra.Command {
	isVersion := false
	root := &cobra.Command{
		Use:   "graftstat",
		Short: "Outcomes of a stem-cell transplant centre, from case CSVs to Excel and PDF",
		Long: `graftstat reads a study file and the case CSVs that it names, computes survival,
engraftment and the other outcomes of each cohort, and writes a workbook, a PDF
report, figures and results.json.

Alone, it runs the study file of the folder it is called in, where there is one only.

Exit status: 0 written; 1 failed, nothing written; 2 command line or study file
wrong; 3 written, but cases were excluded; 130 and 143 interrupted.`,
		SilenceErrors:              true,
		SuggestionsMinimumDistance: 2,
		SilenceUsage:               true,
		Args:                       knownCommand,
		CompletionOptions:          cobra.CompletionOptions{DisableDefaultCmd: true},
		DisableAutoGenTag:          true,
		RunE: func(c *cobra.Command, _ []string) error {
			if isVersion {
				return a.printVersion()
			}
			return a.runAlone(c.Context())
		},
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			a.command = c.CommandPath()
			if err := a.checkLanguage(); err != nil {
				return err
			}
			if err := a.setUpLog(); err != nil {
				return err
			}
			a.log.started(a.command)
			return refuseEmpty(c)
		},
	}
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{flagError(err)} })
	root.PersistentFlags().StringVar(&a.logFormat, "log", "",
		"log each step on standard error, as text or json (default: errors only)")
	root.PersistentFlags().StringVar(&a.logLevel, "log-level", "info", "how much to log: info or debug")
	root.PersistentFlags().StringVar(&a.languageAsked, "language", "",
		"language of the console and of what init writes, en or vi (default: the study's first, else that of the system)")
	root.Flags().BoolVar(&isVersion, "version", false, "print the version")
	root.PersistentFlags().BoolP("help", "h", false, "what the command does and how it is used")
	root.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "print nothing but errors")
	root.AddCommand(a.runCommand(), a.checkCommand(), a.renderCommand(), a.initCommand(), a.verifyCommand(),
		a.schemaCommand(), a.completionCommand(), a.versionCommand())
	completeFlags(root)
	root.SetUsageFunc(a.usage)
	root.SetHelpFunc(a.help)
	root.SetHelpCommand(a.helpCommand())
	root.InitDefaultHelpCmd()
	a.speakHelp(root)
	return root
}

// refuseEmpty refuses a flag that was given without a value, such as --as-of "$D"
// in a job whose D is not set: the default would be taken unseen.
func refuseEmpty(c *cobra.Command) (err error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		if value := f.Value.String(); err == nil && (value == "" || value == "[]") {
			err = usageError{message.Errorf("--%s is empty", f.Name)}
		}
	})
	return err
}

// knownCommand refuses a command that there is not; the library does so in English.
func knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		return usageError{message.Errorf("unknown command %q; did you mean %s?", args[0], strings.Join(near, ", "))}
	}
	return usageError{message.Errorf("unknown command %q", args[0])}
}

// exactly asks for n arguments, named for the message.
func exactly(n int, what message.Text) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usageError{message.Errorf("expected %s", what)}
		}
		return nil
	}
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  exactly(0, message.Of("no argument")),
		RunE:  func(*cobra.Command, []string) error { return a.printVersion() },
	}
}
