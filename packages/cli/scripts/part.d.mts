/** Stops where what a module exports changes later, or where parts wait for each other. */
export function requireLasting(metafile: {
  inputs: Readonly<Record<string, object>>;
  outputs: Readonly<Record<string, { imports: readonly { path: string; kind: string }[] }>>;
}): void;
