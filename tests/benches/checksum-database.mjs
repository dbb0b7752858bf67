// A checksum database with one record, for the benchmark's release server.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

const NAME = "sum.bench.example";
/** The hash of the `go.mod` of every toolchain. */
const GO_MOD = "h1:8wlg68NqwW7eMnI1aABk/C2pDYXj8mrMY4TyRfiLeS0=";

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** The key as GOSUMDB names it, and the files by their path. Source: https://go.dev/design/25530-sumdb. */
export function checksumDatabase(toolchain, h1) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.concat([Buffer.from([1]), Buffer.from(publicKey.export({ format: "jwk" }).x, "base64url")]);
  const id = sha256(NAME, "\n", raw).subarray(0, 4);
  const module = `golang.org/toolchain v0.0.1-${toolchain}`;
  const record = `${module} ${h1}\n${module}/go.mod ${GO_MOD}\n`;
  const root = sha256(Buffer.from([0]), record);
  const head = `go.sum database tree\n1\n${root.toString("base64")}\n`;
  const signature = Buffer.concat([id, sign(null, Buffer.from(head), privateKey)]).toString("base64");
  const note = `${head}\n\u2014 ${NAME} ${signature}\n`;
  const files = new Map([
    [`lookup/golang.org/toolchain@v0.0.1-${toolchain}`, `0\n${record}\n${note}`],
    ["latest", note],
    ["tile/8/0/000.p/1", root],
  ]);
  return { key: `${NAME}+${id.toString("hex")}+${raw.toString("base64")}`, files };
}
