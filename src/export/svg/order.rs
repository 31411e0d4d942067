//! The things of a page in reading order: what belongs to an activity stands together.
//!
//! A scene draws all cells of a table, then the flowchart over them. Here an activity's cells and its part of the flowchart come
//! one after the other, as the structure has them. Only groups that do not overlap change places.

use crate::scene::{Class, Group, Item, Role, Scene, Tag};

/// Things that stand together.
pub(super) enum Piece<'a> {
    /// One thing.
    Item(&'a Item),
    /// An activity: its name, and what is drawn of it.
    Activity(&'a str, Vec<&'a Group>),
}

/// The items of a page, activities together, each where its first item stands.
pub(super) fn pieces<'a>(scene: &'a Scene, items: &'a [Item]) -> Vec<Piece<'a>> {
    let names = activities(scene, items);
    let mut pieces: Vec<Piece<'a>> = Vec::with_capacity(items.len());
    let mut places = vec![None; scene.structure.len()];
    for item in items {
        let (row, group) = match item {
            Item::Group(group) => match group.tag {
                Tag::Element(element) => (row(scene, element).filter(|&row| names[row].is_some()), group),
                Tag::Artifact => (None, group),
            },
            _ => {
                pieces.push(Piece::Item(item));
                continue;
            }
        };
        let Some(row) = row else {
            pieces.push(Piece::Item(item));
            continue;
        };
        let place = *places[row].get_or_insert_with(|| {
            pieces.push(Piece::Activity(names[row].unwrap_or_default(), Vec::new()));
            pieces.len() - 1
        });
        if let Piece::Activity(_, groups) = &mut pieces[place] {
            groups.push(group);
        }
    }
    for piece in &mut pieces {
        if let Piece::Activity(_, groups) = piece {
            // Elements are numbered in reading order.
            groups.sort_by_key(|group| if let Tag::Element(element) = group.tag { element } else { 0 });
        }
    }
    pieces
}

/// The names of the rows that are activities, by element: those of which a figure with symbols is part.
fn activities<'a>(scene: &'a Scene, items: &[Item]) -> Vec<Option<&'a str>> {
    let mut names = vec![None; scene.structure.len()];
    for item in items {
        let Item::Group(group) = item else { continue };
        let Tag::Element(element) = group.tag else { continue };
        let Role::Figure { name, .. } = &scene.structure[element].role else { continue };
        let is_symbol = |item: &Item| matches!(item, Item::Path(path) if path.class == Class::Symbol);
        if let Some(row) = row(scene, element).filter(|_| group.items.iter().any(is_symbol)) {
            names[row] = Some(name.as_str());
        }
    }
    names
}

/// The row of a table that an element is part of.
fn row(scene: &Scene, mut element: usize) -> Option<usize> {
    loop {
        if scene.structure[element].role == Role::TableRow {
            return Some(element);
        }
        element = scene.structure[element].parent?;
    }
}
