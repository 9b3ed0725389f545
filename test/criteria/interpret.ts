import { scaled } from "./vocabulary.ts";

type Json = { readonly [key: string]: unknown };

/** What a condition means, the slow and obvious way: walks it anew for every subject. */
export function interpret(condition: unknown, subject: unknown): boolean {
  if (!isObject(condition)) throw new Error("no condition");
  if ("all" in condition) return list(condition.all).every((part) => interpret(part, subject));
  if ("any" in condition) return list(condition.any).some((part) => interpret(part, subject));
  if ("none" in condition) return !list(condition.none).some((part) => interpret(part, subject));
  const field = String(condition.field);
  const value = readValue(field, subject);
  return Object.entries(condition)
    .filter(([operator]) => operator !== "field")
    .every(([operator, operand]) => holds(field, operator, value, operand));
}

function holds(field: string, operator: string, value: unknown, operand: unknown): boolean {
  if (operator === "exists") return (value !== undefined) === operand;
  if (value === undefined) return false;
  const among = (one: unknown, many: unknown) =>
    list(many).some((item) => order(field, one, item) === 0);
  switch (operator) {
    case "eq":
      return order(field, value, operand) === 0;
    case "ne":
      return order(field, value, operand) !== 0;
    case "lt":
      return order(field, value, operand) < 0;
    case "lte":
      return order(field, value, operand) <= 0;
    case "gt":
      return order(field, value, operand) > 0;
    case "gte":
      return order(field, value, operand) >= 0;
    case "in":
      return among(value, operand);
    case "between": {
      const [low, high] = list(operand);
      return order(field, value, low) >= 0 && order(field, value, high) <= 0;
    }
    case "contains":
      return among(operand, value);
    case "containsAny":
      return list(operand).some((item) => among(item, value));
    case "containsAll":
      return list(operand).every((item) => among(item, value));
    default:
      throw new Error(`no operator: ${operator}`);
  }
}

/** Below zero, zero or above; values are of the field's type here. */
function order(field: string, left: unknown, right: unknown): number {
  if (field === "total" || field === "sums") {
    const difference = scaled(String(left)) - scaled(String(right));
    return difference === 0n ? 0 : difference > 0n ? 1 : -1;
  }
  if (typeof left === "number" && typeof right === "number") return left - right;
  return left === right ? 0 : 1;
}

function readValue(field: string, subject: unknown): unknown {
  let value = subject;
  for (const step of field.split(".")) {
    value = isObject(value) ? Object.getOwnPropertyDescriptor(value, step)?.value : undefined;
  }
  return isOfType(field, value) ? value : undefined;
}

function isOfType(field: string, value: unknown): boolean {
  const isDecimal = (it: unknown) => typeof it === "string" && /^-?\d{1,20}(\.\d{1,4})?$/.test(it);
  switch (field) {
    case "country":
      return typeof value === "string";
    case "consent":
      return value === true || value === false;
    case "tier":
      return value === "silver" || value === "gold";
    case "total":
      return isDecimal(value);
    case "tags":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "sums":
      return Array.isArray(value) && value.every(isDecimal);
    default:
      return typeof value === "number" && Math.abs(value) < Number.POSITIVE_INFINITY;
  }
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("no list");
  return value;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
