// Builds all packages unless they are fresh: the lint looks at what others would get.
import { installAndBuild } from './lib.mjs';

installAndBuild();
