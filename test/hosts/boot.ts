import type { TestHosts } from './hosts.ts';

/** Another text after each boot of a host. */
export const bootOf = (hosts: TestHosts, host: string) =>
  hosts.shell(host, 'cat /proc/sys/kernel/random/boot_id');

/** Reboots a host, and waits until all that starts with it has started. */
export async function reboot(hosts: TestHosts, host: string): Promise<void> {
  const before = await bootOf(hosts, host);
  // Not at once: the answer must get through.
  await hosts.shell(host, 'systemd-run --quiet --on-active=1s systemctl reboot');
  for (let attempt = 0; attempt < 600; attempt++) {
    const now = await bootOf(hosts, host).catch(() => before);
    if (now !== before) {
      await hosts.shell(host, 'systemctl is-system-running --wait || true');
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${host} does not come back`);
}
