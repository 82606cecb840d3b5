package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"graftstat/analysis/message"
	"graftstat/analysis/proposal"
	"graftstat/reports/words"
)

// shownCells is how many cells of a column are shown beside a question.
const shownCells = 5

var errQuit = message.New("the questions were left, and nothing was written; run init --ask again to begin anew")

// refuseWithoutTerminal refuses to ask where nobody reads or the cells that are shown
// would land in a file.
func (a *app) refuseWithoutTerminal() error {
	out, ok := a.stdout.(*console)
	if ok {
		var f *os.File
		if f, ok = out.w.(*os.File); ok && term.IsTerminal(int(f.Fd())) && term.IsTerminal(int(os.Stdin.Fd())) {
			return nil
		}
	}
	return usageError{message.New("--ask needs a terminal for its questions and answers; run it in one without a pipe, " +
		"or leave --ask out and look at the marked lines of the study file")}
}

// ask puts the questions of an interview until the last is answered or the person
// quits. It shows cells, and therefore writes to the terminal alone.
func (a *app) ask(ctx context.Context, i *proposal.Interview, in io.Reader, study string) error {
	w, err := words.New(a.language)
	if err != nil {
		return err
	}
	s := &asking{app: a, i: i, words: w, in: bufio.NewReader(in), study: study}
	for {
		q, isOpen := i.Next()
		if !isOpen {
			_, asked := i.Progress()
			if done, err := s.finish(ctx, asked); done || err != nil {
				return err
			}
			continue
		}
		if err := s.question(ctx, q); err != nil {
			return err
		}
	}
}

// asking is an interview on a terminal.
type asking struct {
	*app
	i     *proposal.Interview
	words *words.Words
	in    *bufio.Reader
	study string
}

// print shows a sentence, also where --quiet is given: without it nobody could answer.
func (s *asking) print(sentence string) { fmt.Fprintln(s.stdout, sentence) }

// read is the next line that is typed; the end of input quits.
func (s *asking) read() (string, error) {
	line, err := s.in.ReadString('\n')
	text := strings.TrimSpace(line)
	switch {
	case errors.Is(err, io.EOF), text == "q", text == "Q":
		return "", errQuit
	case err != nil:
		return "", message.Errorf("the answer cannot be read: %w", err)
	}
	return text, nil
}

// question shows a question and takes answers until one is understood.
func (s *asking) question(ctx context.Context, q proposal.Question) error {
	var cost proposal.Cost
	if q.MayBeNone {
		var err error
		if cost, err = s.i.Cost(ctx, q); err != nil {
			return err
		}
		q.MayBeNone = !cost.Refused
	}
	s.show(q, cost)
	for {
		fmt.Fprint(s.stdout, s.prompt(q))
		typed, err := s.read()
		if err != nil {
			return err
		}
		if typed == "b" || typed == "B" {
			went, err := s.i.Back(ctx)
			if err == nil && !went {
				s.print(s.say("This is the first question."))
				continue
			}
			return err
		}
		answer, ok := s.answer(q, typed)
		if !ok {
			s.print(s.say("%q is no answer here.", typed))
			continue
		}
		err = s.i.Answer(ctx, q, answer)
		if err == nil || ctx.Err() != nil {
			return err
		}
		s.print(s.say("This answer leaves no study: %s", message.Say(err, s.catalogue)))
	}
}

// answer is what was typed as an answer: enter takes the proposal.
func (s *asking) answer(q proposal.Question, typed string) (string, bool) {
	n, err := strconv.Atoi(typed)
	switch {
	case typed == "":
		typed = q.Proposed
	case err == nil && n >= 1 && n <= len(q.Options):
		typed = q.Options[n-1]
	case err == nil && n == 0:
		typed = proposal.None
	case !q.MayBeDate:
		return "", false
	}
	return typed, s.i.Takes(q, typed)
}

// finish asks whether to write; false goes back to the last question.
func (s *asking) finish(ctx context.Context, asked int) (bool, error) {
	if asked == 0 {
		s.print(s.say("Nothing is in doubt, so nothing is asked."))
		return true, nil
	}
	last := s.say("%d of %d are answered. Enter writes %s, b goes back, q quits and writes nothing: ", asked, asked, s.study)
	for {
		fmt.Fprint(s.stdout, last)
		switch typed, err := s.read(); {
		case err != nil:
			return false, err
		case typed == "":
			return true, nil
		case typed == "b" || typed == "B":
			_, err := s.i.Back(ctx)
			return false, err
		}
	}
}
