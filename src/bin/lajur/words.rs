//! The command line speaks Indonesian: clap's own words are never shown.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use lajur::spec::nearest;

/// How help is laid out, for a command with inputs and options.
pub(crate) const COMMAND: &str = "\
{about-with-newline}
Pemakaian: {usage}

Masukan:
{positionals}

Pilihan:
{options}{after-help}
";

/// The same for a command without inputs.
pub(crate) const BARE: &str = "\
{about-with-newline}
Pemakaian: {usage}

Pilihan:
{options}{after-help}
";

/// The same for the program.
pub(crate) const PROGRAM: &str = "\
{about-with-newline}
Pemakaian: {usage}

Perintah:
{subcommands}

Pilihan:
{options}{after-help}
";

/// What is wrong with a command line.
pub(crate) fn message(error: &Error) -> String {
    let argument = || get(error, ContextKind::InvalidArg);
    let value = || get(error, ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidValue if value().is_empty() => format!("{} memerlukan nilai", argument()),
        ErrorKind::InvalidValue => format!("nilai {} untuk {} tidak dikenal", value(), argument()),
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("nilai {} untuk {} tidak dapat dipakai: {reason}", value(), argument())
        }
        ErrorKind::UnknownArgument => format!("{} tidak dikenal", argument()),
        ErrorKind::InvalidSubcommand => {
            format!("perintah {} tidak dikenal", get(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::ArgumentConflict if argument() == get(error, ContextKind::PriorArg) => {
            format!("{} hanya dapat diberikan sekali", argument())
        }
        ErrorKind::ArgumentConflict => {
            format!("{} tidak dapat dipakai bersama {}", argument(), get(error, ContextKind::PriorArg))
        }
        ErrorKind::MissingRequiredArgument => format!("{} belum diberikan", argument()),
        ErrorKind::NoEquals => format!("nilai untuk {} ditulis setelah tanda `=`", argument()),
        ErrorKind::TooManyValues => format!("nilai {} untuk {} berlebih", value(), argument()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("banyaknya nilai untuk {} tidak tepat", argument())
        }
        ErrorKind::InvalidUtf8 => "baris perintah memuat karakter yang bukan UTF-8".to_owned(),
        _ => "baris perintah tidak dapat dipahami".to_owned(),
    };
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let invalid = [ContextKind::InvalidSubcommand, ContextKind::InvalidArg]
        .iter()
        .map(|&kind| bare(error, kind))
        .find(|word| !word.is_empty());
    let suggestion = suggestions
        .iter()
        .map(|&kind| match error.get(kind) {
            // Of several the nearest.
            Some(ContextValue::Strings(words)) => invalid
                .as_deref()
                .and_then(|invalid| nearest(invalid, words.iter().map(String::as_str)))
                .map_or_else(|| get(error, kind), |word| format!("`{word}`")),
            _ => get(error, kind),
        })
        .find(|words| !words.is_empty());
    let valid = get(error, ContextKind::ValidValue);
    match suggestion {
        Some(suggestion) => format!("{message}\n  bantuan: mungkin maksudnya {suggestion}"),
        None if !valid.is_empty() => format!("{message}\n  bantuan: pilihannya {valid}"),
        None => message,
    }
}

/// What clap knows about an error, as words in backticks.
fn get(error: &Error, kind: ContextKind) -> String {
    // `<MASUKAN>...`, `--format <FORMAT>`: the brackets are clap's.
    let plain_name = |text: &str| match text.split_once(" <") {
        Some((option, _)) => option.to_owned(),
        None => text.trim_end_matches("...").trim_matches(['<', '>', '[', ']']).to_owned(),
    };
    let quote = |text: &str| {
        let text = if kind == ContextKind::InvalidArg { plain_name(text) } else { text.to_owned() };
        if text.is_empty() { text } else { format!("`{text}`") }
    };
    match error.get(kind) {
        Some(ContextValue::String(text)) => quote(text),
        Some(ContextValue::Strings(texts)) => texts.iter().map(|text| quote(text)).collect::<Vec<_>>().join(", "),
        Some(ContextValue::StyledStr(text)) => quote(&plain(text)),
        _ => String::new(),
    }
}

fn bare(error: &Error, kind: ContextKind) -> String {
    get(error, kind).trim_matches('`').to_owned()
}

fn plain(text: &StyledStr) -> String {
    text.to_string()
}
