import type { Diagnostic } from '../diagnostic.ts';
import { gathered } from '../gathered.ts';
import { assumedResources } from './assumed-resources.ts';
import { GITLAB_HOST, gitlabAddress, gitlabAt } from './gitlab-place.ts';
import { readResources } from './read-resources.ts';
import { refusal } from './refusal.ts';
import { arrives, type Filling, isReplaced, type Resource, type Site } from './resource.ts';
import { spellings } from './spellings.ts';
import type { CheckoutFile } from './types.ts';

/** What the images are to hold, by the key of the placeholder. */
export type ImageValues = Readonly<Record<string, string | number | boolean>>;

/** The values as config.properties.yml has to spell them. */
export interface Images {
  spelt: ReadonlyMap<string, string>;
  diagnostics: Diagnostic[];
}

/**
 * Spells every value so that it arrives in each of its places: the resources are filled in memory as Maven does it, and
 * read again. A value that no spelling brings to all of its places is an error; without a checkout (`files` undefined)
 * the places are those of v1.0, and it is a warning.
 */
export function spellForImages(
  values: ImageValues,
  gitlabUrl: string,
  files: readonly CheckoutFile[] | undefined,
): Images {
  // In v1.0 every text stands alone, in double quotes or in none: only what is replaced underway can't arrive there.
  if (files === undefined && !Object.values(values).some((value) => isReplaced(String(value))))
    return { spelt: new Map(), diagnostics: [] };
  const keys = new Set(Object.keys(values));
  const { resources, diagnostics } =
    files === undefined ? { resources: assumedResources(), diagnostics: [] } : readResources(files, keys);
  const sites = sitesOf(resources, values, gitlabUrl);
  const spelt = new Map<string, string>();
  for (const key of keys) spelt.set(key, plainest(String(values[key]), key, sites.get(key), gitlabUrl));
  const isBroken = (resource: Resource) => !arrives(resource, fillingsOf(resource, sites, spelt));
  const keysIn = (found: readonly Resource[]) =>
    new Set(found.flatMap(({ places }) => places.map(({ name }) => name)));
  const refuse = (key: string) => {
    diagnostics.push(refusal(key, sites.get(key) ?? [], files === undefined ? 'warning' : 'error'));
    spelt.delete(key);
  };
  // Mostly the plainest spellings do, and one reading of each file shows it.
  for (const key of keysIn(resources.filter(isBroken))) {
    const found = sites.get(key);
    const spelling = found && spellingFor(found);
    if (spelling !== undefined) spelt.set(key, spelling);
    else if (found !== undefined) refuse(key);
  }
  for (const key of keysIn(resources.filter(isBroken))) if (spelt.has(key)) refuse(key);
  return { spelt, diagnostics };
}

function sitesOf(
  resources: readonly Resource[],
  values: ImageValues,
  gitlabUrl: string,
): Map<string, Site[]> {
  return gathered(
    resources.flatMap((resource) =>
      [...resource.places.entries()].flatMap(([index, place]): [string, Site][] => {
        if (!Object.hasOwn(values, place.name)) return [];
        const value = values[place.name];
        const text = String(value);
        const isHost = place.name === GITLAB_HOST;
        const wanted = isHost ? gitlabAt(resource.text, place, text, gitlabUrl) : text;
        return [[place.name, { resource, index, wanted, bare: typeof value !== 'string' }]];
      }),
    ),
  );
}

// What stands in no resource is spelt as it is.
function plainest(text: string, key: string, sites: readonly Site[] | undefined, gitlabUrl: string): string {
  if (sites !== undefined) return spellings(sites[0]?.wanted ?? text)[0] ?? text;
  return key === GITLAB_HOST ? gitlabAddress(gitlabUrl) : text;
}

function fillingsOf(
  resource: Resource,
  sites: ReadonlyMap<string, readonly Site[]>,
  spelt: ReadonlyMap<string, string>,
): Filling[] {
  return resource.places.flatMap(({ name }, index) => {
    const site = sites.get(name)?.find((one) => one.resource === resource && one.index === index);
    const spelling = spelt.get(name);
    return site === undefined || spelling === undefined ? [] : [{ site, spelling }];
  });
}

function spellingFor(sites: readonly Site[]): string | undefined {
  return spellings(sites[0]?.wanted ?? '').find((spelling) =>
    sites.every((site) => arrives(site.resource, [{ site, spelling }])),
  );
}
