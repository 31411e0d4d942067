//! Font families of the machine, for specs that ask for one by name.
//!
//! The bytes of such a sheet depend on the machine; that is why the bundled faces come first and this is read only when asked for.

use std::borrow::Cow;
use std::sync::OnceLock;

use fontdb::Database;
use lajur::text::FontFile;

/// The faces of a family; none where the machine has no such family.
pub(crate) fn family(name: &str) -> Vec<FontFile> {
    static DATABASE: OnceLock<Database> = OnceLock::new();
    let database = DATABASE.get_or_init(|| {
        let mut database = Database::new();
        database.load_system_fonts();
        database
    });
    let is_named = |face: &&fontdb::FaceInfo| face.families.iter().any(|(family, _)| family.eq_ignore_ascii_case(name));
    let mut faces: Vec<_> = database.faces().filter(is_named).collect();
    // Folders are read in no order of their own.
    faces.sort_by(|a, b| (&a.post_script_name, a.index).cmp(&(&b.post_script_name, b.index)));
    faces.dedup_by(|a, b| a.post_script_name == b.post_script_name);
    let file = |data: &[u8], index| FontFile { data: Cow::Owned(data.to_vec()), index };
    faces.iter().filter_map(|face| database.with_face_data(face.id, file)).collect()
}
