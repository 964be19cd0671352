import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a long step is. */
export interface Progress {
  update: (done: number) => void;
  end: () => void;
}

const PLAIN_LINE_EVERY = 2_000;

function showBar(label: string, total: number, unit: string): Progress {
  const format = `${label} {bar} {percentage} %  {value}/{total} ${unit}  {rate}/s  {eta_formatted} left`;
  const bar = new SingleBar(
    { format, hideCursor: true, gracefulExit: true, etaBuffer: 50 },
    Presets.shades_classic,
  );
  const startedAt = performance.now();
  bar.start(total, 0, { rate: 0 });
  return {
    update: (done) => {
      bar.update(done, { rate: Math.round((done * 1000) / (performance.now() - startedAt)) });
    },
    end: () => {
      bar.stop();
    },
  };
}

function printLines(label: string, total: number, unit: string): Progress {
  const startedAt = performance.now();
  let printedAt = startedAt;
  const print = (done: number) => {
    const rate = Math.round((done * 1000) / Math.max(1, performance.now() - startedAt));
    const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
    process.stdout.write(`${label} ${done}/${total} ${unit}, ${rate}/s, ${left} s left\n`);
    printedAt = performance.now();
  };
  return {
    update: (done) => {
      if (done >= total || performance.now() - printedAt > PLAIN_LINE_EVERY) print(done);
    },
    end: () => undefined,
  };
}

/** A bar with rate and time left on a terminal, plain lines every two seconds elsewhere. */
export function showProgress(label: string, total: number, unit: string): Progress {
  return process.stdout.isTTY ? showBar(label, total, unit) : printLines(label, total, unit);
}
