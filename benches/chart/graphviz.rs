//! The same charts drawn by Graphviz, which neither keeps symbols in lanes nor knows pages: what a general tool takes and gives.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lajur::layout::chart::Chart;

/// What Graphviz made of a chart.
pub(crate) struct Drawing {
    /// The whole process.
    pub(crate) time: Duration,
    pub(crate) lines: usize,
    pub(crate) crossings: usize,
    /// Bends of the orthogonal lines.
    pub(crate) bends: usize,
}

type Point = (f64, f64);

/// Has Graphviz draw a chart with rows as ranks; none where it is not installed.
pub(crate) fn draw(chart: &Chart) -> Option<Drawing> {
    let start = Instant::now();
    let mut dot = Command::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    dot.stdin.take()?.write_all(graph(chart).as_bytes()).ok()?;
    let output = dot.wait_with_output().ok()?;
    let time = start.elapsed();
    let text = String::from_utf8(output.stdout).ok()?;
    let lines: Vec<Vec<Point>> = text.lines().filter_map(points).collect();
    let mut crossings = 0;
    for (number, line) in lines.iter().enumerate() {
        for other in &lines[..number] {
            crossings += line.windows(2).map(|a| other.windows(2).filter(|b| cross(a, b)).count()).sum::<usize>();
        }
    }
    let bends = lines.iter().map(|line| line.windows(3).filter(|p| turns(p)).count()).sum();
    Some(Drawing { time, lines: lines.len(), crossings, bends })
}

fn graph(chart: &Chart) -> String {
    let mut graph = "digraph { splines=ortho; node [shape=box];\n".to_owned();
    for row in 0..chart.rows {
        let here = (0..chart.symbols.len()).filter(|&symbol| chart.symbols[symbol].row == row);
        let names: Vec<String> = here.map(|symbol| format!("n{symbol};")).collect();
        let _ = writeln!(graph, "{{ rank=same; {} }}", names.concat());
    }
    for flow in &chart.flows {
        let _ = writeln!(graph, "n{} -> n{};", flow.from[0], flow.to[0]);
    }
    graph + "}\n"
}

/// The points of an edge: `edge n0 n1 COUNT x y ...`.
fn points(line: &str) -> Option<Vec<Point>> {
    let mut words = line.strip_prefix("edge ")?.split(' ').skip(2);
    let count: usize = words.next()?.parse().ok()?;
    let mut number = || words.next()?.parse::<f64>().ok();
    let mut points: Vec<Point> = Vec::new();
    for _ in 0..count {
        let point = (number()?, number()?);
        if points.last() != Some(&point) {
            points.push(point);
        }
    }
    Some(points)
}

fn turns(points: &[Point]) -> bool {
    area(points[0], points[1], points[2]).abs() > 1e-6
}

fn area(a: Point, b: Point, c: Point) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

fn cross(a: &[Point], b: &[Point]) -> bool {
    area(a[0], a[1], b[0]) * area(a[0], a[1], b[1]) < 0.0 && area(b[0], b[1], a[0]) * area(b[0], b[1], a[1]) < 0.0
}
