//! The door for JavaScript: the same calls as in [`crate`], on JavaScript's own values.
//!
//! This is the only part that knows of JavaScript. Every call throws a `TypeError` for arguments
//! of the wrong shape and never for what a text says. Lone surrogates, which Rust's strings
//! cannot hold, are read as U+FFFD: both count one UTF-16 unit, so every offset stays right.

mod arguments;
mod explain;

use js_sys::{Array, Date, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::fix;
use crate::report::{Edit, Fix, Safety};
use crate::source::{Kind, SourceFile};
use crate::{Options, json};
use arguments::Argument;
pub use explain::explain;

/// Checks files that belong together; a plain string is one file.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "SourceFile[] | string")] files: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let files = Argument::new("check: files", files);
    let mut sources = Vec::new();
    for file in &file_objects(&files)? {
        sources.push(source_file(file)?);
    }
    let options = read_options(Argument::new("check: options", options))?;
    JSON::parse(&json::report(&crate::check(&sources, &options)))
}

/// Every rule there is, in the order of the layers.
#[wasm_bindgen(unchecked_return_type = "RuleInfo[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    JSON::parse(&json::rules(&crate::rules()))
}

/// The files with the fixes of `findings` applied: of each finding the first fix that is no
/// bolder than `safety` (`"safe"` where nothing is asked). Fixes that overlap earlier ones are
/// left out; check again and apply again to get them.
#[wasm_bindgen(js_name = applyFixes, unchecked_return_type = "SourceFile[]")]
pub fn apply_fixes(
    #[wasm_bindgen(unchecked_param_type = "SourceFile[] | string")] files: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Finding[]")] findings: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ safety: Safety }")] options: JsValue,
) -> Result<Array, JsValue> {
    let files = Argument::new("applyFixes: files", files);
    let files = file_objects(&files)?;
    let mut texts = Vec::new();
    let mut lengths = Vec::new();
    for file in &files {
        let text = file.field("text")?.js_string()?;
        lengths.push(text.length());
        texts.push(text);
    }
    let findings = Argument::new("applyFixes: findings", findings);
    let mut offered = Vec::new();
    for finding in &findings.items()? {
        offered.push(fixes(finding)?);
    }
    let safety = match Argument::new("applyFixes: options", options).given() {
        Some(options) => read_safety(&options)?,
        None => Safety::Safe,
    };
    let edits = fix::plan(&lengths, offered.iter().map(Vec::as_slice), safety);
    let mut edits = edits.iter().peekable();
    let fixed = Array::new();
    for (index, (file, text)) in files.iter().zip(&texts).enumerate() {
        let copy = Object::assign(&Object::new(), file.value.unchecked_ref());
        let pieces = Array::new();
        let mut at = 0;
        while let Some(edit) = edits.next_if(|edit| edit.file as usize == index) {
            // JavaScript cuts its own string: even lone surrogates outside the edits survive.
            pieces.push(&text.slice(at, edit.start));
            pieces.push(&edit.text.as_str().into());
            at = edit.end;
        }
        pieces.push(&text.slice(at, text.length()));
        Reflect::set(&copy, &"text".into(), &pieces.join(""))?;
        fixed.push(&copy);
    }
    Ok(fixed)
}

/// The version of this program.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The files as JavaScript's own objects; a string becomes the text of one.
fn file_objects<'a>(files: &'a Argument<'a>) -> Result<Vec<Argument<'a>>, JsValue> {
    if files.value.is_string() {
        let file = Object::new();
        Reflect::set(&file, &"text".into(), &files.value)?;
        return Ok(vec![Argument::new("", file.into())]);
    }
    if !Array::is_array(&files.value) {
        return Err(files.wrong("an array of files or a string"));
    }
    files.items()
}

fn source_file(file: &Argument<'_>) -> Result<SourceFile, JsValue> {
    let mut source = SourceFile {
        text: file.field("text")?.js_string()?.into(),
        ..SourceFile::default()
    };
    if let Some(name) = file.field("name")?.given() {
        source.name = Some(name.string()?);
    }
    if let Some(kind) = file.field("kind")?.given() {
        source.kind = Kind::ALL.get(kind.word(Kind::WORDS)?).copied();
    }
    Ok(source)
}

fn read_options(given: Argument<'_>) -> Result<Options, JsValue> {
    let mut options = Options::default();
    if let Some(given) = given.given() {
        let date = given.field("today")?.given();
        options.today = date.map(|date| calendar_date(&date)).transpose()?;
        if let Some(pedantic) = given.field("pedantic")?.given() {
            options.pedantic = pedantic.boolean()?;
        }
        if let Some(ignore) = given.field("ignore")?.given() {
            options.ignore = ignore.strings()?;
        }
        if let Some(registries) = given.field("trustedRegistries")?.given() {
            options.trusted_registries = registries.strings()?;
        }
    }
    options.today.get_or_insert_with(local_date);
    Ok(options)
}

/// Today where the user is, `YYYY-MM-DD`.
fn local_date() -> String {
    let now = Date::new_0();
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}

/// A day that exists, written `YYYY-MM-DD`: one that JavaScript's calendar reads and writes back
/// the same.
fn calendar_date(given: &Argument<'_>) -> Result<String, JsValue> {
    let text = given.string()?;
    let date = Date::new(&given.value);
    let real =
        text.len() == 10 && !date.get_time().is_nan() && date.to_iso_string().starts_with(&text, 0);
    if real {
        Ok(text)
    } else {
        Err(given.refuse("should be a date such as 2026-01-31"))
    }
}

/// What `applyFixes` needs of a finding.
fn fixes(finding: &Argument<'_>) -> Result<Vec<Fix>, JsValue> {
    let mut fixes = Vec::new();
    for fix in &finding.field("fixes")?.items()? {
        let mut edits = Vec::new();
        let safety = read_safety(fix)?;
        for edit in &fix.field("edits")?.items()? {
            edits.push(Edit {
                file: edit.field("file")?.offset()?,
                start: edit.field("start")?.offset()?,
                end: edit.field("end")?.offset()?,
                text: edit.field("text")?.string()?,
            });
        }
        fixes.push(Fix {
            title: String::new(),
            safety,
            edits,
        });
    }
    Ok(fixes)
}

fn read_safety(object: &Argument<'_>) -> Result<Safety, JsValue> {
    Ok(match object.field("safety")?.word(Safety::WORDS)? {
        0 => Safety::Safe,
        _ => Safety::Review,
    })
}

/// Makes a panic's message readable in the console.
#[cfg(debug_assertions)]
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
