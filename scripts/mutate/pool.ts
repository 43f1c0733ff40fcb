import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './worker.mjs';

/** Workers that share out jobs; one that takes too long is ended, and another takes its place. */
export class Pool {
  private readonly code: string;

  constructor(code: string) {
    this.code = code;
  }

  /** Runs every job with a limit in milliseconds; what took longer has no answer. */
  async run(
    jobs: readonly { job: Job; limit: number }[],
    done: (index: number, answer: Answer | undefined) => void,
  ): Promise<void> {
    const queue = jobs.map((entry, index) => ({ ...entry, index }));
    await Promise.all(
      Array.from({ length: Math.min(availableParallelism(), jobs.length) }, async () => {
        let worker = this.begin();
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const answer = await ask(worker, next.job, next.limit);
          done(next.index, answer);
          if (answer !== undefined) continue;
          await worker.terminate();
          worker = this.begin();
        }
        await worker.terminate();
      }),
    );
  }

  private begin(): Worker {
    return new Worker(new URL('./worker.mjs', import.meta.url), { workerData: this.code, stderr: true });
  }
}

function ask(worker: Worker, job: Job, limit: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limit);
    worker.once('message', (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    worker.postMessage(job);
  });
}
