/**
 * One chapter of the charter in another language: voices that nobody blocks (T6).
 *
 * Speaking, scaling and dissenting are judged whole; setting words beside a record as far as who
 * takes part follows from openings, joinings and leavings. All else is not implemented, and says so.
 */

import { instant } from "./canonical.js";
import { type Json, type JsonObject, isObject, list, object, text, textOrNull } from "./json.js";

export type Reply = { answer: JsonObject } | { not_implemented: string };

/** Who may: the lines of the table of powers that this chapter needs. */
const SPEAKERS = ["consultant", "care-worker", "minor", "parent", "network", "trust-person"];
const LINES: { readonly [type: string]: { act: string; clauses: string[] } } = {
  speak: { act: "Speak", clauses: ["T6"] },
  scale: { act: "Scale", clauses: ["T6"] },
  dissent: { act: "Dissent", clauses: ["T6"] },
  annotate: { act: "Annotate", clauses: ["T6", "P8c"] },
};
const REFERENCE = /^[A-Za-z0-9._:/@+#-]{1,128}$/;

class NotImplemented extends Error {}

export function reply(request: JsonObject): Reply {
  try {
    return { answer: decide(request) };
  } catch (error) {
    if (error instanceof NotImplemented) return { not_implemented: error.message };
    throw error;
  }
}

function decide(request: JsonObject): JsonObject {
  if (request["ask"] !== "decide") throw new NotImplemented("findings and duties");
  const act = object(request["act"], "act");
  const by = object(act["by"], "by");
  const type = text(act["type"], "type");
  const line = LINES[type];
  if (line === undefined) throw new NotImplemented(`acts of type ${type}`);
  if (by["recorded_at"] !== undefined) throw new NotImplemented("what is written down later");
  const unknown = list(request["unknown"], "unknown");
  const violations = [...form(type, act), ...powers(line, by)];
  const blind: Json[] = [];
  if (type === "annotate") violations.push(...presence(request, by, unknown, blind));
  if (violations.length > 0) return { verdict: "refused", violations, unknown: blind };
  if (blind.length > 0) return { verdict: "unsure", unknown: blind };
  return accepted(request, type, act, by, unknown);
}

function violation(rule: string, clauses: string[], gap: JsonObject): JsonObject {
  return { rule, clauses, level: "hard", broken: false, gaps: [gap] };
}

function about(by: JsonObject): JsonObject {
  return { role: by["role"] ?? null, person: by["person"] ?? null, at: by["at"] ?? null };
}

function form(type: string, act: JsonObject): JsonObject[] {
  const pointers = { scale: ["goal"], dissent: ["ref", "statement"], annotate: ["about"] }[type];
  for (const name of pointers ?? []) {
    const held = textOrNull(act[name], name);
    if (held !== null && !REFERENCE.test(held)) throw new NotImplemented("malformed references");
  }
  const value = act["value"];
  if (type !== "scale" || (typeof value === "number" && value >= 0 && value <= 10)) return [];
  const gap = { code: "off-the-scale", about: { field: "value" }, remedies: [] };
  return [violation("form.act", [], gap)];
}

function powers(line: { act: string; clauses: string[] }, by: JsonObject): JsonObject[] {
  if (SPEAKERS.includes(text(by["role"], "role"))) return [];
  const remedy = { act: line.act, roles: SPEAKERS, about: {}, human: true };
  const said = { act: line.act, ...about(by) };
  const gap = { code: "not-this-role", about: said, remedies: [remedy] };
  return [violation(`powers.${line.act}`, line.clauses, gap)];
}

/** Whether whoever acts takes part, for what is not protected. */
function presence(
  request: JsonObject,
  by: JsonObject,
  unknown: Json[],
  blind: Json[],
): JsonObject[] {
  if (by["recorded_by"] !== undefined || by["on_behalf_of"] !== undefined) {
    throw new NotImplemented("acting or writing for another");
  }
  if (by["role"] === "system") return [];
  if (by["role"] === "authority") throw new NotImplemented("mandates of government");
  if (unknown.includes("people")) {
    blind.push("people");
    return [];
  }
  const at = moment(by["at"]);
  const there = people(request).some(
    (part) =>
      part.person === by["person"] &&
      part.role === by["role"] &&
      part.since <= at &&
      (part.until === null || at < part.until),
  );
  if (there) return [];
  const gap = { code: "not-taking-part", about: about(by), remedies: [] };
  return [violation("form.participation", [], gap)];
}

interface Part {
  readonly person: Json;
  readonly role: Json;
  readonly since: string;
  until: string | null;
}

function moment(value: Json | undefined): string {
  const at = instant(text(value, "an instant"));
  if (at === null) throw new Error("an instant that is none");
  return at;
}

const OTHERS = new Set([
  "adopt", "assign-consultant", "deputise-consultant", "reopen", "take-over", "withdraw",
]);

/** Who takes part, from the records of those who came and went. */
function people(request: JsonObject): Part[] {
  const parts = new Map<string, Part>();
  for (const record of list(request["records"], "records")) {
    const act = object(object(record, "a record")["act"], "act");
    const by = object(act["by"], "by");
    const [type, id] = [text(act["type"], "type"), text(act["id"], "id")];
    if (OTHERS.has(type)) throw new NotImplemented(`who takes part after ${type}`);
    if (type === "open-involvement") {
      if (parts.size > 0) throw new NotImplemented("a second opening");
      const since = moment(by["at"]);
      parts.set(id, { person: by["person"] ?? null, role: "consultant", since, until: null });
      const unborn = list(act["unborn"] ?? [], "unborn");
      for (const minor of list(act["minors"], "minors")) {
        if (unborn.includes(minor)) continue;
        parts.set(`${id}/${String(minor)}`, { person: minor, role: "minor", since, until: null });
      }
    } else if (type === "add-participation") {
      const until = act["until"] ?? null;
      parts.set(id, {
        person: act["person"] ?? null,
        role: act["role"] ?? null,
        since: moment(act["since"]),
        until: until === null ? null : moment(until),
      });
    } else if (type === "end-participation") {
      const part = parts.get(text(act["participation"], "participation"));
      const until = moment(act["until"]);
      if (part !== undefined && (part.until === null || until < part.until)) part.until = until;
    }
  }
  return [...parts.values()];
}

/** What is on record now: the record, and the item that its slice gains. */
function accepted(
  request: JsonObject,
  type: string,
  act: JsonObject,
  by: JsonObject,
  unknown: Json[],
): JsonObject {
  const seq = list(request["records"], "records").length + 1;
  const id = act["id"] ?? null;
  const slice = { scale: "scales", annotate: "notes" }[type] ?? "voices";
  const common = { seq, act: id, person: by["person"], role: by["role"], at: by["at"] };
  const said: { [name: string]: Json | undefined } =
    type === "scale"
      ? { goal: act["goal"], minor: act["minor"], value: act["value"] }
      : type === "annotate"
        ? { about: act["about"], words: act["words"], audience: act["audience"] }
        : {
            words: act["words"],
            minors: type === "speak" ? filled(act["minors"]) : undefined,
            against: act["against"],
            ref: act["ref"],
            statement: act["statement"],
            audience: act["audience"],
          };
  const how = {
    on_behalf_of: by["on_behalf_of"],
    recorded_by: by["recorded_by"],
    form: by["form"],
  };
  const item = without({ ...common, ...said, ...how });
  return {
    verdict: "accepted",
    record: { seq, act: id, leaves_open: [], misinformed: [] },
    changes: unknown.includes(slice) ? {} : { [slice]: [item] },
    warnings: [],
  };
}

/** On the wire what is not there is left out, and so is an empty list that is the default. */
function filled(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function without(item: { [name: string]: Json | undefined }): JsonObject {
  const held = Object.entries(item).filter(
    (entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null,
  );
  const made = Object.fromEntries(held);
  if (!isObject(made)) throw new Error("no object");
  return made;
}
