# shellcheck shell=bash disable=SC2034 # used by the scripts that source it
# Sourced by the scripts beside it: where things are, and how to wait for a process.

demo_host=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
class_path="$demo_host/target/allstop-demo-host.jar:$demo_host/target/lib/*"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

fail() {
  echo "${0##*/}: $1" >&2
  exit "${2:-1}"
}

# A zombie has ended; only its parent has not looked yet.
is_alive() { # pid
  kill -0 "$1" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"
}

# Sends SIGTERM and waits for the end; SIGKILL after that many seconds.
end_process() { # pid seconds
  kill -TERM "$1" 2>/dev/null || return 0
  local deadline=$((SECONDS + $2))
  while is_alive "$1"; do
    if ((SECONDS >= deadline)); then
      kill -KILL "$1" 2>/dev/null || true
      return 1
    fi
    sleep 0.1
  done
}
