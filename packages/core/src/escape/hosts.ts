/** A host name as /etc/hosts and the resolver take it: letters, digits, dashes and dots. Anything else throws. */
export function hostName(name: string): string {
  if (!/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(name)) throw new TypeError('a host name is not one');
  return name;
}
