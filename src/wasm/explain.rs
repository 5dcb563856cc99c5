//! `explain` for JavaScript.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use super::arguments::Argument;
use super::source_file;
use crate::json;

/// What stands at a place of a file, the outermost part first: a selection, or a caret where
/// `start` equals `end` (UTF-16 code units). Empty where there is nothing to explain.
#[wasm_bindgen(unchecked_return_type = "ExplainedPart[]")]
pub fn explain(
    #[wasm_bindgen(unchecked_param_type = "SourceFile")] file: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] start: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] end: JsValue,
) -> Result<JsValue, JsValue> {
    let file = Argument::new("explain: file", file);
    let file = source_file(&file)?;
    let start = Argument::new("explain: start", start).offset()?;
    let end = Argument::new("explain: end", end).offset()?;
    JSON::parse(&json::parts(&crate::explain(
        &file,
        start as usize,
        end as usize,
    )))
}
