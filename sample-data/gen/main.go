// Command gen makes an invented transplant centre: allografts for
// thalassaemia and autografts for solid tumours in children, with their blood
// counts, transfusions, titres and scores, and a study file that reads them.
//
//	go run ./sample-data/gen -cases N -out DIR [-seed S] [-faults] [-logs=false]
//	go run ./sample-data/gen -programme -out DIR [-seed S]
//
// Sixty cases are the centre that lies in sample-data: ten allografts of which
// two were desensitised against a major ABO mismatch, and fifty autografts
// with six planned tandems. More cases are a larger centre of the same shape.
// With -faults a second study is written whose rows have planted faults, with
// -logs=false the cases alone, as a registry has them, and a study that reads
// no logs; the cases are the same. With -programme there is a folder for each
// month of five years with what was known then, of a programme of autografts in
// which mortality doubles in the fourth year.
//
// Courses are simulated day by day. The milestones of the case rows are then
// read from the simulated logs (milestones.go), so that both agree. No case is
// modelled on a person. One case is held in memory at a time, and the same
// seed gives the same bytes.
//
// Imports of ours: none.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

//go:generate go run . -out .. -faults

// The seed of the committed centre.
const defaultSeed = 12314

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

// run is the whole program: 0 written, 1 not written, 2 wrong command line.
func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	cases := flags.Int("cases", 60, "number of transplants, at least 1")
	out := flags.String("out", "", "folder to write into")
	seed := flags.Uint64("seed", defaultSeed, "seed of the random numbers")
	faults := flags.Bool("faults", false, "write faulty.yaml and its files too")
	programme := flags.Bool("programme", false, "write the months of a simulated programme instead")
	logs := flags.Bool("logs", true, "write counts, transfusions, titres and scores")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *cases < 1 || *out == "" || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "gen: give -out DIR and -cases of at least 1, and nothing else")
		return 2
	}
	if *faults && !*logs {
		fmt.Fprintln(stderr, "gen: -faults needs the logs")
		return 2
	}
	var err error
	if *programme {
		err = writeProgramme(*out, *seed)
	} else if *logs {
		err = writeCentre(*out, *cases, *seed, *faults)
	} else {
		err = writeRegistry(*out, *cases, *seed)
	}
	if err != nil {
		fmt.Fprintf(stderr, "gen: %v\n", err)
		return 1
	}
	return 0
}
