import { type PlacedDisk, placeDisk, placesOf, selectors } from '../cluster/disks.ts';
import type { Finding } from '../diagnostic.ts';
import { systemPathOf } from '../facts/system-paths.ts';
import type { Rule } from './rule.ts';

/** A disk belongs to nodes that exist, also ones that are leaving. */
export const diskNodesAreKnown: Rule = ({ config, named }) =>
  config.disks.flatMap((setting, index) =>
    selectors(setting)
      .filter((selector) => placesOf(selector, named).length === 0)
      .map((selector) => ({
        code: 'disk' as const,
        message: `there is no group and no node ${selector}`,
        path: ['disks', String(index), 'nodes'],
      })),
  );

/** Only masters and agents have a mount point of their own accord. */
export const diskMountsAreKnown: Rule = ({ config, named }) =>
  config.disks.flatMap((setting, index) =>
    placeDisk(setting, named)
      .filter(({ disk }) => disk.mount === undefined)
      .map(({ node }) => ({
        code: 'missing-key' as const,
        message: `disks.${index}.mount is missing: ${node.name} is neither a master nor an agent`,
        path: ['disks', String(index)],
      })),
  );

/** No disk takes the place of a folder of the system, nor of the one from which sshd reads the operator's keys. */
export const diskMountsAreFree: Rule = ({ config }) =>
  config.disks.flatMap(({ mount }, index) => {
    const taken = mount === undefined ? undefined : takenBy(mount, config.ansible_user);
    if (taken === undefined) return [];
    const where = mount === taken ? `${mount} is` : `${mount} lies in ${taken},`;
    return [
      {
        code: 'disk' as const,
        message: `no disk can be mounted there: ${where} a folder of the system`,
        path: ['disks', String(index), 'mount'],
        hint: 'mount it at a folder of its own, such as /data, /var/lib/docker, /var/lib/mesos or /var/log',
      },
    ];
  });

function takenBy(mount: string, user: string): string | undefined {
  const home = `/home/${user}`;
  return mount === home ? home : systemPathOf(mount);
}

/** No two disks of a machine share the device or the mount point. */
export const disksAreDistinct: Rule = ({ config, named }) => {
  const seen = new Map<string, number>();
  return config.disks.flatMap((setting, index) =>
    placeDisk(setting, named).flatMap((placed) =>
      (['device', 'mount'] as const).flatMap((key) => clash(placed, key, index, seen)),
    ),
  );
};

function clash(
  { node, disk }: PlacedDisk,
  key: 'device' | 'mount',
  index: number,
  seen: Map<string, number>,
): Finding[] {
  const place = JSON.stringify([node.address, key, disk[key]]);
  const other = seen.get(place);
  seen.set(place, index);
  if (other === undefined || disk[key] === undefined) return [];
  const message = `disks.${index} and disks.${other} have the same ${key} on ${node.name}`;
  return [{ code: 'disk', message, path: ['disks', String(index)] }];
}
