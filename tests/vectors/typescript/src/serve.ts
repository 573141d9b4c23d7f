/**
 * Answers by the protocol with the chapter of voices: node serve.js
 *
 * `node serve.js BUG` answers wrongly on purpose, to show that it is noticed: one of `PLANTED`.
 */

import { readFileSync } from "node:fs";

import { type Json, type JsonObject, list, object } from "./json.js";
import { type Reply, reply } from "./voices.js";

/** Mistakes that somebody might make, and what they do to a right answer. */
const PLANTED: { readonly [bug: string]: (request: JsonObject, right: JsonObject) => JsonObject } = {
  "a-system-may-speak": (request, right) =>
    actor(request) === "system" && right["verdict"] === "refused"
      ? { verdict: "accepted", record: {}, changes: {}, warnings: [] }
      : right,
  "who-wrote-it-down-is-lost": (_, right) =>
    JSON.parse(JSON.stringify(right, (name, value: Json) => name === "recorded_by" ? undefined : value)) as JsonObject,
  "unknown-is-yes": (_, right) =>
    right["verdict"] === "unsure"
      ? { verdict: "accepted", record: {}, changes: {}, warnings: [] }
      : right,
  "only-the-first-reason": (_, right) =>
    right["verdict"] === "refused"
      ? { ...right, violations: list(right["violations"], "violations").slice(1) }
      : right,
};

function actor(request: JsonObject): Json {
  return object(object(request["act"], "act")["by"], "by")["role"] ?? null;
}

function spoiled(bug: string | undefined, request: JsonObject): Reply {
  const right = reply(request);
  if (bug === undefined || !("answer" in right)) return right;
  const spoil = PLANTED[bug];
  if (spoil === undefined) throw new Error(`no such bug: ${Object.keys(PLANTED).join(", ")}`);
  return { answer: spoil(request, right.answer) };
}

const [bug] = process.argv.slice(2);
for (const line of readFileSync(0, "utf-8").split("\n").filter(Boolean)) {
  const request = object(JSON.parse(line) as Json, "a request");
  process.stdout.write(`${JSON.stringify({ id: request["id"] ?? null, ...spoiled(bug, request) })}\n`);
}
