//! The JavaScript door in a real browser: its clock, its strings, its errors.
#![cfg(target_arch = "wasm32")]

use cozydock::wasm::{apply_fixes, check, rules, version};
use js_sys::{Array, Date, JSON, JsString, Object, Reflect, TypeError};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn json(text: &str) -> JsValue {
    JSON::parse(text).expect("the test's own JSON")
}

fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).expect("an object")
}

fn complaint(result: Result<JsValue, JsValue>) -> String {
    let error: TypeError = result.expect_err("a complaint").unchecked_into();
    assert!(error.is_instance_of::<TypeError>());
    error.message().into()
}

#[wasm_bindgen_test]
fn a_text_is_one_file_and_all_ten_layers_are_told() {
    let report = check("FROM alpine:3.22\n".into(), JsValue::UNDEFINED).expect("a report");
    assert_eq!(Array::from(&field(&report, "files")).length(), 1);
    assert_eq!(Array::from(&field(&report, "layers")).length(), 10);
    assert_eq!(field(&report, "version").as_string(), Some(version()));
}

#[wasm_bindgen_test]
fn the_day_defaults_to_the_browser_s_clock() {
    let file = || json(r#"[{ "text": "FROM node:16\n", "kind": "dockerfile" }]"#);
    let now = Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    let today = json(&format!(r#"{{ "today": "{year}-{month:02}-{day:02}" }}"#));
    let by_the_clock = check(file(), JsValue::UNDEFINED).expect("a report");
    let by_the_date = check(file(), today).expect("a report");
    assert_eq!(
        JSON::stringify(&by_the_clock),
        JSON::stringify(&by_the_date)
    );
}

#[wasm_bindgen_test]
fn arguments_of_the_wrong_shape_are_type_errors() {
    let nothing = || JsValue::UNDEFINED;
    assert_eq!(
        complaint(check(7.into(), nothing())),
        "check: files should be an array of files or a string, not number"
    );
    assert_eq!(
        complaint(check(json(r#"[{ "name": "Dockerfile" }]"#), nothing())),
        "check: files[0].text should be a string, not undefined"
    );
    assert_eq!(
        complaint(check("".into(), json(r#"{ "today": "2026-02-30" }"#))),
        "check: options.today should be a date such as 2026-01-31"
    );
}

#[wasm_bindgen_test]
fn lone_surrogates_survive_a_fix() {
    let files = Array::of1(&Object::new());
    let text = JsString::from_char_code(&[0xD83D, 0x61, 0x62, 0xDC33]);
    Reflect::set(&files.get(0), &"text".into(), &text).expect("an object");
    let findings = json(
        r#"[{ "fixes": [{ "safety": "safe", "edits": [{ "file": 0, "start": 1, "end": 2, "text": "é" }] }] }]"#,
    );
    let fixed = apply_fixes(files.into(), findings, JsValue::UNDEFINED).expect("files");
    let fixed: JsString = field(&fixed.get(0), "text").unchecked_into();
    let units: Vec<_> = (0..fixed.length())
        .map(|at| fixed.char_code_at(at))
        .collect();
    assert_eq!(units, [0xD83D, 0xE9, 0x62, 0xDC33].map(f64::from));
}

#[wasm_bindgen_test]
fn rules_come_as_an_array() {
    assert!(Array::is_array(&rules().expect("rules")));
}
