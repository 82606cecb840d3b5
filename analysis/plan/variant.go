package plan

import (
	"errors"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// override is what a variant of the sensitivity analysis sets. A nil override
// sets nothing.
type override struct {
	path  string // of its set
	set   VariantSet
	rules ast.Node // its rules, to be laid over those of study and preset; nil: none
}

// apply lays over a decoded plan what the override sets, and leaves out what a
// variant has not. The rules go over those
// of the study here, and over those of a preset in resolver.rulesOver.
func (o *override) apply(d *decoder, p *Plan) error {
	if o == nil {
		return nil
	}
	if o.set.AsOf.Set {
		p.AsOf = o.set.AsOf
	}
	p.TransplantedFrom = o.set.TransplantedFrom
	p.Sensitivity = nil
	p.Monitor.Indicators, p.Monitor.Benchmarks, p.Monitor.Sequential = nil, nil, nil
	p.Monitor.Funnel, p.Monitor.Risk = nil, nil
	for i := range p.Cohorts {
		p.Cohorts[i].Where = append(p.Cohorts[i].Where, o.set.Where...)
	}
	return o.over(d, &p.Rules)
}

// over lays the rules of the override over others.
func (o *override) over(d *decoder, rules *Rules) error {
	if o == nil || o.rules == nil {
		return nil
	}
	return d.decode(o.rules, rules, o.path+".rules")
}

// check checks what the override sets as it is with the rest of the study.
func (o *override) check(c *checker, p *Plan) {
	if o == nil {
		return
	}
	c.rules(o.path+".rules", &p.Rules)
	if from := o.set.TransplantedFrom; from.Set && p.AsOf.Set && from.Days > p.AsOf.Days {
		c.add(o.path+".transplanted_from", say("Write a day before the closing date."), "is after the closing date %s",
			p.AsOf)
	}
}

// variants gives each variant of the study its plan.
func (d *decoder) variants(p *Plan, root *ast.MappingNode) error {
	nodes := itemsOf(value(root, "sensitivity"))
	for i := range p.Sensitivity {
		v, set := &p.Sensitivity[i], value(nodes[i], "set")
		v.Settings = d.settings("", set)
		o := &override{path: index("sensitivity", i) + ".set", set: v.Set, rules: value(set, "rules")}
		plan, err := d.study(root, o)
		if err != nil {
			return o.place(d, err)
		}
		if o.idle(p, plan) {
			return d.fault(o.path, say("Set another value, or remove the variant."),
				"changes nothing: the study has these values already")
		}
		plan.headlines()
		v.Plan = plan
	}
	return nil
}

// place puts a fault that the study has only with the override where the
// override stands.
func (o *override) place(d *decoder, err error) error {
	var e *Error
	if !errors.As(err, &e) || strings.HasPrefix(e.Path, o.path) {
		return err
	}
	return d.fault(o.path, e.Next, "with this the study is wrong, at %s: %s", e.Path, e.Message)
}

// idle reports whether the study is the same with the override.
func (o *override) idle(p, variant *Plan) bool {
	return variant.AsOf == p.AsOf && variant.TransplantedFrom == p.TransplantedFrom && len(o.set.Where) == 0 &&
		reflect.DeepEqual(variant.Rules, p.Rules)
}

// headlines leaves of a variant's plan what gives the headline numbers.
func (p *Plan) headlines() {
	p.Paper, p.Monitor = nil, Monitor{Off: true}
	for i := range p.Cohorts {
		c := &p.Cohorts[i]
		c.Compare, c.Stratify, c.Tests, c.Models = nil, "", nil, nil
		c.Indicators, c.Benchmarks, c.Sequential, c.Funnels, c.Risk = nil, nil, nil, nil, nil
	}
}

// settings are the single values below a node, keyed by their path.
func (d *decoder) settings(path string, n ast.Node) []Setting {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		var values []string
		for _, item := range itemsOf(n) {
			text, _ := d.text(item, path) // decoded before: a single value
			values = append(values, text)
		}
		return []Setting{{Key: path, Value: strings.Join(values, ", ")}}
	}
	var list []Setting
	for _, v := range m.Values {
		list = append(list, d.settings(join(path, v.Key.GetToken().Value), v.Value)...)
	}
	return list
}

// value is the node of a key of a mapping, nil if there is none.
func value(n ast.Node, key string) ast.Node {
	if m, ok := n.(*ast.MappingNode); ok {
		for _, v := range m.Values {
			if v.Key.GetToken().Value == key {
				return v.Value
			}
		}
	}
	return nil
}

// itemsOf are the items of a list, or one that stands without brackets.
func itemsOf(n ast.Node) []ast.Node {
	if s, ok := n.(*ast.SequenceNode); ok {
		return s.Values
	}
	return []ast.Node{n}
}
