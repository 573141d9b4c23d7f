/**
 * Judges any program by the vectors: node runner.js FOLDER [--clause P16]... -- PROGRAM [ARGUMENT]...
 *
 * FOLDER is what `python -m safetyframe.testing.vectors where` prints. The status is 0 when
 * something passed and nothing failed, 1 when something failed, 2 when it could not be asked.
 */

import { spawnSync } from "node:child_process";

import { canonical } from "./canonical.js";
import { type Json, type JsonObject, isObject } from "./json.js";
import type { Schema } from "./schema.js";
import { type Vector, readSchema, readVectors } from "./vectors.js";

const VERDICTS = ["passed", "failed", "not-implemented"] as const;
type Verdict = (typeof VERDICTS)[number];

function main(given: string[]): number {
  const at = given.indexOf("--");
  const [folder, ...options] = at < 0 ? given : given.slice(0, at);
  const [program, ...rest] = at < 0 ? [] : given.slice(at + 1);
  if (folder === undefined || program === undefined) {
    throw new Error("usage: node runner.js FOLDER [--clause P16]... -- PROGRAM [ARGUMENT]...");
  }
  const schema = readSchema(folder);
  const vectors = readVectors(folder, schema, clauses(options));
  if (vectors.length === 0) throw new Error("there are no such vectors");
  const replies = ask(vectors, program, rest);
  const scores = vectors.map((one) => ({ one, ...score(one, replies.get(one.id) ?? [], schema) }));
  for (const { one, verdict, why } of scores) {
    if (verdict === "failed") console.log(`FAILED ${one.id}: ${one.title}\n       ${why}`);
  }
  table(scores.map(({ one, verdict }): [string, Verdict] => [one.clause, verdict]));
  const count = (verdict: Verdict): number => scores.filter((s) => s.verdict === verdict).length;
  return count("passed") > 0 && count("failed") === 0 ? 0 : 1;
}

function clauses(options: string[]): string[] {
  const named: string[] = [];
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1];
    if (options[at] !== "--clause" || value === undefined) throw new Error("unknown option");
    named.push(value);
  }
  return named;
}

/** Write a request a line, read a reply a line, in any order. */
function ask(vectors: Vector[], program: string, rest: string[]): Map<string, JsonObject[]> {
  const input = vectors.map((one) => `${JSON.stringify(one.request)}\n`).join("");
  const done = spawnSync(program, rest, {
    input,
    maxBuffer: 1 << 28,
    timeout: 600_000,
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (done.error !== undefined) throw done.error;
  const replies = new Map(vectors.map((one): [string, JsonObject[]] => [one.id, []]));
  for (const line of done.stdout.toString("utf-8").split("\n").filter(Boolean)) {
    const reply = JSON.parse(line) as Json;
    const id = isObject(reply) ? reply["id"] : undefined;
    const held = typeof id === "string" ? replies.get(id) : undefined;
    if (held === undefined || !isObject(reply)) throw new Error("a line answers nothing asked");
    held.push(reply);
  }
  return replies;
}

function score(
  one: Vector,
  replies: JsonObject[],
  schema: Schema,
): { verdict: Verdict; why: string } {
  const [reply, ...more] = replies;
  if (reply === undefined || more.length > 0) {
    return { verdict: "failed", why: `answered ${replies.length} times` };
  }
  const faults = schema.faults("reply", reply);
  if (faults.length > 0) return { verdict: "failed", why: `no reply: ${faults[0]}` };
  const answer = reply["answer"];
  if (answer === undefined) return { verdict: "not-implemented", why: "" };
  const [wanted, got] = [canonical(one.then), canonical(answer)];
  if (wanted === got) return { verdict: "passed", why: "" };
  return { verdict: "failed", why: `expected ${wanted}\n       got      ${got}` };
}

function table(scores: [string, Verdict][]): void {
  const rows = new Map<string, Verdict[]>();
  for (const [clause, verdict] of scores) rows.set(clause, [...(rows.get(clause) ?? []), verdict]);
  rows.set("all", scores.map(([, verdict]) => verdict));
  console.log("clause".padEnd(8) + VERDICTS.map((one) => one.padStart(17)).join(""));
  for (const [clause, held] of rows) {
    const counts = VERDICTS.map((one) => String(held.filter((v) => v === one).length));
    console.log(clause.padEnd(8) + counts.map((one) => one.padStart(17)).join(""));
  }
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(`vectors: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
