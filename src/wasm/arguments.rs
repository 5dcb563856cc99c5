//! Reads what JavaScript passed in, and says clearly what is wrong with its shape.

use js_sys::{Array, JsString, Reflect, TypeError};
use wasm_bindgen::{JsCast, JsValue};

/// A value, and where it was found: `check: files[0].text`.
pub(super) struct Argument<'a> {
    pub(super) value: JsValue,
    place: Place<'a>,
}

enum Place<'a> {
    Root(&'static str),
    Field(&'a Argument<'a>, &'static str),
    Item(&'a Argument<'a>, u32),
}

impl Argument<'_> {
    pub(super) fn new(place: &'static str, value: JsValue) -> Self {
        let place = Place::Root(place);
        Argument { value, place }
    }

    /// This value, unless it is `undefined` or `null`.
    pub(super) fn given(self) -> Option<Self> {
        (!self.value.is_undefined() && !self.value.is_null()).then_some(self)
    }

    /// A field of this object.
    pub(super) fn field(&self, name: &'static str) -> Result<Argument<'_>, JsValue> {
        if !self.value.is_object() || Array::is_array(&self.value) {
            return Err(self.wrong("an object"));
        }
        let value = Reflect::get(&self.value, &name.into())?;
        let place = Place::Field(self, name);
        Ok(Argument { value, place })
    }

    /// The items of this array.
    pub(super) fn items(&self) -> Result<Vec<Argument<'_>>, JsValue> {
        let Some(array) = self.value.dyn_ref::<Array>() else {
            return Err(self.wrong("an array"));
        };
        let mut items = Vec::new();
        for at in 0..array.length() {
            let value = array.get(at);
            let place = Place::Item(self, at);
            items.push(Argument { value, place });
        }
        Ok(items)
    }

    /// This string, as JavaScript keeps it.
    pub(super) fn js_string(&self) -> Result<JsString, JsValue> {
        self.value
            .dyn_ref::<JsString>()
            .cloned()
            .ok_or_else(|| self.wrong("a string"))
    }

    pub(super) fn string(&self) -> Result<String, JsValue> {
        self.value.as_string().ok_or_else(|| self.wrong("a string"))
    }

    pub(super) fn strings(&self) -> Result<Vec<String>, JsValue> {
        let mut strings = Vec::new();
        for item in &self.items()? {
            strings.push(item.string()?);
        }
        Ok(strings)
    }

    pub(super) fn boolean(&self) -> Result<bool, JsValue> {
        self.value
            .as_bool()
            .ok_or_else(|| self.wrong("true or false"))
    }

    /// A whole number of at least zero.
    pub(super) fn offset(&self) -> Result<u32, JsValue> {
        let number = self.value.as_f64().unwrap_or(-1.0);
        let fits = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
        #[expect(clippy::cast_sign_loss, reason = "checked above")]
        fits.then_some(number as u32)
            .ok_or_else(|| self.wrong("a whole number of at least zero"))
    }

    /// The place of this word in a list with blanks between its words.
    pub(super) fn word(&self, words: &str) -> Result<usize, JsValue> {
        let word = self.string()?;
        words.split(' ').position(|one| one == word).ok_or_else(|| {
            let words = words.replace(' ', "`, `");
            self.refuse(&format!(
                "is wrong: unknown variant `{word}`, expected one of `{words}`"
            ))
        })
    }

    /// A `TypeError` that says what this should be.
    pub(super) fn wrong(&self, expected: &str) -> JsValue {
        let found = if self.value.is_null() {
            "null".to_owned()
        } else if Array::is_array(&self.value) {
            "array".to_owned()
        } else {
            self.value.js_typeof().as_string().unwrap_or_default()
        };
        self.refuse(&format!("should be {expected}, not {found}"))
    }

    /// A `TypeError` about this.
    pub(super) fn refuse(&self, complaint: &str) -> JsValue {
        TypeError::new(&format!("{} {complaint}", self.path())).into()
    }

    fn path(&self) -> String {
        match self.place {
            Place::Root(name) => name.to_owned(),
            Place::Field(object, name) => format!("{}.{name}", object.path()),
            Place::Item(array, at) => format!("{}[{at}]", array.path()),
        }
    }
}
