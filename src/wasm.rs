//! The door for JavaScript: the same calls as in [`crate`], on JavaScript's own values.
//!
//! This is the only part that knows of JavaScript. Every call throws a `TypeError` for arguments
//! of the wrong shape and never for what a text says. Lone surrogates, which Rust's strings
//! cannot hold, are read as U+FFFD: both count one UTF-16 unit, so every offset stays right.

mod arguments;
mod explain;

use js_sys::{Array, Date, JsString, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::Options;
use crate::fix;
use crate::report::{Edit, Fix, Safety};
use crate::source::SourceFile;
use arguments::Argument;
pub use explain::explain;

/// Checks files that belong together; a plain string is one file.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "SourceFile[] | string")] files: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let files = Argument::new("check: files", files);
    let files = file_objects(&files)?;
    let files: Vec<_> = files.iter().map(source_file).collect::<Result<_, _>>()?;
    let options = read_options(Argument::new("check: options", options))?;
    to_js(&crate::check(&files, &options))
}

/// Every rule there is, in the order of the layers.
#[wasm_bindgen(unchecked_return_type = "RuleInfo[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    to_js(&crate::rules())
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
    let findings = Argument::new("applyFixes: findings", findings);
    let findings: Vec<_> = findings
        .items()?
        .map(|item| fixes(&item))
        .collect::<Result<_, _>>()?;
    let safety = match Argument::new("applyFixes: options", options).given() {
        Some(options) => options.field("safety")?.word()?,
        None => Safety::Safe,
    };
    let lengths: Vec<u32> = files.iter().map(|(_, text)| text.length()).collect();
    let edits = fix::plan(&lengths, findings.iter().map(Vec::as_slice), safety);
    let mut edits = edits.iter().peekable();
    let fixed = Array::new();
    for (index, (file, text)) in files.iter().enumerate() {
        let own = std::iter::from_fn(|| edits.next_if(|edit| edit.file as usize == index));
        let copy = Object::assign(&Object::new(), file.value.unchecked_ref());
        Reflect::set(&copy, &"text".into(), &splice(text, own))?;
        fixed.push(&copy);
    }
    Ok(fixed)
}

/// The version of this program.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The files as JavaScript's own objects, each with its text.
fn file_objects<'a>(files: &'a Argument<'a>) -> Result<Vec<(Argument<'a>, JsString)>, JsValue> {
    if let Some(text) = files.value.dyn_ref::<JsString>() {
        return Ok(vec![(
            Argument::new("", Object::new().into()),
            text.clone(),
        )]);
    }
    if !Array::is_array(&files.value) {
        return Err(files.wrong("an array of files or a string"));
    }
    files
        .items()?
        .map(|file| {
            let text = file.field("text")?.js_string()?;
            Ok((file, text))
        })
        .collect()
}

fn source_file((file, text): &(Argument<'_>, JsString)) -> Result<SourceFile, JsValue> {
    let name = file
        .field("name")?
        .given()
        .map(|name| name.string())
        .transpose()?;
    let kind = file
        .field("kind")?
        .given()
        .map(|kind| kind.word())
        .transpose()?;
    Ok(SourceFile {
        name,
        text: text.into(),
        kind,
    })
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
    let fix = |fix: Argument<'_>| {
        let safety = fix.field("safety")?.word()?;
        let edits = fix
            .field("edits")?
            .items()?
            .map(|item| edit(&item))
            .collect::<Result<_, _>>()?;
        Ok(Fix {
            title: String::new(),
            safety,
            edits,
        })
    };
    finding.field("fixes")?.items()?.map(fix).collect()
}

fn edit(edit: &Argument<'_>) -> Result<Edit, JsValue> {
    Ok(Edit {
        file: edit.field("file")?.offset()?,
        start: edit.field("start")?.offset()?,
        end: edit.field("end")?.offset()?,
        text: edit.field("text")?.string()?,
    })
}

/// Cuts JavaScript's own string, so that even lone surrogates outside the edits survive.
fn splice<'a>(text: &JsString, edits: impl Iterator<Item = &'a Edit>) -> JsString {
    let pieces = Array::new();
    let mut at = 0;
    for edit in edits {
        pieces.push(&text.slice(at, edit.start));
        pieces.push(&edit.text.as_str().into());
        at = edit.end;
    }
    pieces.push(&text.slice(at, text.length()));
    pieces.join("")
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    Ok(value.serialize(&serializer)?)
}

/// Makes a panic's message readable in the console.
#[cfg(debug_assertions)]
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
