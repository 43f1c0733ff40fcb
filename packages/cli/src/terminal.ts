import pc from 'picocolors';

/** Where a command prints. Colours are those of the stream: none, unless it is a terminal that wants them. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  outColors: Colors;
  errColors: Colors;
}

/** Functions that colour a text, or leave it. */
export type Colors = ReturnType<typeof pc.createColors>;

/** The process' own streams. A reader that goes away early (`| head`) is no error. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outColors: pc.createColors(wantsColors(process.stdout)),
    errColors: pc.createColors(wantsColors(process.stderr)),
  };
}

function wantsColors(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, TERM } = process.env;
  return stream.isTTY === true && (NO_COLOR ?? '') === '' && TERM !== 'dumb';
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
