//! Findings about a sheet that draws but may be wrong.
