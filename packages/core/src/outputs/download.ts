import { imageFolders } from '../apps/index.ts';
import { proxyTexts } from '../cluster/web-proxy.ts';
import { fileOf } from '../downloads/index.ts';
import { shellWord } from '../escape/shell.ts';
import { templateProjects } from '../facts/gitlab-files.ts';
import { LATER_REVISION, PLATFORM_REVISION } from '../facts/platform.ts';
import { scriptFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** `install/download.sh`: fetches the platform's sources and DC/OS' installer where they are missing. */
export const download: Output = (cluster) => {
  const installer = fileOf('dcos-installer', cluster);
  const folders = [...imageFolders(cluster), ...templateProjects].map((path) => path.replace(/\/.*/, ''));
  const values = {
    repository: fileOf('platform', cluster).url,
    revision: cluster.platform.revision,
    // A web server alone has no shallow clones.
    depth: cluster.mirror === undefined ? 'yes' : '',
    installer: installer.url,
    checksum: installer.checksum.replace('sha256:', ''),
    folders: [...new Set(folders)],
    later: LATER_REVISION,
    fitting: PLATFORM_REVISION,
    proxy: cluster.webProxy && proxyTexts(cluster.webProxy),
  };
  return [scriptFile('install/download.sh', () => render('download.sh', values, shellWord))];
};
