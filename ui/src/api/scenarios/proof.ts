// The proof that a toolchain of the sample machine is the published release, and the state of its files.
import type { Evidence, ProofChain, ProofLink, VerifyReport, Version } from "../bindings";
import { type Stated, says } from "../said";
import { releases } from "./releases";

const FILES = 14_386;

/** All evidence that exists for a Windows archive is valid. */
export function proven(version: Version): ProofChain {
  return { version, level: "proven", links: [feed, digestOf(version), inDatabase(version), noSignature] };
}

/** The checksum database could not be reached. */
export function digestOnly(version: Version): ProofChain {
  const missing: ProofLink = {
    kind: "checksumDatabase",
    state: "missing",
    says: says({ sentence: "databaseCouldNot", values: { why: unreachable } }),
    evidence: [moduleOf(version)],
  };
  return { version, level: "digestOnly", links: [feed, digestOf(version), missing, noSignature] };
}

/** The feed is not Google's, so the checksum database was not used. */
export function ofMirror(version: Version): ProofChain {
  const other: ProofLink = {
    kind: "feed",
    state: "notAsked",
    says: says({ sentence: "ownFeed", values: {} }),
    evidence: [{ ...names.feed, value: "https://mirror.corp.example/golang/" }],
  };
  const notAsked: ProofLink = {
    kind: "checksumDatabase",
    state: "notAsked",
    says: says({ sentence: "databaseNotChecked", values: { why: { sentence: "byOwnFeed", values: {} } } }),
    evidence: [],
  };
  return { version, level: "digestOnly", links: [other, digestOf(version), notAsked, noSignature] };
}

/** It was installed before proofs were recorded. */
export function unproven(version: Version): ProofChain {
  return { version, level: "unknown", links: [] };
}

/** Every file matches the published release. */
export function intact(version: Version): VerifyReport {
  const proof = { digest: "holds", checksumDatabase: "holds", openpgp: "none" } as const;
  return {
    version,
    ok: true,
    files: FILES,
    changed: [],
    missing: [],
    notExecutable: [],
    added: [],
    level: "proven",
    proof,
  };
}

/** Some files differ: a changed tool, a deleted file, and an added one. */
export function damaged(version: Version): VerifyReport {
  const missing = ["src/net/http/server.go", "src/net/http/server_test.go"];
  return { ...intact(version), ok: false, changed: ["bin/go.exe"], missing, added: ["src/net/http/server.go.orig"] };
}

/** A virus scanner has removed all files of a folder. */
export function emptied(version: Version): VerifyReport {
  const missing = Array.from(
    { length: 1200 },
    (_, index) => `pkg/tool/windows_amd64/a-tool-with-a-long-name-${index}.exe`,
  );
  return { ...intact(version), ok: false, missing };
}

const FEED = "https://go.dev/dl/?mode=json&include=all";

const unreachable: Stated = { sentence: "hostUnreachable", values: { host: "sum.golang.org" } };

const names = {
  feed: { name: says({ sentence: "evidenceFeed", values: {} }) },
  sha256: { name: says({ sentence: "evidenceSha256", values: {} }) },
  source: { name: says({ sentence: "evidenceSource", values: {} }) },
  module: { name: says({ sentence: "evidenceModule", values: {} }) },
  hash: { name: says({ sentence: "evidenceHash", values: {} }) },
  record: { name: says({ sentence: "evidenceRecord", values: {} }) },
  treeSize: { name: says({ sentence: "evidenceTreeSize", values: {} }) },
  place: { name: says({ sentence: "evidencePlace", values: {} }) },
} satisfies Record<string, Omit<Evidence, "value">>;

const feed: ProofLink = {
  kind: "feed",
  state: "holds",
  says: says({ sentence: "feedRead", values: { host: "go.dev" } }),
  evidence: [{ ...names.feed, value: FEED }],
};

const noSignature: ProofLink = {
  kind: "openpgp",
  state: "none",
  says: says({ sentence: "noZipSignature", values: {} }),
  evidence: [],
};

function digestOf(version: Version): ProofLink {
  const sha256 = releases.find((release) => release.version === version)?.sha256 ?? "";
  const file = `${version}.windows-amd64.zip`;
  return {
    kind: "digest",
    state: "holds",
    says: says({ sentence: "digestMatches", values: { file } }),
    evidence: [
      { ...names.sha256, value: sha256 },
      { ...names.source, value: `https://dl.google.com/go/${file}` },
    ],
  };
}

function inDatabase(version: Version): ProofLink {
  return {
    kind: "checksumDatabase",
    state: "holds",
    says: says({ sentence: "recordInTree", values: { database: "sum.golang.org" } }),
    evidence: [
      moduleOf(version),
      { ...names.hash, value: "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=" },
      { ...names.record, value: "41920374" },
      { ...names.treeSize, value: "43817226" },
      { ...names.place, value: "https://sum.golang.org/" },
    ],
  };
}

function moduleOf(version: Version): Evidence {
  return { ...names.module, value: `golang.org/toolchain@v0.0.1-${version}.windows-amd64` };
}
