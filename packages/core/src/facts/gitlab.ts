/** What GitLab 10.2 itself listens to on its machine, besides its web server: unicorn, status pages and metrics. */
export const GITLAB_PORTS: readonly number[] = [8060, 8080, 8082, 9090, 9100, 9121, 9168, 9187, 9229, 9236];
