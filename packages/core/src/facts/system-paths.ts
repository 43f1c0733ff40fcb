/** Folders of the system that are nobody's data, with everything below them. DC/OS wants its own on the root file system. */
export const SYSTEM_TREES: readonly string[] = [
  ...[
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/lib',
    '/lib64',
    '/opt/mesosphere',
    '/proc',
    '/root',
    '/run',
    '/sbin',
    '/sys',
  ],
  ...['/usr', '/var/run'],
];

/** Folders of the system that hold other people's data beside the system's: nobody's as such, but one below them may be. */
export const SHARED_FOLDERS: readonly string[] = [
  '/',
  '/home',
  '/opt',
  '/tmp',
  '/var',
  '/var/lib',
  '/var/tmp',
];

/**
 * The folder of the system that an absolute path is, or lies in: no place for a disk, a backup or anything else that is
 * emptied, moved or mounted over. Undefined for a path of one's own. This is the one list of them.
 */
export function systemPathOf(path: string): string | undefined {
  const plain = `/${path.split('/').filter(Boolean).join('/')}`;
  if (SHARED_FOLDERS.includes(plain)) return plain;
  return SYSTEM_TREES.find((tree) => plain === tree || plain.startsWith(`${tree}/`));
}
