package main

import (
	"errors"

	"github.com/spf13/pflag"

	"graftstat/analysis/message"
)

// flagError is what is wrong with a flag, in words of ours: the library has English
// ones alone.
func flagError(err error) error {
	var unknown *pflag.NotExistError
	var lacking *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return message.Errorf("unknown flag: -%s", unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		return message.Errorf("unknown flag: --%s", unknown.GetSpecifiedName())
	case errors.As(err, &lacking):
		return message.Errorf("--%s needs a value", lacking.GetFlag().Name)
	case errors.As(err, &invalid):
		return message.Errorf("--%s cannot be %q", invalid.GetFlag().Name, invalid.GetValue())
	}
	return message.Errorf("the command line is wrong: %s", err.Error())
}
