# shellcheck shell=sh
# What both launchers do: that of the sources (attributable) and that of the distribution
# (bin/attributable). See docs/cli.md.
#
#   JAVA_HOME               the Java to run with; else the java on the path
#   ATTRIBUTABLE_JAVA_ARGS  more arguments for the JVM, such as -Xmx8g

REFUSED=1
NOTHING_DONE=2
NOT_A_CHILD=127
TERMINATED=143
OLDEST_JAVA=17
# From here on the JVM warns of native access and of sun.misc.Unsafe, which TensorFlow needs.
FIRST_WARNING_JAVA=24
COMMAND=io.attributable.cli.AttributableCommand

say() {
  printf '%s\n' "$1" >&2
}

fail() {
  say "attributable: $1"
  exit "$NOTHING_DONE"
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it."
  else
    java=$(command -v java) \
      || fail "Java is missing. Install a JDK, version $OLDEST_JAVA or newer, or set JAVA_HOME."
  fi
  find_java_release
  java_version=${java_release%%[!0-9]*}
  [ "${java_version:-0}" -ge "$OLDEST_JAVA" ] \
    || fail "Java $OLDEST_JAVA or newer is needed, but $java is older. Set JAVA_HOME to a newer JDK."
  quiet=
  if [ "$java_version" -ge "$FIRST_WARNING_JAVA" ]; then
    quiet='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow'
  fi
}

# The version that the Java says of itself, such as 17.0.15. Its file says so at once; asking it
# would take as long as the start of a JVM.
find_java_release() {
  java_release=
  release=$java
  if [ -h "$release" ]; then release=$(readlink -f "$release" 2>/dev/null) || release=$java; fi
  release=${release%/*/*}/release
  if [ -f "$release" ]; then
    while IFS='=' read -r key value; do
      [ "$key" != JAVA_VERSION ] || java_release=$value
    done <"$release"
    java_release=${java_release#\"}
    java_release=${java_release%%\"*}
  fi
  [ -n "$java_release" ] || java_release=$("$java" -version 2>&1 \
    | sed -n 's/^.* version "\([^"]*\)".*/\1/p' | head -n 1)
}

# A JVM that refuses its arguments, such as those of ATTRIBUTABLE_JAVA_ARGS, ends with 1, which is a
# command's word for what it refuses itself. So it is asked whether it starts at all.
#
#   require_start [silently]
require_start() {
  # The JVM would wait for a debugger once more, or write over what it recorded.
  case ${ATTRIBUTABLE_JAVA_ARGS:-} in *jdwp* | *StartFlightRecording* | *file=*) return 0 ;; esac
  # shellcheck disable=SC2086 # The arguments are several words.
  ! told=$("$java" $quiet ${ATTRIBUTABLE_JAVA_ARGS:-} -version 2>&1) || return 0
  [ "${1:-}" = silently ] || say "$told"
  fail "$java does not start, and says why above. ATTRIBUTABLE_JAVA_ARGS is \"${ATTRIBUTABLE_JAVA_ARGS:-}\"."
}

# A command that goes everywhere writes down its classes as the JVM has them in memory, which takes
# a fifth to a third off the start of each later one. They are for the Java that wrote them; others
# start without, and so do all if they cannot be made. The JVM's options have to be those of later.
#
#   write_classes FILE CLASS_PATH MODEL FOLDER
write_classes() {
  rm -f "$1.new.$$"
  # shellcheck disable=SC2086 # The arguments are several words.
  ("$java" "-XX:ArchiveClassesAtExit=$1.new.$$" -XX:TieredStopAtLevel=1 \
    $quiet -Djava.awt.headless=true ${ATTRIBUTABLE_JAVA_ARGS:-} -cp "$2" "$COMMAND" \
    explain "$3" --out "$4") >/dev/null 2>&1 || :
  [ ! -f "$1.new.$$" ] || mv "$1.new.$$" "$1"
}

# Runs a main class and ends with its exit status.
#
#   run CLASS_PATH MAIN [CLASSES] -- ARGUMENTS
run() {
  class_path=$1
  main=$2
  archive=
  if [ "$3" != -- ]; then
    archive=$3
    shift
  fi
  shift 3
  terminal=
  if [ -t 2 ]; then terminal=/dev/tty; fi
  # Most commands are over before the second compiler has done anything but keep a core busy.
  compilers=-XX:TieredStopAtLevel=1
  [ "$subcommand" != serve ] || compilers=
  set -- "-Dattributable.terminal=$terminal" -cp "$class_path" "$main" "$@"
  # An archive that does not fit is passed over; newer JVMs say so even where it half fits.
  if [ -n "$archive" ] && [ -s "$archive" ]; then
    set -- "-XX:SharedArchiveFile=$archive" "-Xlog:cds*=off" "$@"
  fi
  # shellcheck disable=SC2086 # The arguments are several words.
  set -- $quiet $compilers -Djava.awt.headless=true ${ATTRIBUTABLE_JAVA_ARGS:-} "$@"
  filter=
  if "$verbose"; then
    set -- -Dattributable.tensorflow.log=true "$@"
    exec 8>&2
  elif "$help"; then
    exec 8>&2 # Loads no TensorFlow, whose log would have to be kept back.
  else
    open_filter
  fi
  run_child "$@"
}

# TensorFlow writes some of its log without asking TF_CPP_MIN_LOG_LEVEL, and the JVM cannot keep
# native code from it. So errors come through a pipe that lets everything else pass, line by line.
# Its name is gone once both ends are open: whatever ends this script, nothing is left of it.
open_filter() {
  pipe=$(mktemp -d "${TMPDIR:-/tmp}/attributable.XXXXXX" 2>/dev/null) \
    || fail "No folder can be made in ${TMPDIR:-/tmp}. Set TMPDIR to one that can be written to."
  trap 'rm -rf "$pipe"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  mkfifo "$pipe/errors" 2>/dev/null \
    || fail "No pipe can be made in ${TMPDIR:-/tmp}. Set TMPDIR to a folder that can have one."
  without_log <"$pipe/errors" >&2 &
  filter=$!
  exec 8>"$pipe/errors"
  rm -rf "$pipe"
  trap - EXIT
}

# Ends as the JVM does, whose errors go to 8.
run_child() {
  ended_by=
  # The shell has jobs in the background ignore Ctrl-C, so that it must be passed on as another
  # signal; the status tells which one it was.
  trap 'stop 129' HUP
  trap 'stop 130' INT
  trap 'stop 143' TERM
  child=
  ATTRIBUTABLE_LAUNCHER=$$ "$java" "$@" 2>&8 8>&- &
  child=$!
  exec 8>&-
  [ -z "$ended_by" ] || stop "$ended_by"
  wait_for_child
  [ -z "$filter" ] || wait "$filter" || :
  if [ -n "$ended_by" ] && [ "$status" -eq "$TERMINATED" ]; then status=$ended_by; fi
  [ "$status" -ne "$REFUSED" ] || require_start silently
  exit "$status"
}

stop() {
  signalled=true
  ended_by=$1
  [ -z "$child" ] || kill -TERM "$child" 2>/dev/null || :
}

# A signal ends the shell's wait with a status of its own, so that the child, which may be gone by
# then, is asked for its own once more. A status that was already told is told as 127.
wait_for_child() {
  status=$NOT_A_CHILD
  signalled=true
  while "$signalled"; do
    signalled=false
    told=0
    wait "$child" || told=$?
    [ "$told" -eq "$NOT_A_CHILD" ] || status=$told
  done
}

without_log() {
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      'WARNING: All log messages before absl::InitializeLog()'* | [IWE]0000\ [0-9][0-9]:*) ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
}

# Reads what the launcher must know of the arguments.
read_words() {
  subcommand=
  verbose=false
  help=false
  for argument in "$@"; do
    case $argument in
      --verbose) verbose=true ;;
      -h | --help | -V | --version) help=true ;;
      -*) ;;
      *) subcommand=${subcommand:-$argument} ;;
    esac
  done
}

set_environment() {
  # Names of layers and files are UTF-8, also where no locale is set.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
  esac
  "$verbose" || export TF_CPP_MIN_LOG_LEVEL="${TF_CPP_MIN_LOG_LEVEL:-3}"
  # Each plan has the threads that it is worth: see docs/running.md.
  export TF_OVERRIDE_GLOBAL_THREADPOOL="${TF_OVERRIDE_GLOBAL_THREADPOOL:-1}"
}
