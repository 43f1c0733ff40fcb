import { type PlacedDisk, placeDisk, placesOf, selectors } from '../cluster/disks.ts';
import type { Finding } from '../diagnostic.ts';
import { systemPathOf } from '../facts/system-paths.ts';
import type { Config } from '../generated/config.ts';
import { says } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

/** A disk belongs to nodes that exist, also ones that are leaving. */
export const diskNodesAreKnown: Rule = ({ config, named }) =>
  config.disks.flatMap((setting, index) =>
    selectors(setting)
      .filter((selector) => placesOf(selector, named).length === 0)
      .map((selector) => ({
        code: 'disk' as const,
        message: says(
          `there is no group and no node ${selector}`,
          `${selector} 라는 그룹이나 노드가 없습니다`,
        ),
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
        message: says(
          `disks.${index}.mount is missing: ${node.name} is neither a master nor an agent`,
          `disks.${index}.mount 가 없습니다. ${node.name} 은(는) 마스터도 에이전트도 아닙니다`,
        ),
        path: ['disks', String(index)],
      })),
  );

/** No disk takes the place of a system folder, nor of the one from which sshd reads the operator's keys. */
export const diskMountsAreFree: Rule = ({ config }) =>
  config.disks.flatMap(({ mount }, index) => {
    const taken = mount === undefined ? undefined : takenBy(mount, config.ansible_user);
    if (taken === undefined) return [];
    const inside = mount !== taken;
    return [
      {
        code: 'disk' as const,
        message: says(
          `no disk can be mounted there: ${mount} ${inside ? `is inside ${taken},` : 'is'} a system folder`,
          `디스크를 마운트할 수 없습니다. ${mount} 은(는) 시스템 폴더${inside ? ` ${taken} 안에 있습니다` : '입니다'}`,
        ),
        path: ['disks', String(index), 'mount'],
        ...alsoAt(systemPathOf(taken) === taken ? undefined : ['ansible_user']),
        hint: says(
          'mount it at a separate folder, such as /data, /var/lib/docker, /var/lib/mesos or /var/log',
          '/data, /var/lib/docker, /var/lib/mesos, /var/log 처럼 별도의 폴더에 마운트하십시오',
        ),
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
      (['device', 'mount'] as const).flatMap((key) => clash(placed, key, index, { seen, config })),
    ),
  );
};

function clash(
  { node, disk }: PlacedDisk,
  key: 'device' | 'mount',
  index: number,
  { seen, config }: { seen: Map<string, number>; config: Config },
): Finding[] {
  const machinePlace = JSON.stringify([node.address, key, disk[key]]);
  const other = seen.get(machinePlace);
  seen.set(machinePlace, index);
  if (other === undefined || disk[key] === undefined) return [];
  const message = says(
    `disks.${index} and disks.${other} have the same ${key} on ${node.name}`,
    `${node.name} 에서 disks.${index} 와 disks.${other} 의 ${key} 가 같습니다`,
  );
  // A mount point may be that of the role.
  const place = (at: number) => [
    'disks',
    String(at),
    ...(config.disks[at]?.[key] === undefined ? [] : [key]),
  ];
  return [{ code: 'disk', message, path: place(index), ...alsoAt(place(other)) }];
}
