/**
 * As much of JSON Schema (draft 2020-12) as the schema of the vectors uses. A keyword that is not
 * known here is an error, so that nothing is passed over in silence. Formats are notes.
 */

import { type Json, type JsonObject, isObject, list, object, text } from "./json.js";

const NOTES = new Set(["$schema", "$id", "$defs", "title", "description", "format", "default"]);

export class Schema {
  readonly #root: JsonObject;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** Say what is wrong with a value, by the part of the schema that is named. */
  faults(part: string, value: Json): string[] {
    return this.#faults({ $ref: `#/$defs/${part}` }, value, "");
  }

  #faults(schema: Json, value: Json, path: string): string[] {
    if (typeof schema === "boolean") return schema ? [] : [`${path}: nothing may stand here`];
    const rules = object(schema, "a schema");
    return Object.entries(rules).flatMap(([name, rule]) =>
      NOTES.has(name) ? [] : this.#keyword(name, rule, rules, value, path),
    );
  }

  #ok(schema: Json, value: Json): boolean {
    return this.#faults(schema, value, "").length === 0;
  }

  #keyword(name: string, rule: Json, rules: JsonObject, value: Json, path: string): string[] {
    const say = (good: boolean): string[] => (good ? [] : [`${path || "/"}: ${name}`]);
    const same = (one: Json): boolean => JSON.stringify(one) === JSON.stringify(value);
    switch (name) {
      case "$ref":
        return this.#faults(this.#definition(text(rule, "$ref")), value, path);
      case "type":
        return say((Array.isArray(rule) ? rule : [rule]).some((type) => isOf(type, value)));
      case "const":
        return say(same(rule));
      case "enum":
        return say(list(rule, "enum").some(same));
      case "pattern":
        return say(typeof value !== "string" || new RegExp(text(rule, "pattern"), "u").test(value));
      case "minLength":
        return say(typeof value !== "string" || value.length >= Number(rule));
      case "minimum":
        return say(typeof value !== "number" || value >= Number(rule));
      case "maximum":
        return say(typeof value !== "number" || value <= Number(rule));
      case "minItems":
        return say(!Array.isArray(value) || value.length >= Number(rule));
      case "uniqueItems":
        return say(
          !Array.isArray(value) || new Set(value.map((v) => JSON.stringify(v))).size === value.length,
        );
      case "required":
        return say(!isObject(value) || list(rule, name).every((one) => text(one, name) in value));
      case "not":
        return say(!this.#ok(rule, value));
      case "anyOf":
        return say(list(rule, name).some((one) => this.#ok(one, value)));
      case "oneOf":
        return say(list(rule, name).filter((one) => this.#ok(one, value)).length === 1);
      case "allOf":
        return list(rule, name).flatMap((one) => this.#faults(one, value, path));
      case "if":
        return this.#ok(rule, value) ? this.#faults(rules["then"] ?? true, value, path) : [];
      case "then":
        return [];
      case "items":
        return Array.isArray(value)
          ? value.flatMap((item, at) => this.#faults(rule, item, `${path}/${at}`))
          : [];
      case "propertyNames":
        return say(!isObject(value) || Object.keys(value).every((one) => this.#ok(rule, one)));
      case "properties":
        return this.#properties(object(rule, name), value, path);
      case "additionalProperties":
        return this.#others(rule, rules, value, path);
      default:
        throw new Error(`this validator does not know the keyword ${name}`);
    }
  }

  #properties(rule: JsonObject, value: Json, path: string): string[] {
    if (!isObject(value)) return [];
    return Object.entries(rule).flatMap(([name, one]) => {
      const held = value[name];
      return held === undefined ? [] : this.#faults(one, held, `${path}/${name}`);
    });
  }

  #others(rule: Json, rules: JsonObject, value: Json, path: string): string[] {
    if (!isObject(value)) return [];
    const named = object(rules["properties"] ?? {}, "properties");
    return Object.entries(value).flatMap(([name, held]) =>
      name in named ? [] : this.#faults(rule, held, `${path}/${name}`),
    );
  }

  #definition(ref: string): Json {
    const name = ref.replace(/^#\/\$defs\//, "");
    const found = object(this.#root["$defs"], "$defs")[name];
    if (found === undefined) throw new Error(`the schema does not define ${name}`);
    return found;
  }
}

function isOf(type: Json, value: Json): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
