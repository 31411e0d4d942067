//! A choice, drawn, with what is wrong about it.
//!
//! Labels that find no room ask for it. Most trials end no better than what is known: a trial is given up as soon as that is certain.

use super::across::{Across, Aside, across};
use super::candidates::{Axis, FAULT, Route};
use super::check::{Drawn, Finding, check};
use super::choose::{Choice, Model};
use super::down::{Down, Extra, down, points};
use super::grid::Grid;
use super::labels::{Scene, labels};
use super::places::{Demand, Memory};
use super::plan::Plan;
use super::strands::Pairs;
use super::{Cost, Line, LinkKind, Routed};
use crate::geom::{Insets, Length, Point, Rect, Size};

/// What a label takes beside a line, its own width apart.
const BESIDE: Length = Length::tenths(38);

/// A choice, drawn.
pub(super) struct Attempt {
    pub choice: Choice,
    pub routed: Routed,
    /// Channels that are too full, with the links there.
    pub squeezed: Vec<((Axis, i32), Vec<usize>)>,
    /// Links whose label found no room.
    pub mute: Vec<usize>,
    pub findings: Vec<Finding>,
}

/// What a trial must do better than.
pub(super) struct Bar {
    /// It has fewer faults.
    pub faults: usize,
    /// It ranks before this one.
    pub rank: Option<(usize, i64)>,
}

impl Bar {
    /// The least number of faults that is too much for a drawing of this total.
    fn too_many(&self, total: i64) -> usize {
        let beaten = |(faults, known): (usize, i64)| if total < known { faults + 1 } else { faults };
        self.rank.map_or(self.faults, |rank| self.faults.min(beaten(rank)))
    }
}

/// Where the choices of one model are drawn. What is found out about one serves the others.
pub(super) struct Board<'a> {
    grid: &'a Grid,
    pairs: Pairs,
    places: Memory,
}

impl<'a> Board<'a> {
    pub(super) fn new(grid: &'a Grid) -> Self {
        Self { grid, pairs: Pairs::default(), places: Memory::default() }
    }

    /// Draws a choice.
    pub(super) fn draw(&mut self, model: &Model, choice: Choice) -> Attempt {
        let plan = Plan::new(model, self.grid, &choice, &mut self.pairs);
        let brief = Brief { model, plan: &plan, doubtful: &[] };
        self.best_sketch(&brief, across(&plan)).attempt(&brief, choice)
    }

    /// Draws a choice, if that is better than what is known.
    pub(super) fn draw_better(&mut self, model: &Model, choice: Choice, bar: Bar) -> Option<Attempt> {
        let plan = Plan::new(model, self.grid, &choice, &mut self.pairs);
        let brief = Brief { model, plan: &plan, doubtful: &[] };
        let too_many = bar.too_many(plan.total);
        let across = across(&plan);
        if faults(plan.total, across.overfull.len(), 0, 0) >= too_many {
            return None;
        }
        let sketch = self.better_sketch(&brief, across, too_many)?;
        if faults(plan.total, sketch.across.overfull.len(), sketch.mute.len(), 0) >= too_many {
            return None;
        }
        Some(sketch.attempt(&brief, choice)).filter(|attempt| attempt.faults() < too_many)
    }

    /// The drawing with what it lacks: labels without room stand where they can, and ask for wider lanes.
    pub(super) fn finish(&mut self, model: &Model, mut best: Attempt) -> Routed {
        let faults = best.faults() as u32;
        if faults == 0 {
            return best.routed;
        }
        for &link in &best.mute {
            let label = model.page.links[link].label.unwrap_or_default();
            let lane = model.routes[link][best.choice[link]].cells[0].lane as usize;
            let wider = &mut best.routed.wider[lane];
            *wider = (*wider).max(label.w.half());
        }
        let wider = std::mem::take(&mut best.routed.wider);
        let mut routed = best.routed;
        let plan = Plan::new(model, self.grid, &best.choice, &mut self.pairs);
        let (mut doubtful, mut mute) = (Vec::new(), best.mute);
        // What takes the room of others makes these doubtful in turn.
        while !mute.is_empty() {
            doubtful.append(&mut mute);
            let brief = Brief { model, plan: &plan, doubtful: &doubtful };
            let attempt = self.best_sketch(&brief, across(&plan)).attempt(&brief, best.choice.clone());
            mute.extend(attempt.mute.iter().filter(|link| !doubtful.contains(link)));
            routed = attempt.routed;
        }
        routed.wider = wider;
        routed.cost.faults = faults;
        routed
    }

    /// A sketch where labels without room ask for it: first above and below, then beside.
    fn best_sketch(&mut self, brief: &Brief, across: Across) -> Sketch {
        let (sketch, mute) = self.first_sketch(brief, across);
        if mute.is_empty() { sketch } else { self.with_room_beside(brief, sketch) }
    }

    /// The same, but none where it is certain before the end that so many faults are left.
    fn better_sketch(&mut self, brief: &Brief, across: Across, too_many: usize) -> Option<Sketch> {
        let (sketch, mute) = self.first_sketch(brief, across);
        if mute.is_empty() {
            return Some(sketch);
        }
        let hopeless = self.is_hopeless(brief, &sketch, &mute, too_many);
        (!hopeless).then(|| self.with_room_beside(brief, sketch))
    }

    /// A sketch; where labels find no room, one with more above and below these, not labelled yet, and the links in question.
    fn first_sketch(&mut self, brief: &Brief, across: Across) -> (Sketch, Vec<usize>) {
        let plan = brief.plan;
        let mut extra = Extra::new(self.grid.levels.len());
        let sketch = self.label(brief, Sketch::new(plan, across, down(plan, &extra)));
        if sketch.mute.is_empty() {
            return (sketch, Vec::new());
        }
        for &link in &sketch.mute {
            extra.ask(plan.routes[link].cells[0].level as usize, brief.label(link).h + Length::tenths(45));
        }
        (Sketch::new(plan, sketch.across, down(plan, &extra)), sketch.mute)
    }

    fn with_room_beside(&mut self, brief: &Brief, roomier: Sketch) -> Sketch {
        let mut sketch = self.label(brief, roomier);
        let mut aside = Vec::new();
        for link in sketch.mute.clone() {
            sketch = self.beside(brief, &mut aside, (sketch, link));
        }
        sketch
    }

    /// Whether too many of these labels find no place, and have no line beside them that could move.
    fn is_hopeless(&mut self, brief: &Brief, sketch: &Sketch, mute: &[usize], too_many: usize) -> bool {
        let lost = mute.iter().filter(|&&link| {
            let aside = |right| sketch.across.moved(brief.plan, &[brief.aside(link, right)]);
            self.places.places(&sketch.scene(brief), link, &brief.model.natures, Demand::All).is_empty()
                && aside(true).or_else(|| aside(false)).is_none()
        });
        faults(brief.plan.total, sketch.across.overfull.len(), lost.count(), 0) >= too_many
    }

    /// Moves lines aside for a label, to the right or to the left, where that helps.
    fn beside(&mut self, brief: &Brief, aside: &mut Vec<Aside>, (mut sketch, link): (Sketch, usize)) -> Sketch {
        for right in [true, false] {
            aside.push(brief.aside(link, right));
            if let Some(across) = sketch.across.moved(brief.plan, aside) {
                let mut trial = self.label(brief, Sketch::new(brief.plan, across, sketch.down.clone()));
                if trial.is_better(&mut sketch, brief) {
                    return trial;
                }
            }
            aside.pop();
        }
        sketch
    }

    /// A sketch with its labels.
    fn label(&mut self, brief: &Brief, mut sketch: Sketch) -> Sketch {
        let scene = sketch.scene(brief);
        (sketch.labels, sketch.mute) = labels(&scene, &brief.model.natures, brief.doubtful, &mut self.places);
        sketch
    }
}

/// What is to be drawn.
struct Brief<'a> {
    model: &'a Model<'a>,
    plan: &'a Plan<'a>,
    /// Links whose label may stand in a doubtful place.
    doubtful: &'a [usize],
}

impl Brief<'_> {
    /// The size of the label of a link.
    fn label(&self, link: usize) -> Size {
        self.model.page.links[link].label.unwrap_or_default()
    }

    /// Lines moved aside for the label of a link.
    fn aside(&self, link: usize, right: bool) -> Aside {
        Aside { cell: self.plan.routes[link].cells[0], right, room: self.label(link).w + BESIDE }
    }
}

/// A drawing that is looked over only when it is wanted.
struct Sketch {
    across: Across,
    down: Down,
    lines: Vec<Vec<Point>>,
    labels: Vec<Option<Rect>>,
    /// Links whose label found no room.
    mute: Vec<usize>,
    /// What is wrong with it, and where its lines cross.
    checked: Option<(Vec<Finding>, Vec<Point>)>,
}

impl Sketch {
    /// The lines of a plan, without labels.
    fn new(plan: &Plan, across: Across, down: Down) -> Self {
        let lines = points(plan, &across.places, &down);
        Self { across, down, lines, labels: Vec::new(), mute: Vec::new(), checked: None }
    }

    fn scene<'a>(&'a self, brief: &'a Brief) -> Scene<'a> {
        let (page, routes) = (brief.plan.page, &brief.plan.routes);
        Scene { page, routes, rows: &self.down.rows, rects: &self.down.rects, lines: &self.lines }
    }

    /// Whether it has fewer faults than another sketch of the plan.
    fn is_better(&mut self, other: &mut Self, brief: &Brief) -> bool {
        let known = other.faults(brief);
        faults(0, self.across.overfull.len(), self.mute.len(), 0) < known && self.faults(brief) < known
    }

    fn faults(&mut self, brief: &Brief) -> usize {
        let findings = self.check(brief).0.len();
        faults(0, self.across.overfull.len(), self.mute.len(), findings)
    }

    fn check(&mut self, brief: &Brief) -> &(Vec<Finding>, Vec<Point>) {
        let Self { down, lines, .. } = self;
        let Brief { model, plan, .. } = brief;
        self.checked.get_or_insert_with(|| {
            let ends: Vec<_> = plan.routes.iter().map(|route| (route.from, route.to)).collect();
            check(&Drawn {
                page: plan.page,
                rows: &down.rows,
                rects: &down.rects,
                ends: &ends,
                lines,
                natures: &model.natures,
            })
        })
    }

    fn attempt(mut self, brief: &Brief, choice: Choice) -> Attempt {
        let plan = brief.plan;
        self.check(brief);
        let (findings, crossings) = self.checked.unwrap_or_default();
        let arrows = plan.routes.iter().zip(&plan.page.links).filter(|(_, link)| link.kind != LinkKind::Tie);
        let bends = arrows.map(|(route, _)| route.runs() as u32 - 1).sum();
        let cost = Cost { faults: 0, crossings: crossings.len() as u32, bends, total: plan.total };
        let lines = plan.routes.iter().zip(self.lines).zip(self.labels);
        let line = |((route, points), label): ((&Route, _), _)| Line { from: route.from, to: route.to, points, label };
        let lines = lines.map(line).collect();
        let squeezed = self.across.overfull.iter().map(|&channel| {
            let channel = &plan.channels[channel];
            let links = channel.strands.iter().flat_map(|strand| strand.runs.iter().map(|run| run.0));
            ((channel.axis, channel.line), links.collect())
        });
        let squeezed = squeezed.collect();
        let routed = Routed { rows: self.down.rows, nodes: self.down.rects, lines, cost, wider: self.across.wider };
        Attempt { choice, routed, squeezed, mute: self.mute, findings }
    }
}

/// How faulty a drawing is of this total, with so many channels that are too full, mute labels and findings.
fn faults(total: i64, squeezed: usize, mute: usize, findings: usize) -> usize {
    let impossible = usize::from(total >= i64::from(FAULT));
    impossible * 20 + squeezed * 10 + mute * 3 + findings * 5
}

impl Attempt {
    pub(super) fn faults(&self) -> usize {
        faults(self.routed.cost.total, self.squeezed.len(), self.mute.len(), self.findings.len())
    }

    pub(super) fn rank(&self) -> (usize, i64) {
        (self.faults(), self.routed.cost.total)
    }

    /// Links that may stand in the way of a label.
    pub(super) fn near_label(&self, link: usize) -> Vec<usize> {
        let reach = Insets::all(-Length::pt(25));
        let zone = self.routed.nodes[self.routed.lines[link].from].inset(reach);
        let meets = |pair: &[Point]| {
            let (x, y) = (pair[0].x.min(pair[1].x), pair[0].y.min(pair[1].y));
            zone.overlaps(&Rect::new(
                x,
                y,
                (pair[0].x - pair[1].x).abs() + Length(1),
                (pair[0].y - pair[1].y).abs() + Length(1),
            ))
        };
        let near = |other: &usize| *other != link && self.routed.lines[*other].points.windows(2).any(meets);
        (0..self.routed.lines.len()).filter(near).collect()
    }

    /// Makes dearer what could not be drawn.
    pub(super) fn price(&self, model: &mut Model, round: i32) {
        for (channel, links) in &self.squeezed {
            for &link in links {
                for k in 0..model.routes[link].len() {
                    let route = &model.routes[link][k];
                    let there = (0..route.runs()).any(|k| (route.run(k).axis, route.run(k).line) == *channel);
                    if there {
                        model.price(link, k, 120 * round);
                    }
                }
            }
        }
        for &link in &self.mute {
            let now = self.choice[link];
            let exit = model.routes[link][now].exit;
            for k in 0..model.routes[link].len() {
                if model.routes[link][k].exit == exit {
                    model.price(link, k, if k == now { 160 * round } else { 100 * round });
                }
            }
            for other in self.near_label(link) {
                model.price_pair(link, now, other, self.choice[other], 80 * round);
            }
        }
        for finding in &self.findings {
            let a = finding.link;
            match finding.other {
                Some(b) => model.price_pair(a, self.choice[a], b, self.choice[b], 800),
                None => model.price(a, self.choice[a], 300),
            }
        }
    }
}
