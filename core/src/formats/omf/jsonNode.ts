import { refuse } from "../fileIssue.ts";
import type { Vector } from "../scene.ts";

/** A value in an OMF index with its place, read by type: a wrong one is refused with DataError `format.omf-index`. */
export class JsonNode {
  readonly path: string;
  private readonly value: unknown;
  private readonly file: string;
  constructor(value: unknown, file: string, path: string) {
    this.value = value;
    this.file = file;
    this.path = path;
  }

  at(key: string): JsonNode {
    const held = typeof this.value === "object" && this.value !== null && Object.hasOwn(this.value, key);
    return new JsonNode(
      held ? (this.value as Record<string, unknown>)[key] : undefined,
      this.file,
      `${this.path}.${key}`,
    );
  }

  isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  text(): string {
    return typeof this.value === "string" ? this.value : this.fail("a text");
  }

  textOr(fallback: string): string {
    return this.isThere() ? this.text() : fallback;
  }

  whole(least: number, most: number): number {
    const { value } = this;
    return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
      ? value
      : this.fail(`a whole number in ${least}-${most}`);
  }

  numbers(count: number): number[] {
    const { value } = this;
    return Array.isArray(value) && value.length === count && value.every((cell) => Number.isFinite(cell))
      ? value
      : this.fail(`${count} finite numbers`);
  }

  vector(): Vector {
    return this.numbers(3) as unknown as Vector;
  }

  vectorOr(fallback: Vector): Vector {
    return this.isThere() ? this.vector() : fallback;
  }

  listOr(): readonly JsonNode[] {
    if (!this.isThere()) return [];
    if (!Array.isArray(this.value)) return this.fail("a list");
    return this.value.map((item, at) => new JsonNode(item, this.file, `${this.path}[${at}]`));
  }

  private fail(wanted: string): never {
    const got = this.value === undefined ? "nothing" : JSON.stringify(this.value).slice(0, 60);
    return refuse(`${this.file}, ${this.path}`, "omf-index", `must be ${wanted}, got ${got}`);
  }
}
