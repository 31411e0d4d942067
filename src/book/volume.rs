//! Which chapters stand in which volume.

use std::ops::Range;

use super::{Chapter, Front, front, monitoring};
use crate::compose::Look;

/// A volume: a run of chapters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// The chapters in it.
    pub chapters: Range<usize>,
    /// Its number from 1.
    pub number: usize,
    /// The same, where there are several.
    pub part: Option<usize>,
    /// How many pages stand before the first sheet.
    pub front: usize,
    /// How many behind the last.
    pub back: usize,
    /// The name of its file, without extension.
    pub file: String,
}

impl Volume {
    /// How many pages it has.
    pub(super) fn pages(&self, chapters: &[Chapter]) -> usize {
        let sheets: usize = chapters[self.chapters.clone()].iter().map(|chapter| chapter.pages).sum();
        self.front + sheets + self.back
    }
}

/// Parts chapters into volumes of at most so many pages.
pub(super) fn split(front: &Front, chapters: &[Chapter], look: &Look, most: Option<usize>) -> Vec<Volume> {
    let volume = |range: Range<usize>, number: usize, part: Option<usize>| {
        let own = &chapters[range.clone()];
        let before = front::compose(front, own, part, 0, look).pages.len();
        let back = if front.monitoring { monitoring::compose(own, look).pages.len() } else { 0 };
        Volume { chapters: range, number, part, front: before, back, file: String::new() }
    };
    let Some(most) = most else { return vec![volume(0..chapters.len(), 1, None)] };
    let mut volumes: Vec<Volume> = Vec::new();
    let mut start = 0;
    while start < chapters.len() {
        let number = volumes.len() + 1;
        // The sheets alone say how many there can be; what stands around them, how many there are.
        let mut sum = 0;
        let fit = chapters[start..].iter().take_while(|chapter| {
            sum += chapter.pages;
            sum <= most
        });
        let (mut least, mut end) = (start + 1, start + fit.count().max(1));
        while least < end {
            let middle = (least + end).div_ceil(2);
            match volume(start..middle, number, Some(number)).pages(chapters) <= most {
                true => least = middle,
                false => end = middle - 1,
            }
        }
        volumes.push(volume(start..least, number, Some(number)));
        start = least;
    }
    if let [single] = &mut volumes[..] {
        *single = volume(0..chapters.len(), 1, None);
    }
    volumes
}
