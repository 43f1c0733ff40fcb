import type { Finding } from '../diagnostic.ts';
import type { Config } from '../generated/config.ts';
import { says, type Text } from '../text.ts';
import type { Rule } from './rule.ts';

/** Without pinned keys, ansible takes a machine for another one that answers at its address. */
export const hostKeysArePinned: Rule = ({ config }) =>
  config.ssh['known-hosts'] !== undefined || config.acknowledged.includes('host-keys')
    ? []
    : [
        {
          code: 'host-keys',
          severity: 'note',
          message: says(
            'ssh accepts any host key: whoever answers at the address of a machine gets its secrets',
            'ssh 가 호스트 키를 확인하지 않으므로, 서버의 주소로 응답하는 다른 서버도 비밀 값을 받을 수 있습니다',
          ),
          path: ['ansible_ssh_private_key_file'],
          hint: says(
            'name a file of the keys in ssh.known-hosts (ssh-keyscan writes one; compare it at the consoles), or set acknowledged: [host-keys]',
            'ssh-keyscan 으로 만들고 서버의 콘솔에서 확인한 키 파일을 ssh.known-hosts 에 적거나, acknowledged: [host-keys] 를 지정하십시오',
          ),
        },
      ];

type Place = readonly [section: keyof Config, key: string];

const KEYS: readonly Place[] = [
  // A mirror has the keys of all.
  ['mirror', 'url'],
  ...(
    [
      'epel-key',
      'docker-key',
      'gitlab-key',
      'gitlab-runner-key',
      'gitlab-runner-package-key',
    ] as const satisfies readonly (keyof Config['repositories'])[]
  ).map((key): Place => ['repositories', key]),
];

/** What is carried out as root or built into images, and the key of its checksum; git has none for a tag. */
const DOWNLOADS: readonly { source: Place; checksum?: Place }[] = [
  { source: ['tools', 'maven'], checksum: ['tools', 'maven-checksum'] },
  { source: ['tools', 'node'], checksum: ['tools', 'node-checksum'] },
  { source: ['tools', 'dcos-cli'], checksum: ['tools', 'dcos-cli-checksum'] },
  { source: ['rinetd', 'source'], checksum: ['rinetd', 'checksum'] },
  { source: ['dcos', 'installer'], checksum: ['dcos', 'installer-checksum'] },
  { source: ['platform', 'repository'] },
];

/**
 * What vouches for packages and downloads, a key or a list of checksums, comes by a way on which nobody can change it,
 * and so does what nothing vouches for.
 */
export const whatVouchesIsSafe: Rule = ({ config }) => {
  const isOpen = ([section, key]: Place) =>
    /^(?:sha\d+:)?(?:http|ftp):/.test(valueAt(config, [section, key]));
  const unlisted = DOWNLOADS.filter(
    ({ checksum }) => checksum === undefined || valueAt(config, checksum) === '',
  );
  return [
    ...KEYS.filter(isOpen).map((place) =>
      unsafe(
        place,
        says(
          'anyone on the network path can replace the keys there, and with them every package',
          '네트워크 중간에서 키를 바꾸면 모든 패키지를 바꿀 수 있습니다',
        ),
        says(
          'take it by https://, or by file:// from the machines',
          'https:// 주소나 서버에 있는 file:// 주소를 쓰십시오',
        ),
      ),
    ),
    ...DOWNLOADS.flatMap(({ checksum }) =>
      checksum !== undefined && isOpen(checksum) ? [checksum] : [],
    ).map((place) =>
      unsafe(
        place,
        says(
          'anyone on the network path can replace the list together with the file',
          '네트워크 중간에서 목록과 파일을 함께 바꿀 수 있습니다',
        ),
        says(
          'write the checksum itself, or take the list by https://',
          '체크섬 값을 적거나 https:// 주소를 쓰십시오',
        ),
      ),
    ),
    ...unlisted
      .filter(({ source }) => isOpen(source))
      .map(({ source, checksum }) =>
        unsafe(
          source,
          says(
            'anyone on the network path can replace it, and no checksum tells',
            '네트워크 중간에서 바꿔도 체크섬이 없어 알 수 없습니다',
          ),
          checksum === undefined
            ? says('take it by https://', 'https:// 주소를 쓰십시오')
            : says(
                `set ${checksum.join('.')}, or take it by https://`,
                `${checksum.join('.')} 을(를) 적거나 https:// 주소를 쓰십시오`,
              ),
        ),
      ),
  ];
};

function unsafe(place: Place, risk: Text, hint: Text): Finding {
  const name = place.join('.');
  return {
    code: 'insecure-source',
    severity: 'warning',
    message: says(
      `${name} is fetched unprotected: ${risk.en}`,
      `${name} 을(를) 보호되지 않은 주소에서 받습니다. ${risk.ko}`,
    ),
    path: [...place],
    hint,
  };
}

function valueAt(config: Config, [section, key]: Place): string {
  return String((config[section] as Readonly<Record<string, unknown>> | undefined)?.[key] ?? '');
}
