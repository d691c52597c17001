#!/bin/sh
# Reads "+ pid signal rank" and "- pid" from its parent; when the parent is gone (its end of the pipe closes), ends what
# is left, one rank after the other: services, then carriers, then the database.
trap '' INT TERM HUP
entries=''
while read -r verb pid signal rank; do
  case $verb in
    +) entries="$entries $rank:$signal:$pid" ;;
    -)
      kept=''
      for entry in $entries; do
        [ "${entry##*:}" = "$pid" ] || kept="$kept $entry"
      done
      entries=$kept
      ;;
  esac
done

alive() {
  for pid in $1; do
    # A zombie that nobody collects is not alive.
    case $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null) in '' | [ZX]*) ;; *) return 0 ;; esac
  done
  return 1
}

for rank in 1 2 3; do
  pids=''
  for entry in $entries; do
    [ "${entry%%:*}" = "$rank" ] || continue
    pids="$pids ${entry##*:}"
    signal=${entry#*:}
    kill -s "${signal%%:*}" "${entry##*:}" 2>/dev/null
  done
  [ -n "$pids" ] || continue
  turns=0
  while [ $turns -lt 100 ] && alive "$pids"; do
    sleep 0.1
    turns=$((turns + 1))
  done
  for pid in $pids; do
    kill -s KILL "$pid" 2>/dev/null
  done
done
