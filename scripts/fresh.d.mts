export function whenStale(root: string, step: 'install' | 'build', action: () => void): boolean;
