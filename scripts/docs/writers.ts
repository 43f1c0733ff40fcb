import { gitlabFiles, type Treatment, type Writer } from '../../packages/core/src/facts/gitlab-files.ts';
import { code, type Lang, table } from './markdown.ts';

const COLUMNS = {
  en: ['file', 'who writes it in GitLab', 'what the script does to it there'],
  ko: ['파일', '깃랩에서 쓰는 주체', '스크립트의 처리'],
};

const WRITERS: Record<Lang, Record<Writer, string>> = {
  en: { uegen: 'uegen', platform: 'the platform', people: 'people' },
  ko: { uegen: 'uegen', platform: '플랫폼', people: '사용자' },
};

const TREATMENTS: Record<Lang, Record<Treatment, string>> = {
  en: {
    replaced: 'replaces it',
    merged: "sets uegen's keys and leaves all others, in their order",
    seeded: 'nothing: it is uploaded to an empty project only',
    'by-hand': 'nothing, but names what changed here; `--file PATH` uploads it',
  },
  ko: {
    replaced: '교체합니다',
    merged: 'uegen 의 키만 쓰고, 다른 키는 순서까지 그대로 둡니다',
    seeded: '건드리지 않습니다. 비어 있는 프로젝트에만 올립니다',
    'by-hand': '건드리지 않고, 이곳에서 바뀐 파일을 알려 줍니다. `--file 경로` 로 올립니다',
  },
};

/** Who writes which file of GitLab's projects, and what template-upload.sh does to it once they have commits. */
export function writerTable(lang: Lang): string {
  const rows = gitlabFiles.map(({ path, writers, treatment }) => [
    code(path),
    writers.map((writer) => WRITERS[lang][writer]).join(', '),
    TREATMENTS[lang][treatment],
  ]);
  return table(COLUMNS[lang], rows);
}
