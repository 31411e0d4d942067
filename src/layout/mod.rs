//! Where everything stands.

pub mod chart;
pub mod route;
