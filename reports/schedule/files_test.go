package schedule

import (
	"encoding/binary"
	"encoding/xml"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

func linux() Job {
	return Job{System: "linux", Program: "/usr/local/bin/graftstat", Study: "/srv/gs/study.yaml", Outputs: "/srv/gs/out",
		User: "gs", Day: 2}
}

func windows() Job {
	return Job{System: "windows", Program: `C:\Program Files\graftstat\graftstat.exe`,
		Study: `D:\Ghép & theo dõi\study.yaml`, Outputs: `D:\Ghép & theo dõi\out`, Day: 2}
}

func written(t *testing.T, j Job, language string) map[string]string {
	t.Helper()
	files, err := Files(j, language)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, content := range files {
		texts[name] = string(content)
	}
	return texts
}

// A system gets the files that it can use, and no unit speaks of mail without an address.
func TestFilesOfEachSystem(t *testing.T) {
	mailed := linux()
	mailed.Mail = "quality@hospital.example"
	mac := linux()
	mac.System = "darwin"
	for _, c := range []struct {
		job  Job
		want string
	}{
		{linux(), "README.md graftstat.cron graftstat.service graftstat.timer"},
		{mailed, "README.md graftstat-failed@.service graftstat.cron graftstat.service graftstat.timer"},
		{mac, "README.md graftstat.cron"},
		{windows(), "README.md graftstat.xml"},
	} {
		for _, language := range []string{"en", "vi"} {
			files := written(t, c.job, language)
			if got := strings.Join(slices.Sorted(maps.Keys(files)), " "); got != c.want {
				t.Errorf("%s has %s, want %s", c.job.System, got, c.want)
			}
			for name, text := range files {
				if strings.Contains(text, "{{") || strings.Contains(text, "<no value>") {
					t.Errorf("%s of %s is not filled in:\n%s", name, c.job.System, text)
				}
				mail := strings.Contains(text, "OnFailure") || strings.Contains(text, "MAILTO")
				if mail && c.job.Mail == "" {
					t.Errorf("%s of %s tells nobody of a failure", name, c.job.System)
				}
			}
		}
	}
}

func TestWhen(t *testing.T) {
	nightly := linux()
	nightly.Day = 0
	for _, c := range []struct {
		job         Job
		timer, cron string
	}{
		{linux(), "OnCalendar=*-*-02 02:30\n", "\n30 2 2 * * gs umask"},
		{nightly, "OnCalendar=*-*-* 02:30\n", "\n30 2 * * * gs umask"},
	} {
		files := written(t, c.job, "en")
		if !strings.Contains(files["graftstat.timer"], c.timer) || !strings.Contains(files["graftstat.cron"], c.cron) {
			t.Errorf("day %d:\n%s%s", c.job.Day, files["graftstat.timer"], files["graftstat.cron"])
		}
	}
}

// ProtectHome and PrivateTmp would hide what lies there.
func TestNothingThatIsReadIsHidden(t *testing.T) {
	home, temporary := linux(), linux()
	home.Inputs = []string{"/home/hue/cases.csv"}
	temporary.Study = "/tmp/study.yaml"
	for _, c := range []struct {
		job  Job
		want string
	}{
		{linux(), "ProtectHome=yes\nPrivateTmp=yes\n"},
		{home, "ProtectHome=read-only\nPrivateTmp=yes\n"},
		{temporary, "ProtectHome=yes\nPrivateTmp=no\n"},
	} {
		if unit := written(t, c.job, "en")["graftstat.service"]; !strings.Contains(unit, c.want) {
			t.Errorf("no %q in\n%s", c.want, unit)
		}
	}
}

// The task is XML in UTF-16, whose arguments are the command line of cmd.exe.
func TestWindowsTask(t *testing.T) {
	content := written(t, windows(), "vi")["graftstat.xml"]
	units := make([]uint16, len(content)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16([]byte(content[2*i:]))
	}
	if units[0] != 0xFEFF {
		t.Fatalf("the file begins with %x, which is no mark of UTF-16", units[0])
	}
	decoder := xml.NewDecoder(strings.NewReader(string(utf16.Decode(units[1:]))))
	decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var task struct {
		Day       int    `xml:"Triggers>CalendarTrigger>ScheduleByMonth>DaysOfMonth>Day"`
		User      string `xml:"Principals>Principal>UserId"`
		Arguments string `xml:"Actions>Exec>Arguments"`
	}
	if err := decoder.Decode(&task); err != nil {
		t.Fatal(err)
	}
	want := `/d /c ""C:\Program Files\graftstat\graftstat.exe" run "D:\Ghép & theo dõi\study.yaml"` +
		` --quiet --log json 2>>"D:\Ghép & theo dõi\log\graftstat.log""`
	if task.Day != 2 || task.User != "S-1-5-19" || task.Arguments != want {
		t.Errorf("task %+v, want the arguments\n%s", task, want)
	}
}

func TestWhatNoFileCanHoldIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Job){
		"line end in a path":  func(j *Job) { j.Study = "/srv/a\nb.yaml" },
		"bytes not of UTF-8":  func(j *Job) { j.Outputs = "/srv/\xff" },
		"percent for Windows": func(j *Job) { *j = windows(); j.Study = `D:\100%\study.yaml` },
		"account with spaces": func(j *Job) { j.User = "gs root" },
		"no account":          func(j *Job) { j.User = "" },
		"address of a shell":  func(j *Job) { j.Mail = "a@b; rm" },
	} {
		j := linux()
		spoil(&j)
		if files, err := Files(j, "en"); err == nil {
			t.Errorf("%s: %d files, want an error", name, len(files))
		}
	}
}
