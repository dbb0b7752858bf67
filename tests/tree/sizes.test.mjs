// What each crate costs in a program is read from its symbols.
import assert from "node:assert/strict";
import { test } from "node:test";
import { directDependencies } from "../../scripts/lib/dependencies.mjs";
import { costs, crateOf, readSymbol } from "../../scripts/lib/sizes.mjs";

test("a symbol counts for the crate that wrote it, or the first one among the types of Rust's own functions", () => {
  for (const [name, crate] of [
    ["h2::codec::framed_read::decode_frame", "h2"],
    ["<upgo_engine::base::words::Sentence as serde_core::Serialize>::serialize", "upgo_engine"],
    ["core::ptr::drop_in_place<alloc::vec::Vec<zbus::message::Message>>", "zbus"],
    ["<alloc::vec::Vec<u8> as std::io::Write>::write_all", "the standard library"],
    ["<&mut serde_json::Writer<W, F> as serde_core::Serializer>::serialize_str", "serde_json"],
    ["std[4f0c]::sys::thread::Thread::new", "the standard library"],
    ["gimli::read::unit::parse_attribute", "the standard library"],
    ["ring_core_0_17_14__x25519_ge_frombytes_vartime", "ring"],
    ["libdeflate_deflate_decompress", "C and assembler"],
  ]) {
    assert.equal(crateOf(name), crate, name);
  }
});

test("a line of nm is read, and what takes no place in the file is left out", () => {
  const line = "0000000000002a10 00000000000000ff t core::fmt::write";
  assert.deepEqual(readSymbol(line), { at: "0000000000002a10", size: 255, isCode: true, name: "core::fmt::write" });
  assert.equal(readSymbol("0000000000002a10 0000000000000010 r TABLE").isCode, false);
  for (const other of ["0000000000002a10 0000000000000010 b BUFFER", "                 U malloc", ""]) {
    assert.equal(readSymbol(other), undefined, other);
  }
});

test("a program that cannot be read is an error, and not an empty list", async () => {
  await assert.rejects(costs("/does/not/exist"), /nm/);
});

test("a dependency counts for the crates that nothing else wants", () => {
  const dep = (pkg, ...kinds) => ({ pkg, dep_kinds: kinds.map((kind) => ({ kind })) });
  const nodes = [
    { id: "cli", deps: [dep("engine", null), dep("clap", null), dep("proptest", "dev")] },
    { id: "engine", deps: [dep("tls", null), dep("cc", "build")] },
    { id: "clap", deps: [dep("text", null)] },
    { id: "tls", deps: [dep("text", null), dep("ring", null), dep("tls-data", "dev", null)] },
    ...["text", "cc", "proptest", "tls-data"].map((id) => ({ id, deps: [] })),
    { id: "ring", deps: [dep("cc", "build")] },
    { id: "desktop", deps: [dep("window", null)] },
    { id: "window", deps: [] },
  ];
  const packages = nodes.map(({ id }) => ({ id, name: id }));
  const graph = { packages, resolve: { nodes }, workspace_members: ["cli", "engine", "desktop"] };
  assert.deepEqual(directDependencies(graph, "cli"), [
    { name: "tls", alone: 3, all: 5, by: ["engine"] },
    { name: "clap", alone: 1, all: 2, by: ["cli"] },
    { name: "cc", alone: 0, all: 1, by: ["engine"] },
  ]);
  assert.throws(() => directDependencies(graph, "ring"), /no package of the project/);
});
