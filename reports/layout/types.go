package layout

import "graftstat/reports/document"

// The types of a report, under the names that this package has used for them.
type (
	Stack         = document.Stack
	StackState    = document.StackState
	Swimmer       = document.Swimmer
	SwimmerLane   = document.SwimmerLane
	SwimmerPhase  = document.SwimmerPhase
	SwimmerMark   = document.SwimmerMark
	Trajectories  = document.Trajectories
	Trajectory    = document.Trajectory
	Reading       = document.Reading
	VolumeStrip   = document.VolumeStrip
	Volume        = document.Volume
	Strips        = document.Strips
	Strip         = document.Strip
	Forest        = document.Forest
	ForestRow     = document.ForestRow
	Flow          = document.Flow
	FlowStep      = document.FlowStep
	FlowBox       = document.FlowBox
	FlowReason    = document.FlowReason
	Document      = document.Document
	Section       = document.Section
	Sheet         = document.Sheet
	Block         = document.Block
	Paragraph     = document.Paragraph
	Style         = document.Style
	Card          = document.Card
	Mark          = document.Mark
	Table         = document.Table
	Column        = document.Column
	Row           = document.Row
	Cell          = document.Cell
	Format        = document.Format
	SheetChart    = document.SheetChart
	SheetLine     = document.SheetLine
	Figure        = document.Figure
	Tick          = document.Tick
	Curves        = document.Curves
	Curve         = document.Curve
	Step          = document.Step
	RiskRow       = document.RiskRow
	ControlChart  = document.ControlChart
	ControlPanel  = document.ControlPanel
	ControlPath   = document.ControlPath
	ControlPoint  = document.ControlPoint
	ControlLimit  = document.ControlLimit
	ControlBand   = document.ControlBand
	Funnel        = document.Funnel
	FunnelLimit   = document.FunnelLimit
	FunnelEdge    = document.FunnelEdge
	FunnelPoint   = document.FunnelPoint
	Trend         = document.Trend
	TrendRow      = document.TrendRow
	TrendPoint    = document.TrendPoint
	Comparison    = document.Comparison
	ComparisonRow = document.ComparisonRow
	Interval      = document.Interval
	Spark         = document.Spark
)

const (
	MostMilestones = document.MostMilestones
	ExitFollowed   = document.ExitFollowed
	ExitDied       = document.ExitDied
	Exact          = document.Exact
	Below          = document.Below
	Above          = document.Above
	Body           = document.Body
	Lead           = document.Lead
	Note           = document.Note
	Warning        = document.Warning
	NoMark         = document.NoMark
	Attention      = document.Attention
	Fault          = document.Fault
	Integer        = document.Integer
	Decimal        = document.Decimal
	Percent        = document.Percent
	Days           = document.Days
	Calendar       = document.Calendar
	PValue         = document.PValue
	General        = document.General
	EstimateLine   = document.EstimateLine
	FaintLine      = document.FaintLine
	LimitLine      = document.LimitLine
	CensoredMark   = document.CensoredMark
)
