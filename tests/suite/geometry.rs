//! Is a chart drawn well? Looks at coordinates alone and shares nothing with the router.
//!
//! Each finding is a line of words: what is wrong, on which page, with which lines. None is ever right.

use lajur::geom::{Point, Rect};
use lajur::layout::chart::{Chart, DrawnChart, DrawnLine, DrawnPage, End, LineOf};
use lajur::layout::route::Shape;

use crate::outline::{Outline, Side};

/// Distances in thousandths of a point.
mod least {
    /// Between parallel runs of different lines, and between a bend and another line.
    pub(super) const APART: i32 = 3000;
    /// Between a line and a symbol that it does not end on.
    pub(super) const CLEAR: f64 = 2000.0;
    /// The last run of an arrow.
    pub(super) const HEAD: i32 = 6000;
    /// The first run of a line.
    pub(super) const STUB: i32 = 3000;
    /// Between a run and a rule beside it.
    pub(super) const RULE: i32 = 1000;
    /// Around an arrow's tip, where nothing crosses.
    pub(super) const TIP: f64 = 4000.0;
    /// Of an end from the corner of a box.
    pub(super) const CORNER: i32 = 1000;
    /// How far a label may be from its line, and from its symbol.
    pub(super) const LABEL: (f64, f64) = (10_000.0, 25_000.0);
}

type Pt = (i32, i32);
type Run = (Pt, Pt);

/// What is wrong with a drawn chart.
pub(crate) fn findings(chart: &Chart, drawn: &DrawnChart) -> Vec<String> {
    let mut all = Vec::new();
    for (number, page) in drawn.pages.iter().enumerate() {
        let sheet = Sheet::new(chart, page);
        let mut found = Vec::new();
        sheet.symbols(&mut found);
        for line in &sheet.lines {
            sheet.line(line, &mut found);
        }
        for (index, a) in sheet.lines.iter().enumerate() {
            for b in &sheet.lines[..index] {
                sheet.pair(a, b, &mut found);
            }
        }
        sheet.labels(&mut found);
        all.extend(found.into_iter().map(|finding| format!("page {}: {finding}", number + 1)));
    }
    all
}

/// A page as the eye sees it.
struct Sheet<'a> {
    chart: &'a Chart,
    page: &'a DrawnPage,
    area: Rect,
    outlines: Vec<(End, Outline)>,
    lines: Vec<Line<'a>>,
}

struct Line<'a> {
    drawn: &'a DrawnLine,
    points: Vec<Pt>,
    arrow: bool,
    /// The exit it leaves by, where it leaves a symbol.
    exit: Option<(usize, usize)>,
}

impl Line<'_> {
    fn runs(&self) -> Vec<Run> {
        runs(&self.points)
    }

    fn name(&self) -> String {
        let LineName(name) = (&self.drawn.what).into();
        format!("{name} {:?}->{:?} {:?}", self.drawn.from, self.drawn.to, self.points)
    }

    fn target(&self) -> Option<End> {
        self.arrow.then_some(self.drawn.to)
    }
}

struct LineName(String);

impl From<&LineOf> for LineName {
    fn from(what: &LineOf) -> Self {
        Self(match what {
            LineOf::Flow(flow) => format!("flow {flow}"),
            LineOf::Tie(tie) => format!("tie {tie}"),
        })
    }
}

impl<'a> Sheet<'a> {
    fn new(chart: &'a Chart, page: &'a DrawnPage) -> Self {
        let left = chart.rules[0];
        let right = chart.rules[chart.rules.len() - 1];
        let bottom = page.rules[page.rules.len() - 1];
        let area = Rect::new(left, page.rules[0], right - left, bottom - page.rules[0]);
        let symbols = page.symbols.iter().map(|&(symbol, rect)| {
            let shape = chart.symbols[symbol].shape;
            (End::Symbol(symbol), Outline::new(shape, rect))
        });
        let off_pages = page.off_pages.iter().enumerate().map(|(number, off_page)| {
            let shape = if off_page.up { Shape::OffPageUp } else { Shape::OffPageDown };
            (End::OffPage(number), Outline::new(shape, off_page.rect))
        });
        let lines = page.lines.iter().map(|drawn| {
            let exit = match (drawn.what, drawn.from) {
                (LineOf::Flow(flow), End::Symbol(symbol)) => Some((symbol, chart.flows[flow].exit)),
                _ => None,
            };
            let points = drawn.points.iter().map(|&Point { x, y }| (x.0, y.0)).collect();
            Line { drawn, points, arrow: matches!(drawn.what, LineOf::Flow(_)), exit }
        });
        Self { chart, page, area, outlines: symbols.chain(off_pages).collect(), lines: lines.collect() }
    }

    fn outline(&self, end: End) -> &Outline {
        let found = self.outlines.iter().find(|(name, _)| *name == end);
        &found.unwrap_or_else(|| panic!("{end:?} does not stand on the page")).1
    }

    /// Symbols stand in their cells and on no other symbol.
    fn symbols(&self, found: &mut Vec<String>) {
        for &(symbol, rect) in &self.page.symbols {
            let of = &self.chart.symbols[symbol];
            let row = of.row - self.page.rows.start;
            let (left, right) = (self.chart.rules[of.lane], self.chart.rules[of.lane + 1]);
            let (top, bottom) = (self.page.rules[row], self.page.rules[row + 1]);
            let cell = Rect::new(left, top, right - left, bottom - top);
            if !cell.contains(&rect) {
                found.push(format!("symbol {symbol} stands at {rect:?}, not in its cell {cell:?}"));
            }
            if rect.size() != of.size {
                found.push(format!("symbol {symbol} is {:?} instead of {:?}", rect.size(), of.size));
            }
        }
        for (index, (name, outline)) in self.outlines.iter().enumerate() {
            if !self.area.contains(&outline.rect) {
                found.push(format!("{name:?} stands outside the table"));
            }
            for (other, under) in &self.outlines[..index] {
                if outline.rect.overlaps(&under.rect) {
                    found.push(format!("{name:?} stands on {other:?}"));
                }
            }
        }
    }

    /// A line by itself: upright and level, off symbols and rules, from port to port.
    fn line(&self, line: &Line, found: &mut Vec<String>) {
        let mut say = |what: &str| found.push(format!("{what}: {}", line.name()));
        let runs = line.runs();
        if runs.is_empty() || runs.iter().any(|&run| (run.0.0 == run.1.0) == (run.0.1 == run.1.1)) {
            return say("no run, or one neither upright nor level");
        }
        if runs.windows(2).any(|pair| level(pair[0]) == level(pair[1])) {
            say("goes straight on, or back, at a point");
        }
        for (index, &run) in runs.iter().enumerate() {
            if runs.iter().skip(index + 2).any(|&other| meets(run, other)) {
                say("crosses itself");
            }
            if !self.inside(run) {
                say("leaves the table");
            }
            if self.beside_rule(run) {
                say("runs along a rule");
            }
        }
        self.ends(line, &runs, &mut say);
        self.clear_of_symbols(line, &runs, &mut say);
    }

    fn inside(&self, run: Run) -> bool {
        let Rect { x, y, .. } = self.area;
        let (right, bottom) = (self.area.right(), self.area.bottom());
        [run.0, run.1].iter().all(|p| (x.0..=right.0).contains(&p.0) && (y.0..=bottom.0).contains(&p.1))
    }

    fn beside_rule(&self, run: Run) -> bool {
        let (rules, at) = if level(run) { (&self.page.rules, run.0.1) } else { (&self.chart.rules, run.0.0) };
        length(run) > 2000 && rules.iter().any(|rule| (rule.0 - at).abs() < least::RULE)
    }

    fn ends(&self, line: &Line, runs: &[Run], say: &mut impl FnMut(&str)) {
        let (first, last) = (runs[0], runs[runs.len() - 1]);
        for (end, at, from) in [(line.drawn.from, first.0, first.1), (line.drawn.to, last.1, last.0)] {
            match self.outline(end).side(at, least::CORNER) {
                None => say("does not end at a port"),
                Some(side) if side != Side::towards(at, from) => say("does not end square to the border"),
                Some(_) => {}
            }
        }
        if line.arrow && length(last) < least::HEAD {
            say("no room for the arrow head");
        }
        if length(first) < least::STUB {
            say("bends at once");
        }
    }

    fn clear_of_symbols(&self, line: &Line, runs: &[Run], say: &mut impl FnMut(&str)) {
        for (name, outline) in &self.outlines {
            for (index, &run) in runs.iter().enumerate() {
                let leaves = *name == line.drawn.from && index == 0;
                let enters = *name == line.drawn.to && index + 1 == runs.len();
                let own = leaves || enters;
                // Its own run touches a symbol with its end alone.
                let run = if leaves { shortened(run) } else { run };
                let run = if enters { turned(shortened(turned(run))) } else { run };
                let distance = outline.distance(run);
                if own && distance == 0.0 || !own && distance < least::CLEAR {
                    say(&format!("{distance:.0} from {name:?}"));
                }
            }
        }
    }

    /// Two lines: apart, but for where they become one or have been one, and for plain crossings.
    fn pair(&self, a: &Line, b: &Line, found: &mut Vec<String>) {
        let (mut p, mut q) = (a.points.clone(), b.points.clone());
        let merging = a.target().is_some() && a.target() == b.target();
        let splitting = a.exit.is_some() && a.exit == b.exit;
        let merged = merging && strip_common_end(&mut p, &mut q);
        p.reverse();
        q.reverse();
        let split = splitting && strip_common_end(&mut p, &mut q);
        p.reverse();
        q.reverse();
        let mut say = |what: &str| found.push(format!("{what}: {} and {}", a.name(), b.name()));
        if splitting && !split {
            say("leave one exit at two points");
        }
        if a.drawn.from == b.drawn.from && a.exit != b.exit && a.points[0] == b.points[0] {
            say("two exits at one point");
        }
        let (runs, others) = (runs(&p), runs(&q));
        for (i, &run) in runs.iter().enumerate() {
            for (j, &other) in others.iter().enumerate() {
                let joined = merged && i + 1 == runs.len() && j + 1 == others.len() || split && i == 0 && j == 0;
                if !joined {
                    if let Some(what) = conflict(run, other, merging || splitting) {
                        say(what);
                    }
                    for (arrow, crosses) in [(a, other), (b, run)] {
                        let tip = arrow.points[arrow.points.len() - 1];
                        let by = if crosses == other { run } else { other };
                        let crossing = crossing(run, other).filter(|_| by == last(&arrow.points));
                        if arrow.arrow && crossing.is_some_and(|at| distance(at, tip) < least::TIP) {
                            say("cross on an arrow head");
                        }
                    }
                }
            }
        }
    }

    /// Each labelled exit has its words once, beside its line, on nothing else.
    fn labels(&self, found: &mut Vec<String>) {
        let mut labels: Vec<(&Line, Rect)> = Vec::new();
        for line in &self.lines {
            let LineOf::Flow(flow) = line.drawn.what else { continue };
            let of_exit = self.lines.iter().filter(|other| other.exit.is_some() && other.exit == line.exit);
            let said = of_exit.filter(|other| other.drawn.label.is_some()).count();
            let wanted = usize::from(line.exit.is_some() && self.chart.flows[flow].label.is_some());
            if said != wanted {
                found.push(format!("{said} labels instead of {wanted}: {}", line.name()));
            }
            labels.extend(line.drawn.label.map(|rect| (line, rect)));
        }
        for (index, &(line, rect)) in labels.iter().enumerate() {
            let mut say = |what: &str| found.push(format!("label {what}: {}", line.name()));
            if !self.area.contains(&rect) {
                say("outside the table");
            }
            if self.outlines.iter().any(|(_, outline)| outline.covers(rect)) {
                say("on a symbol");
            }
            if labels[..index].iter().any(|(_, other)| other.overlaps(&rect)) {
                say("on a label");
            }
            if self.lines.iter().flat_map(Line::runs).any(|run| gap(run, rect) == 0.0) {
                say("on a line");
            }
            let start = &line.points[..line.points.len().min(3)];
            let own = runs(start).into_iter().map(|run| gap(run, rect)).fold(f64::MAX, f64::min);
            if own > least::LABEL.0 || self.outline(line.drawn.from).gap(rect) > least::LABEL.1 {
                say("far from its exit");
            }
            let others = self.lines.iter().filter(|other| other.arrow && other.exit != line.exit);
            let nearest = others.flat_map(Line::runs).map(|run| gap(run, rect)).fold(f64::MAX, f64::min);
            if nearest < own - 500.0 {
                say("nearer to another line");
            }
        }
    }
}

fn runs(points: &[Pt]) -> Vec<Run> {
    points.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

fn last(points: &[Pt]) -> Run {
    (points[points.len() - 2], points[points.len() - 1])
}

fn level(run: Run) -> bool {
    run.0.1 == run.1.1
}

fn length(run: Run) -> i32 {
    (run.0.0 - run.1.0).abs() + (run.0.1 - run.1.1).abs()
}

fn turned(run: Run) -> Run {
    (run.1, run.0)
}

/// The run without the first 0.2 pt.
fn shortened(run: Run) -> Run {
    let step = |from: i32, to: i32| from + (to - from).clamp(-200, 200);
    ((step(run.0.0, run.1.0), step(run.0.1, run.1.1)), run.1)
}

fn distance(a: Pt, b: Pt) -> f64 {
    f64::from(a.0 - b.0).hypot(f64::from(a.1 - b.1))
}

/// How far two runs' bounds are apart, across and down; negative where they overlap.
fn gaps(a: Run, b: Run) -> (i32, i32) {
    let gap = |a: (i32, i32), b: (i32, i32)| a.0.max(a.1).min(b.0.max(b.1)) - a.0.min(a.1).max(b.0.min(b.1));
    (-gap((a.0.0, a.1.0), (b.0.0, b.1.0)), -gap((a.0.1, a.1.1), (b.0.1, b.1.1)))
}

fn meets(a: Run, b: Run) -> bool {
    let (across, down) = gaps(a, b);
    across <= 0 && down <= 0
}

/// Where two runs cross, neither ending there.
fn crossing(a: Run, b: Run) -> Option<Pt> {
    let (flat, upright) = if level(a) { (a, b) } else { (b, a) };
    let at = (upright.0.0, flat.0.1);
    let within = |v: i32, a: i32, b: i32| a.min(b) < v && v < a.max(b);
    let crosses = level(a) != level(b) && within(at.0, flat.0.0, flat.1.0) && within(at.1, upright.0.1, upright.1.1);
    crosses.then_some(at)
}

/// What is wrong between two runs. Lines with one end in common may come near one another.
fn conflict(a: Run, b: Run, akin: bool) -> Option<&'static str> {
    let (across, down) = gaps(a, b);
    if level(a) == level(b) {
        let (along, beside) = if level(a) { (across, down) } else { (down, across) };
        return match (along < 0, beside) {
            (true, 0) => Some("lie on one another"),
            (true, 1..least::APART) if -along > least::APART / 2 => Some("run too near"),
            (false, 0) if along == 0 && !akin => Some("meet end to end"),
            (false, 0) if along < least::APART && !akin => Some("end too near on one line"),
            _ => None,
        };
    }
    if let Some((x, y)) = crossing(a, b) {
        let near = [a.0, a.1, b.0, b.1].iter().any(|p| (p.0 - x).abs() + (p.1 - y).abs() < least::APART);
        return (near && !akin).then_some("bend just past a crossing");
    }
    if across <= 0 && down <= 0 {
        return Some("touch");
    }
    let near = across < least::APART && down < least::APART;
    let apart = f64::from(across.max(0)).hypot(f64::from(down.max(0)));
    (near && !akin && apart < f64::from(least::APART)).then_some("bend too near to a line")
}

/// Takes off what two lines share from their ends on, up to where they meet. Whether there is anything.
fn strip_common_end(p: &mut Vec<Pt>, q: &mut Vec<Pt>) -> bool {
    if p.last() != q.last() {
        return false;
    }
    loop {
        let (Some(&[a, end]), Some(&[b, _])) = (p.last_chunk::<2>(), q.last_chunk::<2>()) else { return true };
        let way = |from: Pt| ((from.0 - end.0).signum(), (from.1 - end.1).signum());
        if way(a) != way(b) {
            return true;
        }
        // The nearer of the two bends is where both go on.
        let (near_a, near_b) = (length((a, end)), length((b, end)));
        let meet = if near_a <= near_b { a } else { b };
        for (line, near) in [(&mut *p, near_a), (&mut *q, near_b)] {
            line.pop();
            if near > near_a.min(near_b) {
                line.push(meet);
            }
        }
    }
}

/// How far a run is from a rectangle, 0.2 pt within its border.
fn gap(run: Run, rect: Rect) -> f64 {
    let (left, right, top, bottom) = (rect.x.0 + 200, rect.right().0 - 200, rect.y.0 + 200, rect.bottom().0 - 200);
    let (across, down) = gaps(run, ((left, top), (right, bottom)));
    f64::from(across.max(0)).hypot(f64::from(down.max(0)))
}
