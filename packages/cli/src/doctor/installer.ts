import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { DCOS_VERSION, INSTALL, INSTALLER } from '@uegen/core/phases';
import { say } from '../language.ts';
import { disk } from '../tree/file-system.ts';
import type { Layout } from '../tree/layout.ts';
import { absent, type Check, type Finding } from './check.ts';
import { askDocker } from './docker.ts';

const PATH = `${INSTALL}/${INSTALLER}`;
/** What stands before the installer's payload is shorter. */
const HEAD_BYTES = 16 * 1024;
/** Where download.sh keeps the checksum of the first one. */
const RECORD = 'installer-checksum';

/** DC/OS' installer: there, the one that was meant, and of a version that can be installed over ssh. */
export const installer: Check = async (setting) => {
  const { cluster, loaded } = setting;
  const { at } = loaded;
  const place = at.place(PATH);
  if (disk.status(place)?.kind !== 'file')
    return [absent(INSTALLER, say(`${PATH} is missing`, `${PATH} 파일이 없습니다`), 'download', setting)];
  const [{ sum, head }, named] = [await readThrough(place), plainSum(cluster.dcos.installerChecksum)];
  return [checksumFinding(sum, named, at), await versionFinding(head)];
};

function checksumFinding(sum: string, named: string, at: Layout): Finding {
  const subject = INSTALLER;
  const what = `sha256:${sum}`;
  if (named === sum)
    return {
      subject,
      state: 'ok',
      what: `${what}; ${say('dcos.installer-checksum is the same', 'dcos.installer-checksum 과 같습니다')}`,
    };
  if (named !== '')
    return {
      subject,
      state: 'bad',
      what: say(
        `${what} is not the sha256:${named} of dcos.installer-checksum`,
        `${what} 이 dcos.installer-checksum 의 sha256:${named} 와 다릅니다`,
      ),
      todo: again(),
    };
  const first = firstSum(at);
  if (first !== undefined && first !== sum)
    return {
      subject,
      state: 'bad',
      what: say(
        `${what} is not the first one that was here, sha256:${first}`,
        `${what} 이 처음 받은 파일의 sha256:${first} 와 다릅니다`,
      ),
      todo: `${again()}; ${say('or set dcos.installer-checksum to the one that you want', '또는 사용할 체크섬을 dcos.installer-checksum 에 적으십시오')}`,
    };
  return {
    subject,
    state: 'ok',
    what: `${what}; ${say('dcos.installer-checksum is blank', 'dcos.installer-checksum 이 비어 있습니다')}`,
  };
}

function again(): string {
  return say(
    `delete ${PATH} and run uegen run download`,
    `${PATH} 를 지우고 uegen run download 를 실행하십시오`,
  );
}

function plainSum(checksum: string): string {
  return checksum.toLowerCase().replace(/^sha256:/, '');
}

function firstSum({ own }: Layout): string | undefined {
  const path = `${own}/${RECORD}`;
  if (disk.status(path)?.kind !== 'file') return undefined;
  return /^[0-9a-f]{64}$/m.exec(readFileSync(path, 'utf8'))?.[0];
}

// To ask the installer itself would unpack a gigabyte; its image, once it is loaded, answers at once.
async function versionFinding(head: string): Promise<Finding> {
  const subject = 'DC/OS';
  const image = /\b[\w./-]*dcos-genconf:[\w.-]+/.exec(head)?.[0];
  if (image === undefined)
    return {
      subject,
      state: 'bad',
      what: say(
        `${PATH} names no image of DC/OS' installer`,
        `${PATH} 에 DC/OS 인스톨러의 이미지가 없습니다`,
      ),
      todo: again(),
    };
  const untold: Finding = {
    subject,
    state: 'ok',
    what: say(
      'its version shows once genconf has unpacked it',
      'genconf 를 실행하면 버전을 확인할 수 있습니다',
    ),
  };
  const loaded = await askDocker(['docker', 'image', 'inspect', '--format', '{{.Id}}', image]);
  if (loaded.code !== 0) return untold;
  const run = ['docker', 'run', '--rm', '--network', 'none', image, '--version'] as const;
  const version = /"version": ?"([\w.-]+)"/.exec((await askDocker(run)).stdout)?.[1];
  if (version === undefined) return untold;
  if (version === DCOS_VERSION || version.startsWith(`${DCOS_VERSION}.`))
    return { subject, state: 'ok', what: version };
  return {
    subject,
    state: 'bad',
    what: `${version}; ${say(`${DCOS_VERSION} is wanted`, `${DCOS_VERSION} 이 필요합니다`)}`,
    todo: say(
      "take the installer of the guide's 클러스터 설치 / 설치파일 다운로드",
      '가이드의 클러스터 설치 / 설치파일 다운로드 의 파일을 쓰십시오',
    ),
  };
}

async function readThrough(path: string): Promise<{ sum: string; head: string }> {
  const hash = createHash('sha256');
  let head = '';
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (head.length < HEAD_BYTES) head += chunk.toString('latin1').slice(0, HEAD_BYTES);
  }
  return { sum: hash.digest('hex'), head };
}
