import { expect, test } from "@playwright/test";
import { decode, encode } from "../../src/classroom/progress.ts";

const ids = Array.from({ length: 11 }, (_, at) => `lesson-${at}`);

test("every set of finished lessons comes back from its code", () => {
  const sets = Array.from({ length: 2 ** ids.length }, (_, bits) => ids.filter((_, at) => bits & (1 << at)));
  const codes = sets.map((done) => encode(ids, done));
  expect(codes.filter((code) => !/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{2}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(sets.length);
  expect(sets.filter((done, at) => String(decode(ids, codes[at] ?? "")) !== String(done))).toEqual([]);
});

test("a code is read however it was written down", () => {
  const code = encode(ids, ids.slice(0, 4));
  for (const written of [code.toLowerCase(), code.replace("-", " "), ` ${code} `, code.replaceAll("0", "O").replaceAll("1", "l")]) {
    expect(decode(ids, written)).toEqual(ids.slice(0, 4));
  }
});

test("one wrong digit is noticed, nearly always, and so are other lessons", () => {
  const code = encode(ids, ids.slice(2, 7)).replace("-", "");
  const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const wrong = [...code].flatMap((digit, at) =>
    [...digits].filter((other) => other !== digit).map((other) => code.slice(0, at) + other + code.slice(at + 1)),
  );
  const slipped = wrong.filter((one) => decode(ids, one) !== null);
  expect(slipped.length).toBeLessThanOrEqual(1);
  expect(decode([...ids.slice(0, 10), "another"], code)).toBeNull();
  for (const nonsense of ["", "-", "ABC", "ABC-DEFG", "💡💡💡💡💡", "UUU-UU"]) expect(decode(ids, nonsense)).toBeNull();
});

test("a longer set of lessons has a longer code", () => {
  const many = Array.from({ length: 40 }, (_, at) => `own-${at}`);
  expect(decode(many, encode(many, many.slice(10)))).toEqual(many.slice(10));
});
