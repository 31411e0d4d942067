//! Layout to scene.
