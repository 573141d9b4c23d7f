/** The vectors, read from the folder in which the Python package holds them. */

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

import { type Json, type JsonObject, list, object, text, textOrNull } from "./json.js";
import { Schema } from "./schema.js";

export interface Vector {
  readonly id: string;
  readonly clause: string;
  readonly title: string;
  readonly request: JsonObject;
  readonly then: JsonObject;
}

const FORMAT = 1;

export function readSchema(folder: string): Schema {
  return new Schema(read(join(dirname(folder), "vectors.schema.json")));
}

/** Give every vector of the folder (of these clauses). Every file is held against the schema. */
export function readVectors(folder: string, schema: Schema, only: string[]): Vector[] {
  const shared = checked(join(folder, "stages.json"), "stages-file", schema);
  const stages = new Map<string, Json[]>();
  for (const one of list(shared["stages"], "stages").map((each) => object(each, "a stage"))) {
    const after = textOrNull(one["after"], "after");
    const before = after === null ? [] : stages.get(after);
    if (before === undefined) throw new Error(`there is no stage ${after}`);
    stages.set(text(one["name"], "name"), [...before, ...list(one["records"], "records")]);
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json") && name !== "stages.json")
    .sort()
    .map((name) => checked(join(folder, name), "clause-file", schema))
    .filter((file) => only.length === 0 || only.includes(text(file["clause"], "clause")))
    .flatMap((file) =>
      list(file["vectors"], "vectors").map((one) =>
        vector(text(file["clause"], "clause"), object(one, "a vector"), stages, shared),
      ),
    );
}

function vector(
  clause: string,
  one: JsonObject,
  stages: ReadonlyMap<string, Json[]>,
  shared: JsonObject,
): Vector {
  const given = object(one["given"], "given");
  const stage = textOrNull(given["stage"], "stage");
  const before = stage === null ? [] : stages.get(stage);
  if (before === undefined) throw new Error(`there is no stage ${stage}`);
  const ask = text(one["ask"], "ask");
  const id = text(one["id"], "id");
  const request: JsonObject = {
    id,
    ask,
    trajectory: object(shared["trajectory"], "trajectory"),
    policy: object(given["policy"], "policy"),
    records: [...before, ...list(given["records"], "records")],
    unknown: list(given["unknown"], "unknown"),
    ...object(one["when"], "when"),
    ...(ask === "decide" ? {} : { clause }),
  };
  const title = text(one["title"], "title");
  return { id, clause, title, request, then: object(one["then"], "then") };
}

function checked(path: string, part: string, schema: Schema): JsonObject {
  const document = read(path);
  if (document["format"] !== FORMAT) throw new Error(`${path} is not of format ${FORMAT}`);
  const faults = schema.faults(part, document);
  if (faults.length > 0) throw new Error(`${path} does not keep to the schema: ${faults[0]}`);
  return document;
}

function read(path: string): JsonObject {
  return object(JSON.parse(readFileSync(path, "utf-8")) as Json, path);
}
