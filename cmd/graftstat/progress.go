package main

import (
	"graftstat/analysis/message"
	"graftstat/analysis/registry"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// unseen is how long a run takes before it shows how far it is.
const unseen = time.Second

// progress shows on a terminal what is at work, once the run takes over a
// second, and records in the log how long each phase and its steps took.
type progress struct {
	log      logger
	say      message.Catalogue
	terminal io.Writer // nil: nothing is shown
	timer    *time.Timer

	mutex       sync.Mutex
	bar         *progressbar.ProgressBar // nil: not yet, or no more
	phase, step string
	done        int
	phaseBegan  time.Time
	stepBegan   time.Time
}

// progress is for one run; it must be finished.
func (a *app) progress() *progress {
	p := &progress{log: a.log, say: a.catalogue}
	if f, ok := terminalOf(a.stderr); ok && !a.quiet && a.log.records == nil {
		p.terminal = f
		p.timer = time.AfterFunc(unseen, p.appear)
	}
	return p
}

// begin ends the phase at work and begins another.
func (p *progress) begin(phase string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.end()
	p.phase, p.step, p.done = phase, "", 0
	p.phaseBegan, p.stepBegan = time.Now(), time.Now()
	p.draw()
}

// show says how many rows, endpoints or files a step of the phase has done.
func (p *progress) show(step string, done int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if step != p.step {
		p.endStep()
		p.step = step
	}
	p.done = done
	p.draw()
}

// finish ends the phase at work and takes the bar from the terminal.
func (p *progress) finish() {
	if p.timer != nil {
		p.timer.Stop()
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.end()
	p.phase, p.terminal = "", nil
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}

func (p *progress) end() {
	p.endStep()
	if p.phase != "" {
		p.log.info("phase", slog.String("phase", p.phase), seconds(time.Since(p.phaseBegan)))
	}
}

// endStep records a step: a file of the reports only for debugging, since it
// is recorded as an output too.
func (p *progress) endStep() {
	if p.step != "" {
		record := p.log.info
		if p.phase == "write" {
			record = p.log.debug
		}
		record("step", slog.String("phase", p.phase), slog.String("step", p.step), slog.Int("done", p.done),
			seconds(time.Since(p.stepBegan)))
	}
	p.step, p.stepBegan = "", time.Now()
}

func (p *progress) appear() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.terminal == nil {
		return
	}
	p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(p.terminal), progressbar.OptionClearOnFinish(),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionShowCount())
	p.draw()
}

func (p *progress) draw() {
	if p.bar == nil {
		return
	}
	what := phaseText(p.phase)
	if p.step != "" {
		what = message.Of("%s %s", what, stepText(p.step))
	}
	p.bar.Describe(what.In(p.say))
	_ = p.bar.Set(p.done) // a terminal that cannot be written to is no reason to stop
}

// phaseText says what is at work.
func phaseText(phase string) message.Text {
	switch phase {
	case "load":
		return message.Of("reading")
	case "compute":
		return message.Of("computing")
	case "sensitivity":
		return message.Of("computing otherwise")
	}
	return message.Of("writing")
}

// stepText says on what: a log, or a file by its name.
func stepText(step string) message.Text {
	switch step {
	case "cases":
		return message.Of("cases")
	case string(registry.Counts):
		return message.Of("counts")
	case string(registry.Transfusions):
		return message.Of("transfusions")
	case string(registry.Titres):
		return message.Of("titres")
	case string(registry.Scores):
		return message.Of("scores")
	}
	return message.Of("%s", step)
}
