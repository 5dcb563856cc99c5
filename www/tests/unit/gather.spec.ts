import { expect, test } from "@playwright/test";
import { looksLikeOurs, withoutSharedFolder } from "../../src/input/gather.ts";

for (const name of [
  "Dockerfile", "dockerfile", "Dockerfile.dev", "api.Dockerfile", "app.dockerfile", "Containerfile", "Containerfile.prod",
  "compose.yaml", "compose.override.yml", "docker-compose.yml", "docker-compose.prod.yaml", "compose-dev.yaml",
  ".dockerignore", "Dockerfile.dockerignore", ".env", ".env.local",
]) {
  test(`${name} is taken from a folder`, () => expect(looksLikeOurs(name)).toBe(true));
}

for (const name of ["README.md", "package.json", "config.yaml", "Dockerfiles", "compose.ts", "my.env.js", "environment", "decompose.yaml"]) {
  test(`${name} is left in its folder`, () => expect(looksLikeOurs(name)).toBe(false));
}

test("paths are told as seen from the folder they share", () => {
  expect(withoutSharedFolder(["/shop/compose.yaml", "/shop/api/Dockerfile"])).toEqual(["compose.yaml", "api/Dockerfile"]);
  expect(withoutSharedFolder(["/shop/api/Dockerfile"])).toEqual(["Dockerfile"]);
  expect(withoutSharedFolder(["a/Dockerfile", "b/Dockerfile"])).toEqual(["a/Dockerfile", "b/Dockerfile"]);
  expect(withoutSharedFolder(["Dockerfile", "compose.yaml"])).toEqual(["Dockerfile", "compose.yaml"]);
  expect(withoutSharedFolder([])).toEqual([]);
});
