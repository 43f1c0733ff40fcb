/** The description that the platform's server looks the runner up by, to the letter. */
export const RUNNER_DESCRIPTION = 'uengine docker runner:shared-socket';
