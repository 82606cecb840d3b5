//go:build !windows

package main

// ownsWindow: only Windows opens a console for a program.
func ownsWindow() bool { return false }
