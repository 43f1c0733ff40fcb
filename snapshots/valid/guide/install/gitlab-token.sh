#!/usr/bin/env bash
# Finds or makes root's access token in GitLab, named uegen, reads the token that registers runners, and prints both on
# stdout.
# On GitLab's machine:     sudo bash gitlab-token.sh
# From the bootstrap node: ssh GITLAB 'sudo bash -s' <gitlab-token.sh
#
# Both stand in no file, no log and no argument or variable of a program. A second run prints the same.

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail

# GitLab keeps tokens as they are up to 11.x; later ones can't be read back, and so another one is made.
read -r -d '' program <<'RUBY' || true
user = User.find_by(username: 'root')
abort 'gitlab-token: GitLab has no user root' if user.nil?
usable = user.personal_access_tokens.where(name: 'uegen', revoked: false, impersonation: false).to_a.select do |one|
  one.scopes.map(&:to_s).include?('api') && one.expires_at.nil? && one.token.to_s != ''
end
token = usable.first || user.personal_access_tokens.create!(name: 'uegen', scopes: [:api])
$stdout.puts "gitlab.root.token=#{token.token}"
settings = ApplicationSetting.current || ApplicationSetting.create_from_defaults
$stdout.puts "runner.registration-token=#{settings.runners_registration_token}"
RUBY
readonly program

if ! command -v gitlab-rails >/dev/null; then
  echo "gitlab-token: the program gitlab-rails is missing: this runs on GitLab's machine, as root" >&2
  exit 1
fi
gitlab-rails runner "$program" </dev/null
