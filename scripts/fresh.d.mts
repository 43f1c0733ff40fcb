export function whenStale(root: string, step: 'install' | 'generate' | 'build', action: () => void): boolean;
