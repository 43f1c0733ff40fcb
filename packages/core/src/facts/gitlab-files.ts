/** The project that is the running platform's database. */
export const configRepository = 'cloud-config-repository';

/** The projects that new apps are made from. */
export const templateProjects = [
  'template-springboot',
  'template-iam',
  'template-zuul',
  'template-vuejs',
] as const;

/** Who commits a file to GitLab: uegen by template-upload.sh, the platform by GitLab's API, or people. */
export type Writer = 'uegen' | 'platform' | 'people';

/**
 * What template-upload.sh does to a file of a project that has commits. `replaced`: GitLab's is always that of the last
 * build. `merged`: uegen sets its own keys and leaves the others. `seeded`: uploaded to an empty project, never again.
 * `by-hand`: like seeded, until an operator names the file.
 */
export type Treatment = 'replaced' | 'merged' | 'seeded' | 'by-hand';

/** A file, or by a slash at its end all files of a folder, that uegen puts into one of GitLab's projects. */
export interface GitLabFile {
  /** From the output root. */
  path: string;
  writers: readonly Writer[];
  treatment: Treatment;
}

/** The files in GitLab and who writes them. The first entry that fits a path is its own. */
export const gitlabFiles: readonly GitLabFile[] = [
  { path: `${configRepository}/uengine-cloud-server.yml`, writers: ['uegen'], treatment: 'replaced' },
  // Each app that a user makes or takes away changes its vcap.services.
  {
    path: `${configRepository}/application.yml`,
    writers: ['uegen', 'platform', 'people'],
    treatment: 'merged',
  },
  { path: `${configRepository}/dcos-apps.yml`, writers: ['platform'], treatment: 'seeded' },
  { path: `${configRepository}/deployment/`, writers: ['platform'], treatment: 'seeded' },
  // The templates of pipelines are people's, and <app>-<stage>.yml, which the platform makes, too.
  { path: `${configRepository}/`, writers: ['platform', 'people'], treatment: 'by-hand' },
  ...templateProjects.map((project): GitLabFile => {
    return { path: `${project}/`, writers: ['people'], treatment: 'by-hand' };
  }),
];

/** The entry of a path from the output root, or undefined where it doesn't go to GitLab. */
export function gitlabFile(path: string): GitLabFile | undefined {
  return gitlabFiles.find((file) =>
    file.path.endsWith('/') ? path.startsWith(file.path) : path === file.path,
  );
}
