#!/bin/sh
# The progress line as a terminal gets it, at usual widths: steps, rate and remaining time of all workers are there, and the bar moves within a run.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
printf '%s\n' 'name: long' 'model: {layers: 1, width: 16, heads: 2}' 'train: {steps: 200000, batch: 4, longest: 4, fit_every: 1000, fit_examples: 8}' \
    'evaluate: {multiples: [1, 2], examples: 10}' 'schemes: [nope, alibi]' 'tasks: [copy]' >long.yaml

# Draws until all of it was seen, or for a minute; then Ctrl-C.
cat >watch.py <<'END'
import fcntl, os, pty, re, select, struct, sys, termios, time
columns, command = int(sys.argv[1]), sys.argv[2:]
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.execve(command[0], command, {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8"})
seen, data, asked, begin = set(), b"", False, time.time()
while True:
    try:
        if select.select([fd], [], [], 0.2)[0]:
            data += os.read(fd, 65536)
    except OSError:
        break
    lines = [l.rstrip() for l in re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;]*[mK]", "", data.decode(errors="ignore"))) if l.startswith("[")]
    for line in lines[:-1]:
        seen.add(re.match(r"\[[#-]*\] 0/2", line).group() if columns > 60 and re.match(r"\[[#-]*\] 0/2", line) else "bar")
        if re.search(r"[1-9]\d*k?/200(000|k).* [1-9]\d*k?/200(000|k).*  [1-9]\d* steps/s  ETA \d+(:\d\d| s)", line):
            seen.add("all")
    done = "all" in seen and len(seen) > (2 if columns > 60 else 1)
    if not asked and (done or time.time() - begin > 60):
        os.write(fd, b"\x03")
        asked = True
status = os.waitpid(pid, 0)[1]
print("\n".join(lines[-5:]))
wide = [l for l in lines if len(l) >= columns]
print("too wide:", wide[:3], "seen:", seen, "exit code", os.waitstatus_to_exitcode(status))
sys.exit(not done or bool(wide) or os.waitstatus_to_exitcode(status) != 75)
END
has_terminals "the progress line" && for width in 60 80 140; do
    python3 watch.py $width "$lexbench" run long.yaml -j 2 --db "$width.db" >out 2>err
    result $? "at $width columns both workers' steps, the rate and the remaining time are shown, and Ctrl-C ends it"
done
exit $bad
