#!/usr/bin/env bash
# A run on Slurm: sbatch slurm.sh IN OUT, where both are folders that all nodes see. Submit it again to go on with it.
#SBATCH --job-name=quoteminer
#SBATCH --nodes=8
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=32
#SBATCH --mem-per-cpu=2G
#SBATCH --time=24:00:00
set -euo pipefail

input=${1:?the folder of articles}
output=${2:?the folder of quotes}
source "${QUOTEMINER_VENV:?a virtual environment with quoteminer[ray] that all nodes see}/bin/activate"
export RAY_USAGE_STATS_ENABLED=0 OMP_NUM_THREADS=1
# Newer releases of Ray admit only those who know the cluster's token; srun hands it on to every node.
RAY_AUTH_TOKEN=$(python -c 'import secrets; print(secrets.token_hex(32))')
export RAY_AUTH_MODE=token RAY_AUTH_TOKEN

head=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head --lines=1)
address=$(srun --nodes=1 --ntasks=1 --nodelist="$head" hostname --ip-address | awk '{print $1}')
port=$((20000 + SLURM_JOB_ID % 10000))
common=(--num-cpus "$SLURM_CPUS_PER_TASK" --object-store-memory 1000000000 --block)

srun --nodes=1 --ntasks=1 --overlap --nodelist="$head" \
    ray start --head --node-ip-address "$address" --port "$port" --include-dashboard false "${common[@]}" &
for attempt in {1..60}; do
    ray health-check --address "$address:$port" 2>/dev/null && break
    ((attempt < 60)) || { echo "No answer from Ray's head at $address:$port: see above why." >&2; exit 1; }
    sleep 2
done
if ((SLURM_JOB_NUM_NODES > 1)); then
    srun --nodes=$((SLURM_JOB_NUM_NODES - 1)) --ntasks=$((SLURM_JOB_NUM_NODES - 1)) --overlap --exclude="$head" \
        ray start --address "$address:$port" "${common[@]}" &
fi

# Actors start as the other nodes join.
srun --nodes=1 --ntasks=1 --overlap --nodelist="$head" \
    quoteminer extract "$input" --output "$output" --engine ray --address "$address:$port" \
    --workers $((SLURM_JOB_NUM_NODES * SLURM_CPUS_PER_TASK)) --timeout-per-article 120 --max-chars 200000 \
    --resume --log-json
