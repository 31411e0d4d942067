//! What holds for every scene.

use super::words::Describer;
use super::*;
use crate::diag::Diagnostics;
use crate::layout::sample;
use crate::scene::{Element, Target};

fn scene(sop: &Sop) -> Scene {
    let layout = crate::layout::layout(sop, &mut Diagnostics::new());
    paint(sop, &layout)
}

/// The elements from this one up to the document.
fn line_of(structure: &[Element], element: usize) -> Vec<&Role> {
    let mut line = vec![&structure[element].role];
    let mut element = element;
    while let Some(parent) = structure[element].parent {
        assert!(parent < element, "parents stand before their children");
        line.push(&structure[parent].role);
        element = parent;
    }
    line
}

#[test]
fn everything_is_in_the_structure_or_an_artifact() {
    let scene = scene(&sample::sop(4, 20));
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        let Item::Group(group) = item else { panic!("outside any group: {item:?}") };
        if let Tag::Element(element) = group.tag {
            assert_eq!(line_of(&scene.structure, element).last(), Some(&&Role::Document));
        }
    }
    let titles = scene.structure.iter().filter(|element| element.role == Role::Heading(1)).count();
    assert_eq!(titles, 1);
}

#[test]
fn a_table_row_has_its_cells_and_its_figure() {
    let sop = sample::sop(4, 20);
    let scene = scene(&sop);
    let figures = scene.structure.iter().filter_map(|element| match &element.role {
        Role::Figure { name, .. } => Some(name.as_str()),
        _ => None,
    });
    let expected: Vec<String> = (1..=20).map(|number| format!("Kegiatan {number}")).collect();
    assert_eq!(figures.collect::<Vec<_>>(), expected);
}

#[test]
fn steps_are_said_in_words() {
    let sop = sample::sop(4, 20);
    let describer = Describer::new(&sop.procedures[0]);
    let name = |lane: usize| sop.procedures[0].actors[lane].name.to_plain();
    let (title, words) = describer.step(4);
    assert_eq!(title, "Kegiatan 5");
    let expected = format!(
        "Kegiatan 5, {}: keputusan. Ya ke kegiatan 6 ({}). Tidak kembali ke kegiatan 4 ({}).",
        name(0),
        name(3),
        name(1)
    );
    assert_eq!(words, expected);
    assert_eq!(describer.step(19).1, format!("Kegiatan 20, {}: selesai.", name(1)));
}

#[test]
fn off_page_symbols_lead_to_their_partners() {
    let sop = sample::sop(4, 30);
    let layout = crate::layout::layout(&sop, &mut Diagnostics::new());
    let scene = paint(&sop, &layout);
    let mut links = 0;
    for (number, page) in scene.pages.iter().enumerate() {
        for link in &page.links {
            let Target::Page(to, at) = link.target else { panic!("the sample has no other links") };
            assert_ne!(to, number);
            let back = scene.pages[to].links.iter().find(|back| back.area.origin() == at);
            assert!(back.is_some(), "{link:?}");
            links += 1;
        }
    }
    assert!(links >= 2);
}
