package schedule

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"graftstat/analysis/message"
)

// A Job is what is run, by whom and when.
type Job struct {
	System string // as runtime.GOOS names it

	Program, Study, Outputs string   // absolute, as the system writes paths
	Inputs                  []string // absolute; files that the study reads

	User string // account of the system; "" on Windows: LOCAL SERVICE
	Mail string // address that is told of a failure; "": none
	Day  int    // of the month, 1 to 28; 0: every night
}

// CronUser reports whether a line of cron names the account: in /etc/cron.d it does.
func (j Job) CronUser() bool { return j.System == "linux" }

// LogFolder is where Windows keeps what the program says, beside the study file: the
// task scheduler keeps nothing of it.
func (j Job) LogFolder() string { return j.Study[:strings.LastIndex(j.Study, `\`)+1] + "log" }

// Log is the file there.
func (j Job) Log() string { return j.LogFolder() + `\graftstat.log` }

// InHome reports whether something lies where ProtectHome=yes would hide it.
func (j Job) InHome() bool { return j.under("/home", "/root", "/run/user") }

// InTemporary reports whether something lies where PrivateTmp=yes would hide it.
func (j Job) InTemporary() bool { return j.under("/tmp", "/var/tmp") }

func (j Job) under(folders ...string) bool {
	for _, path := range j.paths() {
		for _, folder := range folders {
			if strings.HasPrefix(path, folder+"/") {
				return true
			}
		}
	}
	return false
}

func (j Job) paths() []string { return append([]string{j.Program, j.Study, j.Outputs}, j.Inputs...) }

var (
	unixAccount = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)
	address     = regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$`)
)

// check refuses what a file could not hold, or what would mean something else there.
func (j Job) check() error {
	for _, path := range []string{j.Program, j.Study, j.Outputs} {
		switch {
		case !utf8.ValidString(path) || strings.ContainsFunc(path, unicode.IsControl):
			return message.Errorf("the path %q has a character that no schedule can hold; rename it", path)
		case j.System == "windows" && strings.Contains(path, "%"):
			return message.Errorf("the path %q has a percent sign, which Windows takes for a variable; rename it", path)
		}
	}
	switch {
	case j.System != "windows" && !unixAccount.MatchString(j.User), strings.ContainsFunc(j.User, unicode.IsControl):
		return message.Errorf("%q is no account that a schedule can name; give another by --user", j.User)
	case j.Mail != "" && !address.MatchString(j.Mail):
		return message.Errorf("%q is no address for mail", j.Mail)
	}
	return nil
}
