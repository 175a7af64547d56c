//! The images, as small SVG files.

/// Returns the image of a name without `.svg`.
pub(super) fn image(name: &str) -> Option<&'static str> {
    Some(match name {
        "tower" => TOWER,
        "lens" => LENS,
        "horn" => HORN,
        "flags" => FLAGS,
        "cup" => CUP,
        "seal" => SEAL,
        "favicon" => FAVICON,
        _ => return None,
    })
}

const TOWER: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 80"><path d="M22 76 26 22h8l4 54z" fill="#fff" stroke="#333"/><path d="M23 20h14v3H23z" fill="#b22"/><path d="M26 10h8v10h-8z" fill="#fd6"/><path d="m24 10 6-6 6 6z" fill="#b22"/><path d="M0 76h60v4H0z" fill="#585"/></svg>"##;
const LENS: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" fill="none" stroke="#287"><circle cx="20" cy="20" r="4" fill="#cfe"/><circle cx="20" cy="20" r="8"/><circle cx="20" cy="20" r="12"/><circle cx="20" cy="20" r="16"/></svg>"##;
const HORN: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path d="M4 18h24L54 6v28L28 22H4z" fill="#b22" stroke="#333"/></svg>"##;
const FLAGS: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><path d="M2 4h56" stroke="#333"/><path d="M6 4h14v12H6z" fill="#fd3"/><path d="M24 4h14v12H24z" fill="#24a"/><path d="M42 4h14v12H42z" fill="#c22"/></svg>"##;
const CUP: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M6 8h22v8a9 9 0 0 1-9 9h-4a9 9 0 0 1-9-9z" fill="#eef" stroke="#333"/><path d="M28 10h4a4 4 0 0 1 0 8h-4" fill="none" stroke="#333"/></svg>"##;
const SEAL: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><path d="M4 24c8-12 26-16 40-12 4-6 12-4 12 2 0 4-4 6-8 6-8 8-30 8-44 4z" fill="#777"/><circle cx="50" cy="12" r="1.5"/></svg>"##;
const FAVICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#b22"/><circle cx="8" cy="8" r="3" fill="#fd6"/></svg>"##;
