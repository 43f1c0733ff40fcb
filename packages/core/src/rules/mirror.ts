import { says } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

/** A mirror has nothing of a distribution whose repositories nobody named. */
export const mirrorHasDistribution: Rule = ({ cluster: { mirror, repositories } }) =>
  mirror === undefined || repositories.centos !== ''
    ? []
    : [
        {
          code: 'mirror-distribution',
          severity: 'warning',
          message: says(
            "repositories.centos is blank, so the mirror gets nothing of the distribution: the machines' own repositories have to answer",
            'repositories.centos 가 비어 있어 배포판의 패키지는 미러에 들어가지 않습니다. 서버에 설정된 저장소에 접속할 수 있어야 합니다',
          ),
          path: ['repositories', 'centos'],
          ...alsoAt(['mirror', 'url']),
          hint: says(
            'set repositories.centos: https://vault.centos.org/7.9.2009, unless the machines have repositories in the closed network',
            '폐쇄망에 서버가 쓰는 저장소가 없으면 repositories.centos: https://vault.centos.org/7.9.2009 를 지정하십시오',
          ),
        },
      ];
