#!/bin/bash
# Runs in the container of MySQL 5.7. Standard input: the new password and, if it is not that of the container, the one
# that root has, both in base64, a line each. Prints what happened, never a password. Exit code 0: root has the new one.
set -uo pipefail
export MYSQL_HISTFILE=/dev/null LC_ALL=C
# A session that ended is an answer too.
trap '' PIPE

# read_password VARIABLE: as it is, line breaks at its end too
read_password() {
  local line text
  read -r line || true
  text=$(base64 --decode <<<"$line" && echo .)
  printf -v "$1" %s "${text%.}"
}

# client PASSWORD PROTOCOL: runs the SQL of its standard input; nothing of it goes to a file of history
client() {
  MYSQL_PWD=$1 mysql --no-defaults --no-auto-rehash --protocol="$2" --host="$host" --user=root --batch --force --unbuffered \
    --skip-column-names --connect-timeout=10 --default-character-set=utf8mb4
}

# opens PASSWORD PROTOCOL: whether root gets in with it
opens() {
  local host=127.0.0.1
  if [[ $2 == SOCKET ]]; then host=localhost; fi
  [[ $(client "$1" "$2" <<<'SELECT 1;' 2>/dev/null) == 1 ]]
}

opens_everywhere() {
  opens "$1" TCP && opens "$1" SOCKET
}

fail() {
  echo "$1"
  exit 1
}

# literal TEXT: as a string of SQL
literal() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\'\'}"
}

# ask SQL: in the session; its answer is one line
ask() {
  local line=''
  { printf '%s\n' "$1" >&"$to"; } 2>/dev/null && read -r -t 60 line <&"$from"
  printf %s "$line"
}

# set_password PASSWORD: for both accounts at once
set_password() {
  local password
  password=$(literal "$1" && echo .)
  [[ $(ask "ALTER USER 'root'@'%' IDENTIFIED BY ${password%.}, 'root'@'localhost' IDENTIFIED BY ${password%.};
SELECT 'asked';") == asked ]]
}

new='' old=''
read_password new
read_password old
old=${old:-${MYSQL_ROOT_PASSWORD:-}}

if opens_everywhere "$new"; then
  echo 'root has this password already'
  echo current
  exit
fi

# A run that was broken off may have left one account with each.
protocol=''
for known in "$old" "$new"; do
  for protocol in SOCKET TCP; do opens "$known" "$protocol" && break 2; done
  protocol=''
done
[[ -n $protocol ]] || fail 'MySQL lets root in neither with the password of its container nor with the new one: name the one that it has in UEGEN_OLD_DB_PASSWORD, and nothing was changed'

host=127.0.0.1
if [[ $protocol == SOCKET ]]; then host=localhost; fi
coproc session { client "$known" "$protocol" 2>/dev/null; }
exec {to}>&"${session[1]}" {from}<&"${session[0]}"
accounts=$(ask "SELECT COUNT(*) FROM mysql.user WHERE User = 'root' AND Host IN ('%', 'localhost');")
[[ $accounts == 2 ]] || fail "MySQL lacks one of the accounts root@'%' and root@localhost: nothing was changed"
logs=$(ask "SET SESSION sql_log_bin = 0, SESSION sql_log_off = 1, SESSION sql_mode = '';
SELECT 10 * @@SESSION.sql_log_bin + @@SESSION.sql_log_off;")
[[ $logs == 1 ]] || fail 'the logs of MySQL could not be left out: nothing was changed'

if set_password "$new" && opens_everywhere "$new"; then
  echo changed
  exit
fi
if [[ $known != "$old" ]]; then fail 'MySQL did not take the new password for both accounts of root'; fi
if set_password "$old" && opens_everywhere "$old"; then
  fail 'MySQL did not take the new password, and root has the old one as before: does a rule of MySQL (validate_password) refuse it?'
fi
fail 'MySQL did not take the new password, and the old one could not be put back: look into the database by hand'
