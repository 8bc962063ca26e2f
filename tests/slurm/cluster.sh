# A one-node Slurm of one's own, without systemd, all of it in one folder; to be sourced by a bash script that runs as root. Debian's slurm-wlm and munge.
# Sets D (the folder) and SLURM_CONF; functions cluster_start, controller_start, daemon_start, cluster_stop. Nothing outside D is written.
# shellcheck shell=bash

cluster_start() { # folder
    D=$1
    local host
    host=$(hostname -s)
    chmod 755 "$D"
    mkdir "$D"/{ctld,d,munge,log,cg}
    chown munge: "$D/munge"
    chmod 755 "$D/munge"
    head -c 128 /dev/urandom >"$D/munge/key"
    chown munge: "$D/munge/key"
    chmod 400 "$D/munge/key"
    runuser -u munge -- /usr/sbin/munged --key-file="$D/munge/key" --socket="$D/munge/s" --pid-file="$D/munge/pid" --log-file="$D/munge/log" \
        --seed-file="$D/munge/seed"
    # cred_expire is what a requeued job waits for (120 s otherwise), SlurmdTimeout how soon a task that a node has lost is noticed. RequeueExit is left out,
    # so that the script has to find its own way back into the queue.
    cat >"$D/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$D/munge/s,cred_expire=5
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
MpiDefault=none
MinJobAge=300
SlurmdTimeout=15
MessageTimeout=5
KillWait=5
SlurmctldPort=16827
SlurmdPort=16828
StateSaveLocation=$D/ctld
SlurmdSpoolDir=$D/d
SlurmctldPidFile=$D/ctld.pid
SlurmdPidFile=$D/d.pid
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=p Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
    # slurmd does not start without a cgroup plugin; this one touches nothing at the start.
    printf 'CgroupPlugin=cgroup/v1\nCgroupMountpoint=%s/cg\n' "$D" >"$D/cgroup.conf"
    export SLURM_CONF=$D/slurm.conf
    controller_start
    daemon_start
    for _ in $(seq 150); do
        [ "$(sinfo -h -o %t 2>/dev/null)" = idle ] && return 0
        sleep 0.2
    done
    tail "$D"/log/* >&2
    return 1
}

controller_start() {
    slurmctld -D -f "$SLURM_CONF" >>"$D/log/controller" 2>&1 &
    controller=$!
}

daemon_start() {
    slurmd -D -f "$SLURM_CONF" >>"$D/log/daemon" 2>&1 &
    daemon=$!
}

# Process ids of those among /proc/PID/environ... that were started under this SLURM_CONF.
of_cluster() {
    grep -lzxF "SLURM_CONF=$SLURM_CONF" "$@" 2>/dev/null
}
job_processes() { # and with a job's number
    # shellcheck disable=SC2046
    grep -lz '^SLURM_JOB_ID=' $(of_cluster /proc/[0-9]*/environ) /dev/null 2>/dev/null | cut -d/ -f3
}
# The keepers of jobs, which slurmd starts.
step_keepers() {
    local pid
    for pid in $(pgrep -x slurmstepd); do of_cluster "/proc/$pid/environ"; done | cut -d/ -f3
}

cluster_stop() {
    # shellcheck disable=SC2046
    kill -KILL $(job_processes) $(step_keepers) 2>/dev/null
    kill "$daemon" "$controller" "$(cat "$D/munge/pid")" 2>/dev/null
    wait "$daemon" "$controller" 2>/dev/null
    return 0
}
