import type { BodyInput, PreparedBody } from "@relode/core/resource";
import { memoryLimitBytes } from "./memoryNeed.ts";
import { type ResourceAnswers, type ResourceTask, resourceHand } from "./resourceTask.ts";
import { builtWorker } from "./screeningTeam.ts";
import { inlineMember, type Member, threadMember } from "./threadMember.ts";

export interface ResourceTeamOptions {
  /** Threads to share the work; 0 and 1 work on this one. */
  readonly threads: number;
  /** Entry of the worker; default the built one. Where there is none, this thread works. */
  readonly worker?: URL | null;
}

type TaskOf<K extends ResourceTask["kind"]> = Extract<ResourceTask, { kind: K }>;

/** Beside the built command only: from the sources this thread works, as a worker built earlier may speak another protocol. */
function workerEntry(): URL | null {
  return import.meta.url.endsWith(".ts") ? null : builtWorker("resourceWorker");
}

/** Threads that share the parts of a resource run. What a part gives depends on the body and the part alone, never on who does it. */
export class ResourceTeam {
  readonly isThreaded: boolean;
  #members: readonly Member<ResourceTask>[];

  private constructor(members: readonly Member<ResourceTask>[], isThreaded: boolean) {
    this.#members = members;
    this.isThreaded = isThreaded;
  }

  get size(): number {
    return this.#members.length;
  }

  /** @param body the body of `input`, for the work on this thread */
  static async of(
    input: BodyInput,
    body: PreparedBody,
    { threads, worker = workerEntry() }: ResourceTeamOptions,
  ): Promise<ResourceTeam> {
    if (worker === null || threads <= 1) return new ResourceTeam([inlineMember(resourceHand(body))], false);
    const members = Array.from({ length: threads }, () => threadMember<ResourceTask>(worker));
    const team = new ResourceTeam(members, true);
    const { project, tables, report, surfaces } = input;
    try {
      const open = { kind: "open" as const, input: { project, tables, report, surfaces } };
      await Promise.all(members.map(({ ask }) => ask(open)));
    } catch (error) {
      await team.end();
      throw error;
    }
    return team;
  }

  /** Asks the first member. */
  async first<K extends ResourceTask["kind"]>(task: TaskOf<K>): Promise<ResourceAnswers[K]> {
    return (await this.#members[0].ask(task)) as ResourceAnswers[K];
  }

  /** Asks every member but the first. */
  async others<K extends ResourceTask["kind"]>(task: TaskOf<K>): Promise<void> {
    await Promise.all(this.#members.slice(1).map(({ ask }) => ask(task)));
  }

  /** Ends members until each of the rest may take so many bytes beside what is taken now; the first stays. */
  async keepWithin(bytesEach: number, limitBytes = memoryLimitBytes() - process.memoryUsage.rss()): Promise<void> {
    const most = Math.max(1, Math.floor(limitBytes / Math.max(1, bytesEach)));
    const leaving = this.#members.slice(most);
    this.#members = this.#members.slice(0, most);
    await Promise.all(leaving.map((member) => member.end()));
  }

  /**
   * Answers in the order of the tasks, each done by whoever has least to do; at most two tasks a member are under way, so that no more
   * answers are held than that.
   */
  async *inOrder<K extends ResourceTask["kind"]>(tasks: readonly TaskOf<K>[]): AsyncGenerator<ResourceAnswers[K]> {
    const busy = new Map(this.#members.map((member) => [member, 0]));
    const waiting: Promise<unknown>[] = [];
    let next = 0;
    const ask = () => {
      if (next >= tasks.length) return;
      const [member] = [...busy].reduce((least, one) => (one[1] < least[1] ? one : least));
      busy.set(member, (busy.get(member) ?? 0) + 1);
      const done = () => busy.set(member, (busy.get(member) ?? 1) - 1);
      const asked = member.ask(tasks[next++]);
      // Its turn to be awaited comes later; an error must not count as unheard until then.
      asked.then(done, done);
      waiting.push(asked);
    };
    for (let i = 0; i < (this.isThreaded ? 2 : 1) * this.#members.length; i++) ask();
    for (;;) {
      const first = waiting.shift();
      if (first === undefined) return;
      const answer = await first;
      ask();
      yield answer as ResourceAnswers[K];
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.end()));
  }
}
