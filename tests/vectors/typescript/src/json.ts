/** What a JSON text can say, and how to get at it without believing anything unseen. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function object(value: Json | undefined, what: string): JsonObject {
  if (!isObject(value)) throw new Error(`${what} is no object`);
  return value;
}

export function list(value: Json | undefined, what: string): Json[] {
  if (!Array.isArray(value)) throw new Error(`${what} is no list`);
  return value;
}

export function text(value: Json | undefined, what: string): string {
  if (typeof value !== "string") throw new Error(`${what} is no string`);
  return value;
}

export function textOrNull(value: Json | undefined, what: string): string | null {
  return value === undefined || value === null ? null : text(value, what);
}
