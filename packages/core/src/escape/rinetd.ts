const port = /^[1-9][0-9]{0,4}$/;
const address = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const pattern = /^(?=.*[*?])[0-9.*?]+$/;
const path = /^\/[\x21\x24-\x26\x28-\x7e]+$/;

/**
 * A value of rinetd.conf as it is: a port, a numeric IPv4 address, an `allow` pattern with `*` or `?`, or an absolute
 * path of printable ASCII without spaces, quotes and `#`. rinetd quotes nothing and resolves or misreads everything
 * else, so everything else throws.
 */
export function rinetdWord(value: string): string {
  const legal = port.test(value)
    ? Number(value) <= 65535
    : [address, pattern, path].some((kind) => kind.test(value));
  if (!legal) throw new RangeError('rinetd.conf cannot carry this value');
  return value;
}
