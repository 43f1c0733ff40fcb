/** A place in the network as config.yml spells it, `name[:port][/path]`, taken apart. */
export interface Place {
  /** A host name or an IPv4 address. */
  name: string;
  port?: number;
  /** With its slash in front, or ''. */
  path: string;
}

/** The parts of `name[:port][/path]`. */
export function placeOf(text: string): Place {
  const [, name = '', port, path = ''] = /^([^:/]*)(?::(\d+))?(.*)$/s.exec(text) ?? [];
  return { name, ...(port !== undefined && { port: Number(port) }), path };
}

/** True for an IPv4 address, and false for a host name. */
export function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name);
}
