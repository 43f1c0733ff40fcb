import type { Text } from '../text.ts';
import type { Command } from './command.ts';
import { built, INSTALL, type NeededFile, type Step } from './step.ts';

/** DC/OS' installer, which the operator downloads into `install/`. */
export const INSTALLER = 'dcos_generate_config.sh';

/** What every run of the installer needs. */
export const INSTALLER_FILES: readonly NeededFile[] = [
  { path: `${INSTALL}/${INSTALLER}`, from: 'download' },
  built(`${INSTALL}/genconf/config.yaml`),
  built(`${INSTALL}/genconf/ip-detect`),
];

/** One of the installer's actions over ssh, with the key that genconf put beside its settings. */
export function overSsh(action: string): Step {
  return {
    commands: () => [{ ...installer(action), installer: true }],
    needs: () => [...INSTALLER_FILES, { path: `${INSTALL}/genconf/ssh_key`, from: 'genconf' }],
  };
}

/** The installer with one of its actions, as root. */
export function installer(action: string): Command {
  return { folder: INSTALL, argv: ['bash', INSTALLER, action], root: true, extra: true };
}

/** The way back from an installation that doesn't end. */
export const AGAIN: Text = {
  ko: '설정이 잘못되어 설치가 끝나지 않으면, config.yml 을 고치고 해당 노드를 `uninstall` 에 기입한 뒤 [설치 완전 삭제](#uninstall) 를 참조하여 제거하고 다시 설치합니다.',
  en: 'When wrong settings keep the installation from ending, correct config.yml, list the nodes under `uninstall`, remove DC/OS as in [uninstall](#uninstall), and install again.',
};
