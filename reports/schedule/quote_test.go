package schedule

import "testing"

// What each reader makes of a quoted word is that word again.
func TestQuoting(t *testing.T) {
	const path = `/srv/Ghép 100% & $x/it's "a\b".yaml`
	for _, c := range []struct {
		name      string
		got, want string
	}{
		{"unit", unit(path), `"/srv/Ghép 100%% & $x/it's \"a\\b\".yaml"`},
		{"argument", argument(path), `"/srv/Ghép 100%% & $$x/it's \"a\\b\".yaml"`},
		{"shell", shell(path), `'/srv/Ghép 100% & $x/it'\''s "a\b".yaml'`},
		{"cron", cron(path), `'/srv/Ghép 100\% & $x/it'\''s "a\b".yaml'`},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.name, c.got, c.want)
		}
	}
}
