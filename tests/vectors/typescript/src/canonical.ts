/**
 * When two answers are the same answer: order counts nowhere but inside what an act changed, an
 * instant is the same in every offset, and all else is exact.
 */

import { type Json, isObject } from "./json.js";

const INSTANT =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:\d\d)$/;

export function canonical(answer: Json): string {
  return write(settle(answer, false));
}

/** An instant as a text that can be compared, microseconds and all; null for what is none. */
export function instant(value: string): string | null {
  const found = INSTANT.exec(value);
  if (found === null) return null;
  const [, minutes, seconds = "00", fraction = "", offset] = found;
  const at = Date.parse(`${minutes}:${seconds}${offset}`);
  if (Number.isNaN(at) || !sameDay(minutes ?? "")) return null;
  return `${new Date(at).toISOString().slice(0, 19)}.${fraction.padEnd(6, "0")}Z`;
}

/** JavaScript takes the thirtieth of February for the second of March; it is no day at all. */
function sameDay(minutes: string): boolean {
  const day = minutes.slice(0, 10);
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

function write(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${write(value[name] ?? null)}`).join(",")}}`;
}

function settle(value: Json, ordered: boolean): Json {
  if (Array.isArray(value)) {
    const parts = value.map((part) => settle(part, ordered));
    return ordered ? parts : bag(parts);
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(([name, part]): [string, Json] => [
      name,
      name === "changes" ? settleChanges(part) : settle(part, ordered),
    ]);
    return Object.fromEntries(parts);
  }
  return typeof value === "string" ? (instant(value) ?? value) : value;
}

/** The items of a slice in any order, each as the wire has it. */
function settleChanges(slices: Json): Json {
  if (!isObject(slices)) return slices;
  const parts = Object.entries(slices).map(([name, items]): [string, Json] => [
    name,
    Array.isArray(items) ? bag(items.map((item) => settle(item, true))) : items,
  ]);
  return Object.fromEntries(parts);
}

function bag(parts: Json[]): Json[] {
  return parts
    .map((part): [string, Json] => [write(part), part])
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, part]) => part);
}
