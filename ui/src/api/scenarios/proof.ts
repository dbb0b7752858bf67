// Why a toolchain of the sample machine is believed to be what was published, and what became of its files.
import type { ProofChain, ProofLink, VerifyReport, Version } from "../bindings";
import { releases } from "./releases";

const FILES = 14_386;

/** Every reason holds that there is for a Windows archive. */
export function proven(version: Version): ProofChain {
  return { version, level: "proven", links: [feed, digestOf(version), inDatabase(version), noSignature] };
}

/** The checksum database could not be reached. */
export function digestOnly(version: Version): ProofChain {
  const missing: ProofLink = {
    kind: "checksumDatabase",
    state: "missing",
    says: "sum.golang.org could not be reached when it was installed",
    evidence: [{ name: "problem", value: "UPGO-NET-OFFLINE" }],
  };
  return { version, level: "digestOnly", links: [feed, digestOf(version), missing, noSignature] };
}

/** The feed is another root of trust, under which the checksum database was not asked. */
export function ofMirror(version: Version): ProofChain {
  const url = "https://mirror.corp.example/golang/";
  const other = {
    ...feed,
    says: "the list of releases is that of mirror.corp.example",
    evidence: [{ name: "address", value: url }],
  };
  const notAsked: ProofLink = {
    kind: "checksumDatabase",
    state: "notAsked",
    says: "UPGO_FEED_URL names another root of trust, so the checksum database was not asked",
    evidence: [],
  };
  return { version, level: "digestOnly", links: [other, digestOf(version), notAsked, noSignature] };
}

/** It was installed before proofs were written down. */
export function unproven(version: Version): ProofChain {
  return { version, level: "unknown", links: [] };
}

/** Every file is as it was published. */
export function intact(version: Version): VerifyReport {
  const proof = { digest: "holds", checksumDatabase: "holds", openpgp: "none" } as const;
  return { version, ok: true, files: FILES, changed: [], missing: [], added: [], proof };
}

/** Some files are not: a tool's bytes, a file that somebody has deleted, and one that somebody has put there. */
export function damaged(version: Version): VerifyReport {
  const missing = ["src/net/http/server.go", "src/net/http/server_test.go"];
  return { ...intact(version), ok: false, changed: ["bin/go.exe"], missing, added: ["src/net/http/server.go.orig"] };
}

/** A virus scanner has taken all of a folder. */
export function emptied(version: Version): VerifyReport {
  const missing = Array.from(
    { length: 1200 },
    (_, index) => `pkg/tool/windows_amd64/a-tool-with-a-long-name-${index}.exe`,
  );
  return { ...intact(version), ok: false, missing };
}

const feed: ProofLink = {
  kind: "feed",
  state: "holds",
  says: "the list of releases was read from go.dev over TLS",
  evidence: [{ name: "address", value: "https://go.dev/dl/?mode=json&include=all" }],
};

const noSignature: ProofLink = {
  kind: "openpgp",
  state: "none",
  says: "there is no signature beside a Windows archive",
  evidence: [],
};

function digestOf(version: Version): ProofLink {
  const sha256 = releases.find((release) => release.version === version)?.sha256 ?? "";
  return {
    kind: "digest",
    state: "holds",
    says: "the archive has the SHA-256 that the list names",
    evidence: [
      { name: "file", value: `${version}.windows-amd64.zip` },
      { name: "SHA-256", value: sha256 },
    ],
  };
}

function inDatabase(version: Version): ProofLink {
  return {
    kind: "checksumDatabase",
    state: "holds",
    says: "sum.golang.org has the hash of the files in its log, and the log is the one that was seen before",
    evidence: [
      { name: "module", value: `golang.org/toolchain@v0.0.1-${version}.windows-amd64` },
      { name: "h1", value: "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=" },
      { name: "tree size", value: "43817226" },
    ],
  };
}
