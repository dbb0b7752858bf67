import { expect, it } from "vitest";
import { shortened } from "./hash";

it("shortens a hash to its ends", () => {
  expect(shortened("a3911b5e0e1b1053f25ed0675f4c1c6aad1e2bfcf253df2b9be4caabd2edd95d")).toBe("a3911b5e … d2edd95d");
  expect(shortened("h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=")).toBe("h1:TmiC7kE4 … HHYEv2M=");
});

it("does not shorten anything else", () => {
  const values = [
    "43817226",
    "https://go.dev/dl/?mode=json&include=all",
    "golang.org/toolchain@v0.0.1-go1.27.1.windows-amd64",
  ];
  expect(values.map(shortened)).toEqual(values);
});
