//! The rules, one a file, in the order in which `lajur explain` lists them.

use super::Rule;

mod actor_in_step;
mod applicant;
mod approval;
mod caution;
mod coarse_picture;
mod cramped_lanes;
mod crossing;
mod date_order;
mod empty_standard;
mod foreign_place;
mod grown_row;
mod idle_lane;
mod lane_order;
mod nip;
mod no_related;
mod numbered_terminal;
mod numbering;
mod placeholder;
mod replaced_act;
mod single_lane;
pub(super) mod text_date;
mod title;
mod torn_word;
mod unread_duration;
mod unused_output;
mod verb;
mod written_decision;

/// All rules.
pub const RULES: &[Rule] = &[
    verb::RULE,
    actor_in_step::RULE,
    written_decision::RULE,
    numbered_terminal::RULE,
    empty_standard::RULE,
    unread_duration::RULE,
    unused_output::RULE,
    numbering::RULE,
    idle_lane::RULE,
    single_lane::RULE,
    applicant::RULE,
    lane_order::RULE,
    date_order::RULE,
    text_date::RULE,
    nip::RULE,
    approval::RULE,
    caution::RULE,
    replaced_act::RULE,
    placeholder::RULE,
    title::RULE,
    foreign_place::RULE,
    no_related::RULE,
    cramped_lanes::RULE,
    torn_word::RULE,
    grown_row::RULE,
    crossing::RULE,
    coarse_picture::RULE,
];
